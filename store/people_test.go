package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func staff(role models.Role, username string) models.Account {
	return models.Account{
		ID: models.NewID[models.Account](), Role: role, Name: "Dr Li", Username: username,
		Locale: models.En, CreatedAt: now,
	}
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	operator := staff(models.RoleOperator, "operator")
	require.NoError(t, s.CreateAccount(ctx, operator))

	got, err := s.Person(ctx, operator.ID)
	require.NoError(t, err)
	require.Equal(t, models.Person{Account: operator, Classes: []models.ClassID{}}, got, "an account of no region belongs to the platform")

	operator.Name, operator.Locale, operator.Disabled = "Dr Wang", models.ZhCN, true
	require.NoError(t, s.UpdateAccount(ctx, operator))
	got, err = s.Person(ctx, operator.ID)
	require.NoError(t, err)
	require.Equal(t, operator, got.Account)

	_, err = s.Person(ctx, models.NewID[models.Account]())
	requireCode(t, models.CodeNotFound, err)
}

func TestAccountRefusals(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	stranger := populate(t, c.Store, countyRoster("510200"))
	require.NoError(t, c.CreateAccount(t.Context(), staff(models.RoleResearcher, "taken")))

	tests := []struct {
		name   string
		change func(*models.Account)
		want   models.Code
	}{
		{"user name taken", func(a *models.Account) { a.Username = "taken" }, models.CodeConflict},
		{"staff without a user name", func(a *models.Account) { a.Username = "" }, models.CodeInvalid},
		{"pupil with a user name", func(a *models.Account) { a.Role = models.RolePupil }, models.CodeInvalid},
		{"unknown role", func(a *models.Account) { a.Role = "guest" }, models.CodeInvalid},
		{"unknown language", func(a *models.Account) { a.Locale = "fr" }, models.CodeInvalid},
		{"no name", func(a *models.Account) { a.Name = "" }, models.CodeInvalid},
		{"region that is not there", func(a *models.Account) { a.RegionID = models.NewID[models.Region]() }, models.CodeInvalid},
		{"school of another region", func(a *models.Account) {
			a.RegionID, a.SchoolID = c.region.ID, stranger.class.SchoolID
		}, models.CodeInvalid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := staff(models.RoleTeacher, "new."+models.NewID[models.Account]().String()[24:])
			test.change(&a)
			requireCode(t, test.want, c.CreateAccount(t.Context(), a))
		})
	}
	unknown := staff(models.RoleTeacher, "nobody")
	requireCode(t, models.CodeNotFound, c.UpdateAccount(t.Context(), unknown))
}

func TestLearnersAndConsent(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	require.Len(t, c.pupils, 3)
	lin, gao := c.pupils[0], c.pupils[1]
	require.Equal(t, models.Learner{
		ID: lin.ID, RegionID: c.region.ID, SchoolID: c.class.SchoolID, Number: "001", Name: "Lin Xiaoyu",
		Gender: models.GenderFemale, Grade: 8, Under14: true,
	}, lin)
	require.True(t, gao.Consent.Given)
	require.False(t, gao.Consent.At.IsZero())

	consent := models.Consent{Given: true, At: now, By: c.teacher.ID}
	require.NoError(t, c.SetConsent(ctx, lin.ID, consent))
	got, err := c.Learner(ctx, lin.ID)
	require.NoError(t, err)
	require.Equal(t, consent, got.Consent)

	require.NoError(t, c.SetConsent(ctx, lin.ID, models.Consent{At: now, By: c.teacher.ID}))
	got, err = c.Learner(ctx, lin.ID)
	require.NoError(t, err)
	require.False(t, got.Consent.Given)

	_, err = c.Learner(ctx, c.teacher.ID)
	requireCode(t, models.CodeNotFound, err)
	requireCode(t, models.CodeNotFound, c.SetConsent(ctx, c.teacher.ID, consent))
}

func TestRegionsSchoolsClasses(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	second := models.Region{ID: models.NewID[models.Region](), Code: "110100", Name: "East", Zone: models.ZoneEast}
	require.NoError(t, c.CreateRegion(ctx, second))
	requireCode(t, models.CodeConflict, c.CreateRegion(ctx, models.Region{ID: models.NewID[models.Region](), Code: "110100", Zone: models.ZoneEast}))
	requireCode(t, models.CodeInvalid, c.CreateRegion(ctx, models.Region{ID: models.NewID[models.Region](), Code: "1", Zone: "north"}))

	regions, err := c.Regions(ctx)
	require.NoError(t, err)
	require.Equal(t, []models.Region{second, c.region}, regions, "by code, without the platform")

	school, err := c.School(ctx, c.class.SchoolID)
	require.NoError(t, err)
	require.Equal(t, models.School{ID: school.ID, RegionID: c.region.ID, Code: "S1", Name: "First School", Area: models.AreaTown}, school)
	require.Equal(t, models.Class{ID: c.class.ID, RegionID: c.region.ID, SchoolID: school.ID, Name: "8-1", Grade: 8, Year: 2026}, c.class)

	classes, err := c.PersonClasses(ctx, c.teacher.ID)
	require.NoError(t, err)
	require.Equal(t, []models.Class{c.class}, classes)

	_, err = c.Region(ctx, models.NewID[models.Region]())
	requireCode(t, models.CodeNotFound, err)
	_, err = c.School(ctx, models.NewID[models.School]())
	requireCode(t, models.CodeNotFound, err)
	_, err = c.Class(ctx, models.NewID[models.Class]())
	requireCode(t, models.CodeNotFound, err)
}
