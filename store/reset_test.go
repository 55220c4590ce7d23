package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestReset(t *testing.T) {
	t.Parallel()
	real, ctx := newCounty(t), t.Context()
	realSession := real.finished(t, real.assign(t, now), real.pupils[0], now, false)

	roster := countyRoster("990000")
	roster.Demo = true
	demo := populate(t, real.Store, roster)
	require.True(t, demo.teacher.Demo)
	session := demo.finished(t, demo.assign(t, now), demo.pupils[0], now, true)
	demo.talk(t, now)
	require.NoError(t, demo.SetCardHashes(ctx, map[models.AccountID][]byte{demo.pupils[0].ID: []byte("card")}))
	require.NoError(t, demo.CreateWebSession(ctx, []byte("token"), demo.teacher.ID, now))
	require.NoError(t, demo.LogEvent(ctx, models.Event{ID: models.NewID[models.Event](), RegionID: demo.region.ID, Verb: "x", At: now}))
	operator := staff(models.RoleOperator, "demo.operator")
	operator.Demo = true
	require.NoError(t, real.CreateAccount(ctx, operator))
	keeper := staff(models.RoleOperator, "operator")
	require.NoError(t, real.CreateAccount(ctx, keeper))

	require.NoError(t, real.Reset(ctx))
	for _, id := range append(demo.people, operator.ID) {
		_, err := real.Person(ctx, id)
		requireCode(t, models.CodeNotFound, err)
	}
	_, err := real.SessionTrail(ctx, session)
	requireCode(t, models.CodeNotFound, err)
	regions, err := real.Regions(ctx)
	require.NoError(t, err)
	require.Equal(t, []models.Region{real.region}, regions)
	_, err = real.SessionTrail(ctx, realSession)
	require.NoError(t, err)
	_, err = real.Person(ctx, keeper.ID)
	require.NoError(t, err)

	require.NoError(t, real.Reset(ctx), "without demo data there is nothing to do")
	_, err = real.ImportRoster(ctx, roster)
	require.NoError(t, err, "demo data can come again")
}

func TestResetKeepsARegionWithRealPeople(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	roster := countyRoster(c.region.Code)
	roster.Demo = true
	roster.Pupils = append(roster.Pupils, models.RosterPupil{School: "S1", Class: "8-1", Number: "900", Name: "Demo Pupil"})
	count, err := c.ImportRoster(ctx, roster)
	require.NoError(t, err)
	require.Len(t, count.New, 1)
	require.NoError(t, c.Reset(ctx))
	_, err = c.Person(ctx, count.New[0].ID)
	requireCode(t, models.CodeNotFound, err)
	left, err := c.ClassLearners(ctx, c.class.ID)
	require.NoError(t, err)
	require.Equal(t, c.pupils, left)
}
