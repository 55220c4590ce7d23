package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestImportRosterTwice(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	roster := countyRoster("510100")
	first, err := s.ImportRoster(ctx, roster)
	require.NoError(t, err)
	require.Len(t, first.New, 7)
	require.Equal(t, models.RosterCount{Schools: 1, Classes: 2, Pupils: 6, Teachers: 1, New: first.New}, first)

	again, err := s.ImportRoster(ctx, roster)
	require.NoError(t, err)
	require.Equal(t, models.RosterCount{Schools: 1, Classes: 2, Pupils: 6, Teachers: 1}, again)

	regions, err := s.Regions(ctx)
	require.NoError(t, err)
	require.Len(t, regions, 1)
	for i, name := range []string{"Lin Xiaoyu", "Gao Yuan", "Wang Lei", "Zhao Min", "Sun Hao", "Zhou Jie", "Ms Chen"} {
		p, err := s.Person(ctx, first.New[i].ID)
		require.NoError(t, err)
		require.Equal(t, name, p.Name, "new accounts stand in the roster's order, pupils first")
		require.Len(t, p.Classes, 1)
		require.False(t, p.Demo)
		p.CreatedAt = first.New[i].CreatedAt // to the microsecond only
		require.Equal(t, p, first.New[i].Person)
	}
	require.Equal(t, []string{"S1", "8-1", "002"}, []string{first.New[1].School, first.New[1].Class, first.New[1].Number})
	require.Equal(t, "8-1", first.New[6].Class)
}

func TestImportRosterBringsUpToDate(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	lin := c.pupils[0]
	require.NoError(t, c.SetConsent(ctx, c.pupils[1].ID, models.Consent{Given: true, At: now, By: c.teacher.ID}))

	roster := countyRoster(c.region.Code)
	roster.Schools[0].Name, roster.Schools[0].Area = "Renamed School", ""
	roster.Pupils[0].Name, roster.Pupils[0].Class, roster.Pupils[0].Consent = "Lin Yu", "8-2", true
	roster.Pupils[1].Consent, roster.Pupils[1].Gender = false, models.GenderUnknown
	roster.Teachers[0].Name, roster.Teachers[0].Classes = "Mrs Chen", []string{"8-2"}
	count, err := c.ImportRoster(ctx, roster)
	require.NoError(t, err)
	require.Empty(t, count.New)

	school, err := c.School(ctx, c.class.SchoolID)
	require.NoError(t, err)
	require.Equal(t, "Renamed School", school.Name)
	require.Equal(t, models.AreaTown, school.Area, "what a roster leaves out stays")

	moved, err := c.Person(ctx, lin.ID)
	require.NoError(t, err)
	require.Equal(t, "Lin Yu", moved.Name)
	require.Equal(t, []models.ClassID{c.other.ID}, moved.Classes, "a pupil leaves her old class")
	teacher, err := c.Person(ctx, c.teacher.ID)
	require.NoError(t, err)
	require.Equal(t, "Mrs Chen", teacher.Name)
	require.ElementsMatch(t, []models.ClassID{c.class.ID, c.other.ID}, teacher.Classes, "a teacher keeps hers")

	given, err := c.Learner(ctx, lin.ID)
	require.NoError(t, err)
	require.True(t, given.Consent.Given)
	kept, err := c.Learner(ctx, c.pupils[1].ID)
	require.NoError(t, err)
	require.Equal(t, models.Consent{Given: true, At: now, By: c.teacher.ID}, kept.Consent, "a roster withdraws no consent")
	require.Equal(t, models.GenderUnknown, kept.Gender)
}

func TestNextYearsRosterKeepsLastYearsClass(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	roster := countyRoster(c.region.Code)
	for i := range roster.Classes {
		roster.Classes[i].Year, roster.Classes[i].Grade = 2027, 9
	}
	_, err := c.ImportRoster(ctx, roster)
	require.NoError(t, err)
	classes, err := c.PersonClasses(ctx, c.pupils[0].ID)
	require.NoError(t, err)
	require.Len(t, classes, 2)
	require.Equal(t, 2027, classes[0].Year)
	require.Equal(t, c.class, classes[1])
	l, err := c.Learner(ctx, c.pupils[0].ID)
	require.NoError(t, err)
	require.Equal(t, 9, l.Grade)
}

func TestImportRosterRefusals(t *testing.T) {
	t.Parallel()
	s := open(t)
	require.NoError(t, s.CreateAccount(t.Context(), staff(models.RoleResearcher, "researcher")))
	tests := []struct {
		name    string
		change  func(*models.Roster)
		want    models.Code
		message string
	}{
		{"region without a code", func(r *models.Roster) { r.Region.Code = "" }, models.CodeInvalid, "code of its region"},
		{"unknown zone", func(r *models.Roster) { r.Region.Zone = "north" }, models.CodeInvalid, "cannot be stored"},
		{"school twice", func(r *models.Roster) { r.Schools = append(r.Schools, r.Schools[0]) }, models.CodeInvalid, "one school of the roster is given twice"},
		{"class twice", func(r *models.Roster) { r.Classes = append(r.Classes, r.Classes[0]) }, models.CodeInvalid, "class 8-1 is given twice"},
		{"number twice", func(r *models.Roster) { r.Pupils = append(r.Pupils, r.Pupils[0]) }, models.CodeInvalid, "pupil 001 is given twice"},
		{"user name twice", func(r *models.Roster) { r.Teachers = append(r.Teachers, r.Teachers[0]) }, models.CodeInvalid, "teacher teacher.1 is given twice"},
		{"class of an unknown school", func(r *models.Roster) { r.Classes[1].School = "S9" }, models.CodeInvalid, "class 8-2: the region has no school S9"},
		{"pupil of an unknown school", func(r *models.Roster) { r.Pupils[2].School = "S9" }, models.CodeInvalid, "pupil 003: the roster has no class 8-1 in school S9"},
		{"pupil of an unknown class", func(r *models.Roster) { r.Pupils[2].Class = "8-9" }, models.CodeInvalid, "pupil 003: the roster has no class 8-9 in school S1"},
		{"teacher of an unknown class", func(r *models.Roster) { r.Teachers[0].Classes = []string{"8-1", "8-9"} }, models.CodeInvalid, "teacher teacher.1: the roster has no class 8-9"},
		{"grade out of range", func(r *models.Roster) { r.Classes[0].Grade = 13 }, models.CodeInvalid, "cannot be stored"},
		{"user name of somebody else", func(r *models.Roster) { r.Teachers[0].Username = "researcher" }, models.CodeConflict, "researcher belongs to somebody"},
		{"teacher without a user name", func(r *models.Roster) { r.Teachers[0].Username = "" }, models.CodeInvalid, "cannot be stored"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			roster := countyRoster("1")
			test.change(&roster)
			_, err := s.ImportRoster(t.Context(), roster)
			requireCode(t, test.want, err)
			require.ErrorContains(t, err, test.message)
			regions, err := s.Regions(t.Context())
			require.NoError(t, err)
			require.Empty(t, regions, "nothing of a refused roster is stored")
		})
	}
}

func TestRosterTakesOverNobodyElse(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	official := staff(models.RoleResearcher, "official")
	official.RegionID = c.region.ID
	require.NoError(t, c.CreateAccount(t.Context(), official))
	tests := []struct{ name, region, username string }{
		{"a teacher of another region", "510200", c.teacher.Username},
		{"somebody of the region who is not a teacher", c.region.Code, official.Username},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			roster := countyRoster(test.region)
			roster.Teachers[0].Username = test.username
			_, err := c.ImportRoster(t.Context(), roster)
			requireCode(t, models.CodeConflict, err)
			require.ErrorContains(t, err, "belongs to somebody who is not a teacher of this region")
		})
	}
}

func TestImportsAtOnceMakeEachPersonOnce(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	made := make([]int, 4)
	atOnce(s, len(made), func(i int) {
		count, err := s.ImportRoster(ctx, countyRoster("510100"))
		assert.NoError(t, err)
		made[i] = len(count.New)
	})
	require.ElementsMatch(t, []int{7, 0, 0, 0}, made)
}

// largeRoster is of schools with 10 classes of 50 pupils.
func largeRoster(pupils int) models.Roster {
	r := models.Roster{Region: models.Region{Code: "510000", Name: "Large", Zone: models.ZoneWest}}
	for i := range pupils {
		school, class := fmt.Sprintf("S%03d", i/500), fmt.Sprintf("7-%d", i/50%10)
		if i%500 == 0 {
			r.Schools = append(r.Schools, models.School{Code: school, Name: school})
		}
		if i%50 == 0 {
			r.Classes = append(r.Classes, models.RosterClass{School: school, Name: class, Grade: 7, Year: 2026})
		}
		r.Pupils = append(r.Pupils, models.RosterPupil{School: school, Class: class, Number: fmt.Sprint(i), Name: fmt.Sprint("Pupil ", i)})
	}
	return r
}

func TestLargeRoster(t *testing.T) {
	t.Parallel()
	s := open(t)
	count, err := s.ImportRoster(t.Context(), largeRoster(5000))
	require.NoError(t, err)
	require.Len(t, count.New, 5000)
	last, err := s.Person(t.Context(), count.New[4999].ID)
	require.NoError(t, err)
	require.Equal(t, "Pupil 4999", last.Name)
	class, err := s.ClassLearners(t.Context(), last.Classes[0])
	require.NoError(t, err)
	require.Len(t, class, 50)
}

func BenchmarkImportRoster50000(b *testing.B) {
	roster := largeRoster(50_000)
	s := open(b)
	for b.Loop() {
		_, err := s.ImportRoster(b.Context(), roster)
		require.NoError(b, err)
	}
}
