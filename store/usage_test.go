package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// Sessions that count tell of an item; the newest come first.
func TestUseOfAnItem(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	early, late := c.assign(t, now), c.assign(t, now.Add(24*time.Hour))
	lin, gao, wang := c.pupils[0], c.pupils[1], c.pupils[2]
	first := c.finished(t, early, lin, now.Add(time.Hour), false)
	second := c.finished(t, late, lin, now.Add(25*time.Hour), false)
	third := c.finished(t, late, gao, now.Add(26*time.Hour), false)
	require.NoError(t, c.CreateSession(ctx, c.sitting(early, wang)))
	trail, err := c.SessionTrail(ctx, first)
	require.NoError(t, err)
	item := trail.Responses[0].ItemID

	trails, err := c.ItemTrails(ctx, item, 10)
	require.NoError(t, err)
	require.Equal(t, []models.SessionID{third, second, first}, ids(trails))
	require.Equal(t, trail, trails[2])
	trails, err = c.ItemTrails(ctx, item, 1)
	require.NoError(t, err)
	require.Equal(t, []models.SessionID{third}, ids(trails))
	trails, err = c.ItemTrails(ctx, "none", 10)
	require.NoError(t, err)
	require.Empty(t, trails)

	trails, err = c.RecentTrails(ctx, 2)
	require.NoError(t, err)
	require.Equal(t, []models.SessionID{third, second}, ids(trails))

	shown, sessions, err := c.ItemExposure(ctx, item, []models.FormID{c.form.ID})
	require.NoError(t, err)
	require.Equal(t, 3, shown)
	require.Equal(t, 3, sessions, "the one that has not begun does not count")
	shown, sessions, err = c.ItemExposure(ctx, "none", nil)
	require.NoError(t, err)
	require.Zero(t, shown+sessions)
}
