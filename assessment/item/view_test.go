package item_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/models"
)

// viewKeys are all the JSON names a view may have.
var viewKeys = []string{
	"item_id", "title", "stimulus", "parts", "seconds",
	"id", "type", "prompt", "options", "targets", "unit", "max_chars", "text",
}

// requireNoKey proves that the view of an item holds nothing but what a pupil
// may see: every name of its JSON is one of viewKeys, and every text in it is a
// title, stimulus, prompt, option, target or unit.
func requireNoKey(t *testing.T, it models.Item, l models.Locale, seed uint64) {
	t.Helper()
	open := []string{it.ID, it.Title.In(l), it.Stimulus.In(l)}
	for _, p := range it.Parts {
		open = append(open, p.ID, string(p.Type), p.Prompt.In(l))
		for _, o := range p.Options {
			open = append(open, o.ID, o.Text.In(l))
		}
		for _, target := range p.Targets {
			open = append(open, target.ID, target.Text.In(l))
		}
		if p.Numeric != nil {
			open = append(open, p.Numeric.Unit.In(l))
		}
	}
	raw, err := json.Marshal(item.View(it, l, seed))
	require.NoError(t, err)
	var decoded any
	require.NoError(t, json.Unmarshal(raw, &decoded))
	walk(decoded, func(name string) {
		require.Contains(t, viewKeys, name, "%s", it)
	}, func(value string) {
		require.Contains(t, open, value, "%s", it)
	})
}

func walk(v any, name, text func(string)) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			name(key)
			walk(inner, name, text)
		}
	case []any:
		for _, inner := range v {
			walk(inner, name, text)
		}
	case string:
		text(v)
	}
}

func TestViewHoldsNoKey(t *testing.T) {
	t.Parallel()
	for _, l := range models.Locales() {
		for seed := range uint64(20) {
			requireNoKey(t, scenario(), l, seed)
		}
	}
}

func TestViewShowsEverythingToAnswer(t *testing.T) {
	t.Parallel()
	it := scenario()
	view := item.View(it, models.En, 1)
	require.Equal(t, "title", view.Title)
	require.Equal(t, "stimulus", view.Stimulus)
	require.Len(t, view.Parts, len(it.Parts))
	require.Equal(t, "steps", view.Parts[4].Unit)
	require.Equal(t, 200, view.Parts[5].MaxChars)
	for i, p := range it.Parts {
		require.Len(t, view.Parts[i].Options, len(p.Options))
		require.Len(t, view.Parts[i].Targets, len(p.Targets))
	}
}

func orderOf(view models.PartView) string {
	var out string
	for _, o := range view.Options {
		out += o.ID
	}
	return out
}

func TestViewShufflesBySeed(t *testing.T) {
	t.Parallel()
	it := of(choice(models.PartSingle, models.RuleExact, 1, "b"), choice(models.PartSingle, models.RuleExact, 1, "b"))
	seen := map[string]int{}
	differ := 0
	for seed := range uint64(2400) {
		view := item.View(it, models.ZhCN, seed)
		require.Equal(t, view, item.View(it, models.ZhCN, seed), "the same seed gives the same view")
		seen[orderOf(view.Parts[0])]++
		if orderOf(view.Parts[0]) != orderOf(view.Parts[1]) {
			differ++
		}
	}
	require.Len(t, seen, 24, "every order occurs")
	for o, n := range seen {
		require.InDelta(t, 100, n, 45, "order %s: 100 expected, standard deviation 9.8", o)
	}
	require.Greater(t, differ, 2200, "parts are shuffled independently")
}

func TestViewKeepsMeaningfulOrder(t *testing.T) {
	t.Parallel()
	scale := choice(models.PartSingle, models.RuleExact, 1, "b")
	scale.Fixed = true
	it := of(scale, matching(models.RuleOneError, 2))
	for seed := range uint64(20) {
		view := item.View(it, models.ZhCN, seed)
		require.Equal(t, "abcd", orderOf(view.Parts[0]))
		require.Equal(t, []models.CardView{{ID: "x", Text: "输入"}, {ID: "y", Text: "输出"}}, view.Parts[1].Targets)
	}
}

func TestCardsNeverLieInAnOrderThatEarnsPoints(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		part models.Part
		want int // different orders shown
	}{
		{"four cards, exact", ordering(models.RuleExact, 1, "p", "q", "r", "s"), 23},
		{"four cards, neighbours may be swapped", ordering(models.RuleAdjacentSwap, 2, "p", "q", "r", "s"), 20},
		{"three cards, neighbours may be swapped", ordering(models.RuleAdjacentSwap, 2, "p", "q", "r"), 3},
		{"two cards", ordering(models.RuleExact, 1, "p", "q"), 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			seen := map[string]bool{}
			for seed := range uint64(600) {
				view := item.View(of(tt.part), models.ZhCN, seed).Parts[0]
				var shown []string
				for _, o := range view.Options {
					shown = append(shown, o.ID)
				}
				score, err := item.Score(of(tt.part), answer(order(shown...)))
				require.NoError(t, err)
				require.Zero(t, score.Points, "%v", shown)
				seen[fmt.Sprint(shown)] = true
			}
			require.Len(t, seen, tt.want)
		})
	}
	two := ordering(models.RuleAdjacentSwap, 2, "p", "q")
	require.Equal(t, "qp", orderOf(item.View(of(two), models.ZhCN, 1).Parts[0]), "two cards: at least not the key")
}

func TestViewLeavesTheItemAlone(t *testing.T) {
	t.Parallel()
	it := scenario()
	before := slices.Clone(it.Parts[2].Options)
	item.View(it, models.ZhCN, 7)
	require.Equal(t, before, it.Parts[2].Options)
}
