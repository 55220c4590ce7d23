package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestReset(t *testing.T) {
	t.Parallel()
	kept, ctx := newCounty(t), t.Context()
	keptSession := kept.finished(t, kept.assign(t, now), kept.pupils[0], now, false)

	roster := countyRoster("990000")
	roster.Demo = true
	demo := populate(t, kept.Store, roster)
	require.True(t, demo.teacher.Demo)
	session := demo.finished(t, demo.assign(t, now), demo.pupils[0], now, true)
	demo.talk(t, now)
	require.NoError(t, demo.SetCardHashes(ctx, map[models.AccountID][]byte{demo.pupils[0].ID: []byte("card")}))
	require.NoError(t, demo.CreateWebSession(ctx, []byte("token"), demo.teacher.ID, now))
	require.NoError(t, demo.LogEvent(ctx, models.Event{ID: models.NewID[models.Event](), RegionID: demo.region.ID, Verb: "x", At: now}))
	operator := staff(models.RoleOperator, "demo.operator")
	operator.Demo = true
	require.NoError(t, kept.CreateAccount(ctx, operator))
	keeper := staff(models.RoleOperator, "operator")
	require.NoError(t, kept.CreateAccount(ctx, keeper))

	require.NoError(t, kept.Reset(ctx))
	for _, id := range append(demo.people, operator.ID) {
		_, err := kept.Person(ctx, id)
		requireCode(t, models.CodeNotFound, err)
	}
	_, err := kept.SessionTrail(ctx, session)
	requireCode(t, models.CodeNotFound, err)
	regions, err := kept.Regions(ctx)
	require.NoError(t, err)
	require.Equal(t, []models.Region{kept.region}, regions)
	_, err = kept.SessionTrail(ctx, keptSession)
	require.NoError(t, err)
	_, err = kept.Person(ctx, keeper.ID)
	require.NoError(t, err)

	require.NoError(t, kept.Reset(ctx), "without demo data there is nothing to do")
	_, err = kept.ImportRoster(ctx, roster)
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
