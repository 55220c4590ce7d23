package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/models"
)

// coded is a finished session of a graded text with 2 of 3 points by rule and a
// choice.
func coded(t *testing.T) (delivery.Rules, *models.SessionTrail) {
	t.Helper()
	r := rules([]models.Item{graded("text", "C5.1", 1, -0.5, 0, 0.5), single("choice", "A1.1", 1, 0)})
	r.Form.Kind = models.FormLinear
	trail := begun(t, r, 1)
	answerWaiting(t, r, trail, 2, at(10))
	answerWaiting(t, r, trail, 1, at(20))
	require.Equal(t, models.SessionFinished, trail.Session.State)
	return r, trail
}

func TestCode(t *testing.T) {
	t.Parallel()
	r, trail := coded(t)
	require.True(t, trail.Score.Provisional)
	byRule := trail.Session.Theta
	coder := models.NewID[models.Account]()

	c := delivery.Coding{Coder: coder, ItemID: "text", PartID: "1", Points: 3}
	require.NoError(t, r.Code(trail, c, at(100)))
	require.Equal(t, 3, trail.Responses[0].Score.Points)
	require.Equal(t, models.PartScore{PartID: "1", Points: 3, Max: 3, CoderID: coder, CodedAt: at(100)}, trail.Responses[0].Score.Parts[0])
	require.Greater(t, trail.Session.Theta, byRule)
	require.False(t, trail.Score.Provisional)
	require.Equal(t, trail.Session.Theta, trail.Score.Theta)
	theta, se, err := r.Estimate(trail.Responses)
	require.NoError(t, err)
	require.Equal(t, []float64{theta, se}, []float64{trail.Score.Theta, trail.Score.SE})

	c.Points = 0
	require.NoError(t, r.Code(trail, c, at(200)), "a coder may think again")
	require.Less(t, trail.Session.Theta, byRule)
	require.Equal(t, at(20), trail.Session.EndedAt)
}

func TestCodingMovesTheLevel(t *testing.T) {
	t.Parallel()
	r, trail := coded(t)
	require.Equal(t, "proficient", trail.Score.Level)
	require.NoError(t, r.Code(trail, delivery.Coding{ItemID: "text", PartID: "1", Points: 0}, at(100)))
	require.Equal(t, "basic", trail.Score.Level)
}

func TestCodeRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		coding delivery.Coding
		code   models.Code
	}{
		{"more than the maximum", delivery.Coding{ItemID: "text", PartID: "1", Points: 4}, models.CodeInvalid},
		{"less than nothing", delivery.Coding{ItemID: "text", PartID: "1", Points: -1}, models.CodeInvalid},
		{"an item not answered", delivery.Coding{ItemID: "other", PartID: "1"}, models.CodeNotFound},
		{"a part that is not there", delivery.Coding{ItemID: "text", PartID: "2"}, models.CodeNotFound},
		{"a part with a key", delivery.Coding{ItemID: "choice", PartID: "1", Points: 1}, models.CodeNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, trail := coded(t)
			before := clone(trail)
			require.Equal(t, tt.code, models.CodeOf(r.Code(trail, tt.coding, at(100))))
			require.Equal(t, before, *trail)
		})
	}
	r := rules(bank(40))
	running := begun(t, r, 1)
	require.Equal(t, models.CodeConflict, models.CodeOf(r.Code(running, delivery.Coding{ItemID: "text", PartID: "1"}, at(10))))
}

func TestCodeWithoutTheOtherItems(t *testing.T) {
	t.Parallel()
	r, trail := coded(t)
	r.Pool = r.Pool[:1]
	before := clone(trail)
	var missing *delivery.MissingVersion
	require.ErrorAs(t, r.Code(trail, delivery.Coding{ItemID: "text", PartID: "1", Points: 0}, at(100)), &missing)
	require.Equal(t, "choice", missing.ItemID)
	require.Equal(t, before, *trail, "a refusal changes nothing")
}
