package web_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/web"
)

var everyType = models.ItemView{Parts: []models.PartView{
	{ID: "1", Type: models.PartSingle},
	{ID: "2", Type: models.PartMultiple},
	{ID: "3", Type: models.PartOrdering},
	{ID: "4", Type: models.PartMatching, Options: []models.CardView{{ID: "a"}, {ID: "b"}}},
	{ID: "5", Type: models.PartNumeric},
	{ID: "6", Type: models.PartShort},
}}

func TestParseAnswer(t *testing.T) {
	t.Parallel()
	form := url.Values{
		"part-1": {"b"}, "part-2": {"a", "c"}, "part-3": {"c", "a", "b"},
		"part-4-a": {"x"}, "part-4-b": {""}, "part-4-z": {"x"},
		"part-5": {" 12.5 "}, "part-6": {"one\r\ntwo "}, "part-7": {"not of this item"},
	}
	require.Equal(t, models.Answer{Parts: map[string]models.PartAnswer{
		"1": {Choices: []string{"b"}},
		"2": {Choices: []string{"a", "c"}},
		"3": {Order: []string{"c", "a", "b"}},
		"4": {Pairs: map[string]string{"a": "x"}},
		"5": {Number: "12.5"},
		"6": {Text: "one\ntwo"},
	}}, web.ParseAnswer(form, everyType))
	require.Empty(t, web.ParseAnswer(url.Values{"part-4-a": {""}, "part-5": {" "}}, everyType).Parts, "what is empty is omitted")
}

func TestMoveCard(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, move string
		moved      bool
		want       []string
	}{
		{"up", "up:a", true, []string{"a", "c", "b"}},
		{"down", "down:a", true, []string{"c", "b", "a"}},
		{"up from the top", "up:c", true, []string{"c", "a", "b"}},
		{"down from the bottom", "down:b", true, []string{"c", "a", "b"}},
		{"a card there is none of", "up:z", true, []string{"c", "a", "b"}},
		{"no move", "", false, []string{"c", "a", "b"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			form := url.Values{"part-3": {"c", "a", "b"}, "part-3-move": {tc.move}}
			answer := web.ParseAnswer(form, everyType)
			require.Equal(t, tc.moved, web.MoveCard(form, everyType, answer))
			require.Equal(t, tc.want, answer.Parts["3"].Order)
		})
	}
}
