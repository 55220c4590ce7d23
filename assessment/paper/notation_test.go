package paper_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/paper"
	"suyang/models"
)

func cards(ids ...string) []models.CardView {
	var out []models.CardView
	for _, id := range ids {
		out = append(out, models.CardView{ID: id})
	}
	return out
}

var (
	choose = models.PartView{Type: models.PartSingle, Options: cards("x", "y", "z")}
	pick   = models.PartView{Type: models.PartMultiple, Options: cards("x", "y", "z")}
	order  = models.PartView{Type: models.PartOrdering, Options: cards("x", "y", "z")}
	match  = models.PartView{Type: models.PartMatching, Options: cards("x", "y"), Targets: cards("s", "t")}
	number = models.PartView{Type: models.PartNumeric}
	short  = models.PartView{Type: models.PartShort}
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		part    models.PartView
		written string
		want    models.PartAnswer
		again   string // as it is written
	}{
		{"nothing", choose, "  ", models.PartAnswer{}, ""},
		{"one letter", choose, "b", models.PartAnswer{Choices: []string{"y"}}, "B"},
		{"full width", choose, "Ｂ", models.PartAnswer{Choices: []string{"y"}}, "B"},
		{"several letters", pick, "c、a", models.PartAnswer{Choices: []string{"z", "x"}}, "AC"},
		{"order", order, "C-A-B", models.PartAnswer{Order: []string{"z", "x", "y"}}, "CAB"},
		{"pairs", match, "2a, 1b", models.PartAnswer{Pairs: map[string]string{"x": "t", "y": "s"}}, "1B 2A"},
		{"one pair", match, "2:A", models.PartAnswer{Pairs: map[string]string{"y": "s"}}, "2A"},
		{"number", number, " 1.5 m", models.PartAnswer{Number: "1.5 m"}, "1.5 m"},
		{"text", short, "two words", models.PartAnswer{Text: "two words"}, "two words"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := paper.Parse(tc.part, tc.written)
			require.NoError(t, err)
			require.Equal(t, tc.want, got)
			require.Equal(t, tc.again, paper.Write(tc.part, got))
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, written, want string
		part                models.PartView
	}{
		{"two letters for one choice", "AB", "more than one letter", choose},
		{"a letter there is not", "D", "they go from A to C", choose},
		{"a letter twice", "ABA", "twice", pick},
		{"a part of the order", "AB", "does not put all 3 cards in order", order},
		{"letters for pairs", "AB", "write pairs", match},
		{"a number there is not", "3A", "they go from 1 to 2", match},
		{"a number twice", "1A 1B", "twice", match},
		{"a target there is not", "1C", "they go from A to B", match},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := paper.Parse(tc.part, tc.written)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("1A 2B")
	f.Fuzz(func(t *testing.T, written string) {
		for _, p := range []models.PartView{choose, pick, order, match} {
			if a, err := paper.Parse(p, written); err == nil {
				again, err := paper.Parse(p, paper.Write(p, a))
				require.NoError(t, err)
				require.Equal(t, paper.Write(p, a), paper.Write(p, again))
			}
		}
	})
}
