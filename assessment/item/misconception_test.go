package item_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/models"
)

func TestMisconceptions(t *testing.T) {
	t.Parallel()
	it := of(
		choice(models.PartSingle, models.RuleExact, 1, "b"),
		choice(models.PartMultiple, models.RuleOneError, 2, "a", "c"),
		numeric(12, 0, text("步", "steps"), models.NearMiss{Value: 11, Misconception: "forgets-last"}),
	)
	for _, tt := range []struct {
		name   string
		answer models.Answer
		want   []string
	}{
		{"all right", answer(choose("b"), choose("a", "c"), number("12")), nil},
		{"wrong choice", answer(choose("d")), []string{"belief-d"}},
		{"same belief twice", answer(choose("d"), choose("a", "d")), []string{"belief-d"}},
		{"near miss with unit", answer(models.PartAnswer{}, models.PartAnswer{}, number("11 步")), []string{"forgets-last"}},
		{"far miss", answer(models.PartAnswer{}, models.PartAnswer{}, number("99")), nil},
		{"nothing answered", models.Answer{}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, item.Misconceptions(it, tt.answer))
		})
	}
}
