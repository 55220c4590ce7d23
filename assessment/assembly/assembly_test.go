package assembly_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/assembly"
	"suyang/models"
)

// bank has families of two siblings in each dimension, of every difficulty.
func bank(families int) []models.Item {
	var items []models.Item
	for i := range families {
		for _, sibling := range []string{"", "b"} {
			items = append(items, models.Item{
				ID: fmt.Sprintf("X%02d%s", i, sibling), Family: fmt.Sprintf("X%02d", i), Version: 1,
				Indicator: []string{"A1.1", "B1.1", "C1.1", "D1.1", "C1.2", "B1.2"}[i%6], Stage: models.StageJunior, Pool: models.PoolSecure,
				Seconds: 60 + 30*(i%3), Parameters: models.Parameters{A: 1, B: []float64{float64(i)/float64(families)*4 - 2}},
				Parts: []models.Part{{
					ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1,
					Options: []models.Option{{ID: "a", Correct: true}, {ID: "b"}, {ID: "c"}},
				}},
			})
		}
	}
	return items
}

func ids(items []models.Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.ID)
	}
	return out
}

var spec = assembly.Spec{Stage: models.StageJunior, Pool: models.PoolSecure, Items: 20, Seed: 7}

func TestAssemble(t *testing.T) {
	t.Parallel()
	items := bank(60)
	items[1].Enemies, items[8].Enemies = []string{"X05", "X06"}, []string{"X11"}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			s := spec
			s.Seed = seed
			form, err := assembly.Assemble(items, s)
			require.NoError(t, err)
			require.Len(t, form, 20)
			points, hard := map[string]int{}, 0
			for i, it := range form {
				points[models.Dimension(it.Indicator)] += it.Max()
				if it.Parameters.B[0] > 2./3 {
					hard++
				}
				for _, other := range form[:i] {
					require.False(t, it.Clashes(other), "%s and %s", it.ID, other.ID)
					require.LessOrEqual(t, other.Parameters.B[0], it.Parameters.B[0], "the easiest first")
				}
			}
			require.GreaterOrEqual(t, hard, 5)
			for dimension, share := range assembly.Blueprint {
				require.InDelta(t, share, float64(points[dimension])/20, 0.021, dimension)
			}
		})
	}
}

func TestAssembleIsDeterministic(t *testing.T) {
	t.Parallel()
	first, err := assembly.Assemble(bank(60), spec)
	require.NoError(t, err)
	shuffled := bank(60)
	slices.Reverse(shuffled)
	again, err := assembly.Assemble(shuffled, spec)
	require.NoError(t, err)
	require.Equal(t, ids(first), ids(again))
	other := spec
	other.Seed++
	different, err := assembly.Assemble(bank(60), other)
	require.NoError(t, err)
	require.NotEqual(t, ids(first), ids(different))
}

func TestAssembleByMinutes(t *testing.T) {
	t.Parallel()
	s := spec
	s.Items, s.Minutes = 0, 30
	form, err := assembly.Assemble(bank(60), s)
	require.NoError(t, err)
	seconds := 0
	for _, it := range form {
		seconds += it.Seconds
	}
	require.LessOrEqual(t, seconds, 1800)
	require.GreaterOrEqual(t, seconds, 1620)
	require.Equal(t, "junior-secure-30min-7", s.Code())
}

func TestAssembleRefuses(t *testing.T) {
	t.Parallel()
	oneDimension := bank(40)
	for i := range oneDimension {
		oneDimension[i].Indicator = "A1.1"
	}
	of := func(change func(*assembly.Spec)) assembly.Spec {
		s := spec
		change(&s)
		return s
	}
	for _, tc := range []struct {
		name        string
		items       []models.Item
		spec        assembly.Spec
		field, says string
	}{
		{"no stage", bank(40), of(func(s *assembly.Spec) { s.Stage = "" }), "stage", "choose one of the stages"},
		{"no pool", bank(40), of(func(s *assembly.Spec) { s.Pool = "" }), "pool", "secure or practice"},
		{"neither items nor minutes", bank(40), of(func(s *assembly.Spec) { s.Items = 0 }), "items", "one of the two"},
		{"items and minutes", bank(40), of(func(s *assembly.Spec) { s.Minutes = 40 }), "items", "one of the two"},
		{"too few items", bank(40), of(func(s *assembly.Spec) { s.Items = 4 }), "items", "outside 5 to 60"},
		{"too many minutes", bank(40), of(func(s *assembly.Spec) { s.Items, s.Minutes = 0, 500 }), "minutes", "outside 10 to 180"},
		{"an empty bank", nil, spec, "items", "pool of 0"},
		{"an empty bank by minutes", nil, of(func(s *assembly.Spec) { s.Items, s.Minutes = 0, 40 }), "minutes", "do not last so long"},
		{"a bank of fewer minutes", bank(20), of(func(s *assembly.Spec) { s.Items, s.Minutes = 0, 100 }), "minutes", "40 suitable items do not last so long"},
		{"another pool", bank(40), of(func(s *assembly.Spec) { s.Pool = models.PoolPractice }), "items", "pool of 0"},
		{"another stage", bank(40), of(func(s *assembly.Spec) { s.Stage = models.StageSenior }), "items", "pool of 0"},
		{"fewer families than items", bank(12), spec, "items", "loosen one of them"},
		{"one dimension only", oneDimension, spec, "items", "loosen one of them"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := assembly.Assemble(tc.items, tc.spec)
			require.ErrorContains(t, err, tc.says)
			var refusal *models.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, tc.field, refusal.Field)
		})
	}
}
