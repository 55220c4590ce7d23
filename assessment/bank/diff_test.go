package bank_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/assessment/bank"
	"suyang/models"
)

func ExampleDiff() {
	old := models.Item{Title: models.Text{EN: "A padlock means safe"}}
	changed := models.Item{Title: models.Text{EN: "A padlock means encrypted"}}
	for _, c := range bank.Diff(old, changed) {
		fmt.Println(c.Path, c.Old, c.New)
	}
	// Output: title.en [{A padlock means  false} {safe true}] [{A padlock means  false} {encrypted true}]
}

func options(texts ...string) models.Item {
	part := models.Part{ID: "1"}
	for i, text := range texts {
		part.Options = append(part.Options, models.Option{ID: text[:1], Text: models.Text{EN: text}, Correct: i == 0})
	}
	return models.Item{Version: 1, Parts: []models.Part{part}}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	marked := func(s string) []models.Span { return []models.Span{{Text: s, Marked: true}} }
	moved := options("a one", "b two")
	moved.Parts[0].Options[0], moved.Parts[0].Options[1] = moved.Parts[0].Options[1], moved.Parts[0].Options[0]
	newer := options("a one")
	newer.Version = 7
	for _, c := range []struct {
		name     string
		old, new models.Item
		want     []models.Change
	}{
		{"nothing", options("a one"), newer, []models.Change{}},
		{"a Chinese word", models.Item{Topic: "口令安全"}, models.Item{Topic: "口令的安全"}, []models.Change{{
			Path: "topic", Old: []models.Span{{Text: "口令安全"}}, New: []models.Span{{Text: "口令"}, {Text: "的", Marked: true}, {Text: "安全"}},
		}}},
		{"options that change places", options("a one", "b two"), moved, []models.Change{{
			Path: "parts[0].options", Old: []models.Span{{Text: "a\n", Marked: true}, {Text: "b"}}, New: []models.Span{{Text: "b"}, {Text: "\na", Marked: true}},
		}}},
		{"an option less", options("a one", "b two"), options("a one"), []models.Change{
			{Path: "parts[0].options", Old: []models.Span{{Text: "a"}, {Text: "\nb", Marked: true}}, New: []models.Span{{Text: "a"}}},
			{Path: "parts[0].options[1].id", Old: marked("b")},
			{Path: "parts[0].options[1].text.en", Old: marked("b two")},
		}},
		{"a key that changes", options("a one"), func() models.Item { it := options("a one"); it.Parts[0].Options[0].Correct = false; return it }(),
			[]models.Change{{Path: "parts[0].options[0].correct", Old: marked("true"), New: []models.Span{}}}},
	} {
		require.Equal(t, c.want, bank.Diff(c.old, c.new), c.name)
	}
}

// The pieces of a change make the values again, and what is not marked is the
// same on both sides.
func TestMarksAreOfTheTexts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"a", "bc", " ", "中", "文", "1", "\n", "，"})
		draw := func(name string) (s string) {
			for _, w := range rapid.SliceOfN(word, 0, 30).Draw(t, name) {
				s += w
			}
			return s
		}
		old, changed := draw("old"), draw("new")
		for _, c := range bank.Diff(models.Item{Topic: old}, models.Item{Topic: changed}) {
			var texts, common [2]string
			for i, spans := range [][]models.Span{c.Old, c.New} {
				for _, s := range spans {
					texts[i] += s.Text
					if !s.Marked {
						common[i] += s.Text
					}
				}
			}
			require.Equal(t, [2]string{old, changed}, texts)
			require.Equal(t, common[0], common[1])
		}
	})
}
