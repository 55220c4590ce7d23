package cat_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/cat"
	"suyang/irt/simulate"
)

// The rules against determinants, inverses and traces of whole matrices.
func TestRulesAreTheirDefinitions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		slope := rapid.Float64Range(-1, 2)
		items := make([]irt.MultiItem, 6)
		for j := range items {
			items[j] = irt.MultiItem{A: []float64{0.1 + slope.Draw(t, "a"), slope.Draw(t, "a"), slope.Draw(t, "a")}, D: []float64{slope.Draw(t, "d")}}
		}
		r := rapid.Float64Range(-0.4, 0.8).Draw(t, "correlation")
		covariance := mat.NewSymDense(3, []float64{1, r, r, r, 1.5, r, r, r, 1})
		theta := []float64{slope.Draw(t, "theta"), slope.Draw(t, "theta"), slope.Draw(t, "theta")}
		given, rest := items[:3], items[3:]
		precision := cat.Precision(covariance, given, theta)
		before := inverse(precision)
		for j, it := range rest {
			with := cat.Precision(covariance, append(given[:3:3], it), theta)
			after := inverse(with)
			require.InEpsilon(t, mat.Det(with)/mat.Det(precision), cat.DRule.Values(nil, rest, theta, precision)[j], 1e-8)
			require.InDelta(t, mat.Trace(before)-mat.Trace(after), cat.ARule.Values(nil, rest, theta, precision)[j], 1e-8)
			require.InDelta(t, mat.Trace(with)-mat.Trace(precision), cat.TRule.Values(nil, rest, theta, precision)[j], 1e-8)
		}
	})
}

func inverse(m mat.Matrix) *mat.Dense {
	var inverse mat.Dense
	if err := inverse.Inverse(m); err != nil {
		panic(err)
	}
	return &inverse
}

// Of one trait all rules choose by information.
func TestRulesOfOneTrait(t *testing.T) {
	t.Parallel()
	items := []irt.MultiItem{twoPL(1, 0).Multi(), twoPL(2, 0.1).Multi(), twoPL(1.5, 3).Multi()}
	prior := mat.NewSymDense(1, []float64{1})
	for _, rule := range []cat.Rule{cat.DRule, cat.ARule, cat.TRule} {
		values := rule.Values(nil, items, []float64{0}, cat.Precision(prior, nil, []float64{0}))
		j, err := cat.Selector{}.Choose(values, cat.State{}, nil)
		require.NoError(t, err)
		require.Equal(t, 1, j)
	}
}

// After items of the first trait the D- and the A-rule turn to the second; the
// T-rule, which forgets, does not.
func TestRulesTurnToTheTraitKnownLess(t *testing.T) {
	t.Parallel()
	first := irt.MultiItem{A: []float64{1.5, 0}, D: []float64{0}}
	second := irt.MultiItem{A: []float64{0, 1.2}, D: []float64{0}}
	theta := []float64{0, 0}
	precision := cat.Precision(mat.NewSymDense(2, []float64{1, 0, 0, 1}), []irt.MultiItem{first, first, first}, theta)
	for rule, want := range map[cat.Rule]int{cat.DRule: 1, cat.ARule: 1, cat.TRule: 0} {
		j, err := cat.Selector{}.Choose(rule.Values(nil, []irt.MultiItem{first, second}, theta, precision), cat.State{}, nil)
		require.NoError(t, err)
		require.Equal(t, want, j)
	}
}

func TestRuleNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]cat.Rule{"d": cat.DRule, "a": cat.ARule, "t": cat.TRule} {
		rule, err := cat.ParseRule(name)
		require.NoError(t, err)
		require.Equal(t, want, rule)
	}
	_, err := cat.ParseRule("e")
	require.ErrorContains(t, err, `unknown rule "e": use d, a or t`)
}

func TestCovarianceMustBePositiveDefinite(t *testing.T) {
	t.Parallel()
	require.Panics(t, func() { cat.Precision(mat.NewSymDense(2, []float64{1, 2, 2, 1}), nil, nil) })
	require.Panics(t, func() { cat.DRule.Values(nil, nil, nil, mat.NewSymDense(1, []float64{-1})) })
}

// Of two correlated traits, tests by the D- and the A-rule leave less posterior
// variance than tests of items at random.
func TestAdaptiveTestsOfTwoTraits(t *testing.T) {
	t.Parallel()
	const persons, length = 40, 10
	rng := rand.New(rand.NewPCG(2, 2))
	items := make([]irt.MultiItem, 80)
	for j := range items {
		items[j] = irt.MultiItem{A: []float64{0, 0}, D: []float64{1.5 * rng.NormFloat64()}}
		items[j].A[j%2] = 0.8 + rng.Float64()
	}
	covariance := mat.NewSymDense(2, []float64{1, 0.5, 0.5, 1})
	prior := irt.Normal{Mean: []float64{0, 0}, Covariance: [][]float64{{1, 0.5}, {0.5, 1}}}
	space := irt.ProductSpace(2, 21, -5, 5)
	variance := func(values func(theta []float64, precision *mat.SymDense) []float64) (sum float64) {
		for _, theta := range simulate.Correlated(persons, prior.Mean, covariance, 4) {
			posterior, _ := space.Weights(make([]float64, space.Nodes()), prior)
			estimate := prior
			var given []irt.MultiItem
			state := cat.State{}
			for range length {
				j, err := cat.Selector{}.Choose(values(estimate.Mean, cat.Precision(covariance, given, estimate.Mean)), state, nil)
				require.NoError(t, err)
				state.Given, given = append(state.Given, j), append(given, items[j])
				response := simulate.Draw(items[j].Composite().Probabilities(nil, items[j].Along(theta)), rng)
				for q := range posterior {
					posterior[q] *= items[j].Composite().Probabilities(nil, items[j].Along(space.Point(nil, q)))[response]
				}
				estimate = space.Distribution(posterior)
			}
			sum += (estimate.Covariance[0][0] + estimate.Covariance[1][1]) / persons
		}
		return sum
	}
	chance := variance(func([]float64, *mat.SymDense) []float64 {
		values := make([]float64, len(items))
		for j := range values {
			values[j] = rng.Float64()
		}
		return values
	})
	for _, rule := range []cat.Rule{cat.DRule, cat.ARule} {
		adaptive := variance(func(theta []float64, precision *mat.SymDense) []float64 {
			return rule.Values(nil, items, theta, precision)
		})
		require.Less(t, adaptive, 0.85*chance)
	}
}
