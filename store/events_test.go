package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestEvents(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	log := func(minute int, actor models.AccountID, region models.RegionID, verb, object string, data json.RawMessage) models.Event {
		t.Helper()
		e := models.Event{
			ID: models.NewID[models.Event](), RegionID: region, ActorID: actor, Verb: verb, Object: object, Data: data,
			At: now.Add(time.Duration(minute) * time.Minute),
		}
		require.NoError(t, c.LogEvent(ctx, e))
		return e
	}
	lin, gao := c.pupils[0].ID, c.pupils[1].ID
	platform := log(0, models.AccountID{}, models.RegionID{}, "service.started", "", nil)
	linStarted := log(1, lin, c.region.ID, "session.started", "s1", json.RawMessage(`{"items": 0}`))
	linOpened := log(2, lin, c.region.ID, models.VerbResourceOpened, "r1", nil)
	gaoOpened := log(3, gao, c.region.ID, models.VerbResourceOpened, "r1", nil)

	tests := []struct {
		name   string
		filter models.EventFilter
		want   []models.Event
	}{
		{"all, newest first", models.EventFilter{}, []models.Event{gaoOpened, linOpened, linStarted, platform}},
		{"at most two", models.EventFilter{Limit: 2}, []models.Event{gaoOpened, linOpened}},
		{"of a region", models.EventFilter{RegionID: c.region.ID}, []models.Event{gaoOpened, linOpened, linStarted}},
		{"of an actor", models.EventFilter{ActorID: lin}, []models.Event{linOpened, linStarted}},
		{"of a verb", models.EventFilter{Verb: "session.started"}, []models.Event{linStarted}},
		{"of an object and an actor", models.EventFilter{Object: "r1", ActorID: gao}, []models.Event{gaoOpened}},
		{"since, inclusive", models.EventFilter{Since: linOpened.At}, []models.Event{gaoOpened, linOpened}},
		{"until, exclusive", models.EventFilter{Until: linOpened.At}, []models.Event{linStarted, platform}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := c.Events(ctx, test.filter)
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
	requireCode(t, models.CodeConflict, c.LogEvent(ctx, linStarted))
	requireCode(t, models.CodeInvalid, c.LogEvent(ctx, models.Event{ID: models.NewID[models.Event](), At: now}))
}

func TestSeenResources(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	first, second := models.NewID[models.Resource](), models.NewID[models.Resource]()
	for _, e := range []models.Event{
		{ActorID: c.pupils[0].ID, Verb: models.VerbResourceOpened, Object: first.String()},
		{ActorID: c.pupils[0].ID, Verb: models.VerbResourceOpened, Object: first.String()},
		{ActorID: c.pupils[0].ID, Verb: "resource.offered", Object: second.String()},
		{ActorID: c.pupils[1].ID, Verb: models.VerbResourceOpened, Object: second.String()},
	} {
		e.ID, e.RegionID, e.At = models.NewID[models.Event](), c.region.ID, now
		require.NoError(t, c.LogEvent(ctx, e))
	}
	seen, err := c.Seen(ctx, c.pupils[0].ID)
	require.NoError(t, err)
	require.Equal(t, []models.ResourceID{first}, seen)
	seen, err = c.Seen(ctx, c.teacher.ID)
	require.NoError(t, err)
	require.Empty(t, seen)
}
