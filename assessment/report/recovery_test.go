package report_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"suyang/assessment/item"
	"suyang/assessment/report"
	"suyang/assessment/scale"
	"suyang/content"
	"suyang/irt"
	"suyang/models"
)

var dimensions = []string{"A", "B", "C", "D"}

// correlations of the dimensions in the population model of the demo data.
var correlations = mat.NewSymDense(4, []float64{
	1, 0.80, 0.86, 0.80,
	0.80, 1, 0.84, 0.72,
	0.86, 0.84, 1, 0.80,
	0.80, 0.72, 0.80, 1,
})

// population draws pupils' thetas on the dimensions.
func population(n int, rng *rand.Rand) []map[string]float64 {
	var factor mat.Cholesky
	factor.Factorize(correlations)
	var lower mat.TriDense
	factor.LTo(&lower)
	out := make([]map[string]float64, n)
	for i := range out {
		z := mat.NewVecDense(4, []float64{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()})
		var theta mat.VecDense
		theta.MulVec(&lower, z)
		out[i] = map[string]float64{}
		for d, code := range dimensions {
			out[i][code] = theta.AtVec(d)
		}
	}
	return out
}

// take gives a pupil the items; she answers each by her theta on its dimension.
func take(items []models.Item, theta map[string]float64, rng *rand.Rand) models.SessionTrail {
	t := models.SessionTrail{Session: models.Session{FormID: id[models.Form](1), State: models.SessionFinished}}
	var seen []scale.Observation
	for i, it := range items {
		points := draw(item.IRT(it), theta[models.Dimension(it.Indicator)], rng)
		t.Responses = append(t.Responses, models.Response{
			ItemID: it.ID, ItemVersion: it.Version, Position: i, AnswerID: id[models.Answer](i + 1),
			Score: models.ItemScore{Points: points, Max: it.Max()},
		})
		seen = append(seen, scale.Observation{Item: it, Points: points})
	}
	p := scale.Posterior(scale.Prior(models.StageJunior), seen)
	t.Session.Theta, t.Session.SE = p.Mean(), p.SD()
	return t
}

func draw(it irt.Item, theta float64, rng *rand.Rand) int {
	u := rng.Float64()
	for k, p := range it.Probabilities(nil, theta) {
		if u -= p; u < 0 {
			return k
		}
	}
	return it.Categories() - 1
}

// TestDimensionScoresRecoverTheTruth gives 600 pupils of the population model
// 13 items of the junior bank each. A dimension's score has to be closer to the
// truth than the score as a whole is, or it would not be worth showing
// (Haberman, 2008), and its interval has to hold the truth as often as it says.
func TestDimensionScoresRecoverTheTruth(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	b := basis
	b.Framework, b.Items = bundle.Framework, bundle.Items
	rng := rand.New(rand.NewPCG(20261123, 2))
	var n, covered, own, whole, se float64
	for _, theta := range population(600, rng) {
		items := make([]models.Item, 0, 13)
		for _, i := range rng.Perm(len(bundle.Items))[:13] {
			items = append(items, bundle.Items[i])
		}
		p := report.ForPupil(b, take(items, theta, rng))
		for _, d := range p.Dimensions {
			if d.Score == nil {
				continue
			}
			truth := 500 + 100*theta[d.Code]
			n++
			own += (d.Score.Value - truth) * (d.Score.Value - truth)
			whole += (p.Score.Value - truth) * (p.Score.Value - truth)
			se += d.Score.SE
			if d.Score.Low < truth && truth < d.Score.High {
				covered++
			}
		}
	}
	t.Logf("RMSE of a dimension's score %.1f, of the whole score for it %.1f; mean SE %.1f; 90%% intervals hold the truth in %.1f%%",
		math.Sqrt(own/n), math.Sqrt(whole/n), se/n, 100*covered/n)
	require.Less(t, own, whole)
	require.InDelta(t, 0.9, covered/n, 0.03)
}

// TestDimensionSpread derives the spread of a dimension around the others.
func TestDimensionSpread(t *testing.T) {
	t.Parallel()
	var inverse mat.Dense
	require.NoError(t, inverse.Inverse(correlations))
	for i, code := range dimensions {
		require.InDelta(t, 1/math.Sqrt(inverse.At(i, i)), report.Spread(code), 0.001, code)
	}
}
