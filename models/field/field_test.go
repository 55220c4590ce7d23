package field_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/models/field"
)

// sample has something in every kind of field.
func sample() models.Item {
	return models.Item{
		ID: "IL1", Seconds: 60, Parametric: true, Enemies: []string{"IL2", "IL3"},
		Parameters: models.Parameters{A: 1.25, B: []float64{-0.5, 1}, Source: "prior"},
		Title:      models.Text{ZH: "标题", EN: "Title\nof two lines"},
		Parts: []models.Part{{
			ID:      "1",
			Options: []models.Option{{ID: "a", Correct: true}, {ID: "b", Text: models.Text{EN: "B"}}, {ID: "c"}},
			Numeric: &models.Numeric{Value: 1e-9},
		}},
	}
}

func Example() {
	it := sample()
	if err := field.Set(&it, "parts[0].options[1].text.en", "Better"); err != nil {
		fmt.Println(err)
	}
	fmt.Println(it.Parts[0].Options[1].Text.EN)
	// Output: Better
}

// What Leaves tells, Set makes again.
func TestLeavesMakeTheRecord(t *testing.T) {
	t.Parallel()
	var copied models.Item
	paths := map[string]bool{}
	for _, leaf := range field.Leaves(sample()) {
		if leaf.Order {
			continue
		}
		require.False(t, paths[leaf.Path], "%s comes once", leaf.Path)
		paths[leaf.Path] = true
		require.NoError(t, field.Set(&copied, leaf.Path, leaf.Value), leaf.Path)
	}
	require.Equal(t, sample(), copied)
}

func TestKeysStayWhenEntriesMove(t *testing.T) {
	t.Parallel()
	it := sample()
	require.NoError(t, field.Move(&it, "parts[0].options[1]", 1))
	var order string
	for _, leaf := range field.Leaves(it) {
		if leaf.Key == "parts[1].options[b].text.en" {
			require.Equal(t, "parts[0].options[2].text.en", leaf.Path)
			require.Equal(t, "B", leaf.Value)
		}
		if leaf.Order && leaf.Path == "parts[0].options" {
			order = leaf.Value
		}
	}
	require.Equal(t, "a\nc\nb", order)
}

func TestSet(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, path, text string
		want             string // "": refused
	}{
		{"text", "title.zh", "新", "新"},
		{"a browser's line ends", "title.zh", "a\r\nb", "a\nb"},
		{"whole number", "seconds", " 90 ", "90"},
		{"no number", "seconds", "", "0"},
		{"number", "parameters.a", "1e-3", "0.001"},
		{"numbers", "parameters.b", "-1, 0.5\n2", "-1 0.5 2"},
		{"texts", "enemies", " IL4 \n\nIL5", "IL4\nIL5"},
		{"new entry", "parts[2].options[1].id", "x", "x"},
		{"new pointer", "parts[1].rubric.elements[0].any_of", "x\ny", "x\ny"},
		{"words for a whole number", "seconds", "six", ""},
		{"words for a number", "parameters.a", "one", ""},
		{"words among numbers", "parameters.b", "1 x", ""},
		{"a field that is not there", "titel.zh", "x", ""},
		{"a field of a text", "id.zh", "x", ""},
		{"a record", "title", "x", ""},
		{"a list of records", "parts", "x", ""},
		{"an unknown field of a new entry", "parts[1].titel", "x", ""},
		{"far beyond the end", "parts[1000000000].id", "x", ""},
		{"before the beginning", "parts[-1].id", "x", ""},
		{"nothing", "", "x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			it := sample()
			err := field.Set(&it, c.path, c.text)
			if c.want == "" {
				require.Error(t, err)
				require.Equal(t, sample(), it)
				return
			}
			require.NoError(t, err)
			got, ok := field.Get(it, c.path)
			require.True(t, ok)
			require.Equal(t, c.want, got)
		})
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	ids := func(it models.Item) (all string) {
		for _, o := range it.Parts[0].Options {
			all += o.ID + " "
		}
		return all
	}
	it := sample()
	before := it.Parts[0].Options
	require.NoError(t, field.Remove(&it, "parts[0].options[1]"))
	require.Equal(t, "a c ", ids(it))
	require.Equal(t, "b", before[1].ID, "the list of a copy stays")
	path, err := field.Add(&it, "parts[0].options")
	require.NoError(t, err)
	require.Equal(t, "parts[0].options[2]", path)
	require.NoError(t, field.Set(&it, path+".id", "d"))
	require.NoError(t, field.Move(&it, path, -1))
	require.Equal(t, "a d c ", ids(it))
	require.NoError(t, field.Move(&it, "parts[0].options[2]", 1))
	require.Equal(t, "a d c ", ids(it), "the last stays the last")
	for _, wrong := range []string{"", "parts", "parts[7]", "parts[0].options[x]", "enemies[0]", "parts[0].options[0", "parts[1].rubric.elements[0]"} {
		require.Error(t, field.Remove(&it, wrong), wrong)
		require.Error(t, field.Move(&it, wrong, 1), wrong)
	}
	_, err = field.Add(&it, "enemies")
	require.Error(t, err)
}

func FuzzSet(f *testing.F) {
	for _, leaf := range field.Leaves(sample()) {
		f.Add(leaf.Path, leaf.Value)
	}
	f.Add("parts[999999999999999999999].id", "x")
	f.Fuzz(func(t *testing.T, path, text string) {
		it := sample()
		if field.Set(&it, path, text) != nil {
			return
		}
		value, ok := field.Get(it, path)
		require.True(t, ok || path != "")
		if ok {
			again := it
			require.NoError(t, field.Set(&again, path, value))
		}
	})
}
