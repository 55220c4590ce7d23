package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/models"
)

func onPaper(it models.Item, a models.PartAnswer) delivery.OnPaper {
	return delivery.OnPaper{Item: it, Answer: models.Answer{Parts: map[string]models.PartAnswer{"1": a}}}
}

func TestTakePaper(t *testing.T) {
	t.Parallel()
	pool := bank(10)
	r := rules(pool)
	r.Form.Kind = models.FormLinear
	a := models.Assignment{ID: models.NewID[models.Assignment]()}
	learner := models.NewID[models.Account]()
	trail, err := r.TakePaper(a, learner, models.En, []delivery.OnPaper{
		onPaper(pool[0], models.PartAnswer{Choices: []string{"right"}}),
		onPaper(pool[1], models.PartAnswer{}), // blank
		onPaper(pool[4], models.PartAnswer{Text: words(2)}),
	}, at(5))
	require.NoError(t, err)
	s := trail.Session
	require.True(t, s.Paper)
	require.Equal(t, models.SessionFinished, s.State)
	require.Equal(t, delivery.StopPaper, s.StopReason)
	require.Equal(t, []any{learner, a.ID, models.En}, []any{s.LearnerID, s.AssignmentID, s.Locale})
	require.Zero(t, s.Worked)
	require.Equal(t, at(5), s.EndedAt)
	require.Equal(t, 3, trail.Score.Items)
	require.True(t, trail.Score.Provisional, "a short text waits for a coder")

	var points []int
	for i, resp := range trail.Responses {
		require.True(t, resp.Answered())
		require.Equal(t, i, resp.Position)
		require.Zero(t, resp.Seconds)
		points = append(points, resp.Score.Points)
	}
	require.Equal(t, []int{1, 0, 2}, points)
	theta, se, err := r.Estimate(trail.Responses)
	require.NoError(t, err)
	require.Equal(t, []float64{theta, se}, []float64{s.Theta, s.SE})

	_, err = r.TakePaper(a, learner, models.En, []delivery.OnPaper{onPaper(pool[0], models.PartAnswer{Choices: []string{"neither"}})}, at(5))
	require.Equal(t, models.CodeInvalid, models.CodeOf(err))
}
