package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/models"
)

func TestAnswer(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := begun(t, r, 1)
	it := waiting(t, r, trail)
	in := submit(it, 1)
	require.NoError(t, r.Answer(trail, in, at(20)))

	resp := trail.Responses[0]
	require.Equal(t, in.AnswerID, resp.AnswerID)
	require.Equal(t, in.Answer, resp.Answer)
	require.Equal(t, 1, resp.Score.Points)
	require.Equal(t, trail.Session.Theta, resp.Theta)
	require.Greater(t, resp.Theta, 0.0)
	require.Less(t, resp.SE, 1.0)

	require.Len(t, trail.Responses, 2)
	next := trail.Responses[1]
	require.Equal(t, 1, next.Position)
	require.NotEqual(t, resp.ItemID, next.ItemID)
	require.Equal(t, trail.Session.ID, next.SessionID)
	require.Equal(t, trail.Session.RegionID, next.RegionID)
	require.False(t, next.Answered())
}

func TestAnswerAgain(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := begun(t, r, 1)
	in := submit(waiting(t, r, trail), 1)
	require.NoError(t, r.Answer(trail, in, at(20)))
	after := clone(trail)
	in.Answer = models.Answer{}
	require.NoError(t, r.Answer(trail, in, at(25)), "the first one counts")
	require.Equal(t, after, *trail)

	require.NoError(t, r.HandIn(trail, at(30)))
	ended := clone(trail)
	require.NoError(t, r.Answer(trail, in, at(40)), "also when the session has ended meanwhile")
	require.Equal(t, ended, *trail)
}

func TestAnswerRefused(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := begun(t, r, 1)
	first := submit(waiting(t, r, trail), 1)
	require.NoError(t, r.Answer(trail, first, at(20)))
	second := waiting(t, r, trail)
	good := submit(second, 1)
	for _, tt := range []struct {
		name  string
		in    delivery.Submission
		code  models.Code
		field string
	}{
		{"without an identifier", delivery.Submission{ItemID: good.ItemID, Answer: good.Answer}, models.CodeInvalid, "answer_id"},
		{"to an item that was not presented", submit(unpresented(r, trail), 1), models.CodeConflict, ""},
		{"to an item that does not exist", delivery.Submission{AnswerID: good.AnswerID, ItemID: "nothing"}, models.CodeConflict, ""},
		{"a second one to an item", submit(r.Pool[indexOf(r, first.ItemID)], 1), models.CodeConflict, ""},
		{"an identifier used for another item", delivery.Submission{AnswerID: first.AnswerID, ItemID: good.ItemID, Answer: good.Answer}, models.CodeConflict, ""},
		{"malformed", delivery.Submission{AnswerID: good.AnswerID, ItemID: good.ItemID, Answer: models.Answer{
			Parts: map[string]models.PartAnswer{"1": {Choices: []string{"nothing"}, Text: "both"}},
		}}, models.CodeInvalid, "parts.1."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			mine := clone(trail)
			before := clone(&mine)
			err := r.Answer(&mine, tt.in, at(30))
			require.Equal(t, tt.code, models.CodeOf(err))
			require.Contains(t, fieldOf(t, err), tt.field)
			require.NotEmpty(t, err.Error())
			require.Equal(t, before, mine, "a refusal changes nothing")
		})
	}
}

func unpresented(r delivery.Rules, trail *models.SessionTrail) models.Item {
	for _, it := range r.Pool {
		shown := false
		for _, resp := range trail.Responses {
			shown = shown || resp.ItemID == it.ID
		}
		if !shown {
			return it
		}
	}
	panic("everything was presented")
}

func indexOf(r delivery.Rules, id string) int {
	for i, it := range r.Pool {
		if it.ID == id {
			return i
		}
	}
	return -1
}

func TestItemsAreFrozenByVersion(t *testing.T) {
	t.Parallel()
	pool := bank(40)
	r := rules(pool)
	trail := begun(t, r, 1)
	shown := waiting(t, r, trail)

	changed := single(shown.ID, shown.Indicator, 2, 2) // the bank turns the key round
	changed.Version = 2
	changed.Parts[0].Options = []models.Option{{ID: "right"}, {ID: "wrong", Correct: true}}
	r.Pool = append([]models.Item{changed}, unpresented(r, trail))

	var missing *delivery.MissingVersion
	require.ErrorAs(t, r.Answer(trail, submit(shown, 1), at(20)), &missing)
	require.Equal(t, delivery.Version{ItemID: shown.ID, Number: 1}, missing.Version)

	r.Items = delivery.Items{missing.Version: shown}
	require.NoError(t, r.Answer(trail, submit(shown, 1), at(20)))
	require.Equal(t, 1, trail.Responses[0].Score.Points, "scored by the key she saw")
	require.NotEqual(t, shown.ID, trail.Responses[1].ItemID, "and the new version is not shown to her")
}
