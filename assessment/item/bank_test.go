package item_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/content"
	"suyang/models"
)

// right is the answer with full points for every part with a key, and every
// phrase of the rubric for a short text.
func right(it models.Item) models.Answer {
	a := models.Answer{Parts: map[string]models.PartAnswer{}}
	for _, p := range it.Parts {
		a.Parts[p.ID] = rightPart(p)
	}
	return a
}

func rightPart(p models.Part) models.PartAnswer {
	a := models.PartAnswer{Order: p.Order}
	for _, o := range p.Options {
		switch {
		case o.Correct:
			a.Choices = append(a.Choices, o.ID)
		case o.Target != "":
			if a.Pairs == nil {
				a.Pairs = map[string]string{}
			}
			a.Pairs[o.ID] = o.Target
		}
	}
	if p.Numeric != nil {
		a.Number = strconv.FormatFloat(p.Numeric.Value, 'f', -1, 64) + " " + p.Numeric.Unit.ZH
	}
	if p.Rubric != nil {
		for _, e := range p.Rubric.Elements {
			a.Text += e.AnyOf[0] + " "
		}
	}
	return a
}

// TestEveryItemOfTheBank walks the content of the product.
func TestEveryItemOfTheBank(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	require.NotEmpty(t, bundle.Items)
	for _, it := range bundle.Items {
		t.Run(it.ID, func(t *testing.T) {
			t.Parallel()
			require.NoError(t, item.Deliverable(it))
			for _, l := range models.Locales() {
				for seed := range uint64(8) {
					requireNoKey(t, it, l, seed)
				}
			}
			requireIDsTellNothing(t, it)
			score, err := item.Score(it, right(it))
			require.NoError(t, err)
			require.True(t, score.Full(), "%+v", score)
			require.Empty(t, item.Misconceptions(it, right(it)))
			nothing, err := item.Score(it, models.Answer{})
			require.NoError(t, err)
			require.Zero(t, nothing.Points)
		})
	}
}

// requireIDsTellNothing sees that identifiers, which a browser gets, do not
// spell the key: cards in alphabetical order, pairs of equal names.
func requireIDsTellNothing(t *testing.T, it models.Item) {
	t.Helper()
	for _, p := range it.Parts {
		if len(p.Order) > 0 {
			require.False(t, slices.IsSorted(p.Order), "part %s: the card ids %v are in the order of the key", p.ID, p.Order)
		}
		for _, o := range p.Options {
			require.False(t, o.Target != "" && strings.EqualFold(o.ID, o.Target), "part %s: card %s has the id of its target", p.ID, o.ID)
			for _, word := range []string{"right", "correct", "key", "true", "answer", "wrong", "false"} {
				require.NotEqual(t, word, strings.ToLower(o.ID), "part %s", p.ID)
			}
		}
	}
}
