package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func ids(trails []models.SessionTrail) []models.SessionID {
	found := make([]models.SessionID, len(trails))
	for i, trail := range trails {
		found[i] = trail.Session.ID
	}
	return found
}

func TestWatchingAClass(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	early, late := c.assign(t, now), c.assign(t, now.Add(24*time.Hour))
	lin, gao, wang := c.pupils[0], c.pupils[1], c.pupils[2]
	linEarly := c.finished(t, early, lin, now.Add(time.Hour), false)
	linLate := c.finished(t, late, lin, now.Add(25*time.Hour), true)
	gaoEarly := c.finished(t, early, gao, now.Add(time.Hour), true)
	wangOpen := c.sitting(early, wang)
	require.NoError(t, c.CreateSession(ctx, wangOpen))
	void := c.finished(t, late, gao, now.Add(26*time.Hour), true)
	require.NoError(t, c.UpdateSession(ctx, void, func(trail *models.SessionTrail) error {
		trail.Session.State = models.SessionVoided
		return nil
	}))

	tests := []struct {
		name string
		find func() ([]models.SessionTrail, error)
		want []models.SessionID
	}{
		{"sessions of an assignment", func() ([]models.SessionTrail, error) { return c.AssignmentSessions(ctx, early.ID) },
			[]models.SessionID{linEarly, gaoEarly, wangOpen.ID}},
		{"last session that counts of each pupil", func() ([]models.SessionTrail, error) { return c.ClassTrails(ctx, c.class.ID) },
			[]models.SessionID{linLate, gaoEarly}},
		{"sessions of a form that count", func() ([]models.SessionTrail, error) { return c.FormResponses(ctx, c.form.ID) },
			[]models.SessionID{linEarly, linLate, gaoEarly}},
		{"short texts to code", func() ([]models.SessionTrail, error) { return c.PendingCoding(ctx, c.class.ID) },
			[]models.SessionID{gaoEarly, linLate}},
		{"another class", func() ([]models.SessionTrail, error) { return c.ClassTrails(ctx, c.other.ID) },
			[]models.SessionID{}},
		{"coding of another class", func() ([]models.SessionTrail, error) { return c.PendingCoding(ctx, c.other.ID) },
			[]models.SessionID{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			trails, err := test.find()
			require.NoError(t, err)
			require.ElementsMatch(t, test.want, ids(trails))
			for _, trail := range trails {
				alone, err := c.SessionTrail(ctx, trail.Session.ID)
				require.NoError(t, err)
				require.Equal(t, alone, trail, "with its responses and its score")
			}
		})
	}
}

func TestClassTrailsFollowThePupil(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := c.finished(t, c.assign(t, now), c.pupils[0], now, false)
	roster := countyRoster(c.region.Code)
	roster.Pupils[0].Class = "8-2"
	_, err := c.ImportRoster(ctx, roster)
	require.NoError(t, err)
	left, err := c.ClassTrails(ctx, c.class.ID)
	require.NoError(t, err)
	require.Empty(t, left)
	joined, err := c.ClassTrails(ctx, c.other.ID)
	require.NoError(t, err)
	require.Equal(t, []models.SessionID{id}, ids(joined))
}
