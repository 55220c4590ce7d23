package delivery_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/assessment/item"
	"suyang/content"
	"suyang/models"
)

// sit lets a simulated pupil of ability theta take a test; she answers by the
// model.
func sit(t *testing.T, r delivery.Rules, theta float64, rng *rand.Rand) *models.SessionTrail {
	t.Helper()
	trail := begun(t, r, rng.Uint64())
	finish(t, r, trail, func(it models.Item) int {
		u := rng.Float64()
		for k, p := range item.IRT(it).Probabilities(nil, theta) {
			if u -= p; u < 0 {
				return k
			}
		}
		return it.Max()
	})
	return trail
}

// recovery of theta over simulated pupils.
type recovery struct {
	bias, rmse, se, coverage, items float64
}

func simulate(t *testing.T, r delivery.Rules, n int, draw func(*rand.Rand) float64) recovery {
	t.Helper()
	rng := rand.New(rand.NewPCG(20261123, 1))
	var out recovery
	for range n {
		theta := draw(rng)
		trail := sit(t, r, theta, rng)
		miss := trail.Session.Theta - theta
		out.bias += miss / float64(n)
		out.rmse += miss * miss / float64(n)
		out.se += trail.Session.SE / float64(n)
		out.items += float64(delivery.Answered(*trail)) / float64(n)
		if math.Abs(miss) < 1.96*trail.Session.SE {
			out.coverage += 1 / float64(n)
		}
	}
	out.rmse = math.Sqrt(out.rmse)
	return out
}

// TestAdaptiveTestRecoversTheta gives 1,000 pupils of N(0,1) a test from a bank
// of 160 items that stops at a standard error of 0.35. EAP is unbiased over the
// prior; its error is what its standard error says.
func TestAdaptiveTestRecoversTheta(t *testing.T) {
	t.Parallel()
	r := rules(bank(160))
	r.Form.MinItems, r.Form.MaxItems = 8, 40
	got := simulate(t, r, 1000, func(rng *rand.Rand) float64 { return rng.NormFloat64() })
	t.Logf("bias %.3f, RMSE %.3f, mean SE %.3f, 95%% coverage %.3f, items %.1f", got.bias, got.rmse, got.se, got.coverage, got.items)
	require.InDelta(t, 0, got.bias, 0.035, "three standard errors of the mean are 0.033")
	require.InDelta(t, got.se, got.rmse, 0.03)
	require.Less(t, got.rmse, 0.38)
	require.InDelta(t, 0.95, got.coverage, 0.021, "three binomial standard errors")
}

// TestAdaptiveBeatsFixed compares tests of ten items from one bank: chosen for
// the pupil, and the same for all.
func TestAdaptiveBeatsFixed(t *testing.T) {
	t.Parallel()
	adaptive := rules(bank(160))
	adaptive.Form.MinItems, adaptive.Form.MaxItems, adaptive.Form.TargetSE = 10, 10, 0
	linear := adaptive
	linear.Form.Kind, linear.Pool = models.FormLinear, bank(160)[:10]
	draw := func(rng *rand.Rand) float64 { return 1.4 * rng.NormFloat64() }
	a, l := simulate(t, adaptive, 300, draw), simulate(t, linear, 300, draw)
	t.Logf("RMSE of ten items: adaptive %.3f, fixed %.3f", a.rmse, l.rmse)
	require.Less(t, a.rmse, 0.85*l.rmse)
}

// TestTheFormOfTheProduct gives 1,000 pupils of N(0,1) the adaptive form of the
// product, on texts with the parameters of its items.
func TestTheFormOfTheProduct(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	r := rules(nil)
	r.Form = bundle.Forms[0]
	for _, it := range bundle.Items {
		if it.Serves(r.Form.Stage) {
			r.Pool = append(r.Pool, graded(it.ID, it.Indicator, it.Parameters.A, it.Parameters.B...))
		}
	}
	got := simulate(t, r, 1000, func(rng *rand.Rand) float64 { return rng.NormFloat64() })
	t.Logf("%d items: bias %.3f, RMSE %.3f, mean SE %.3f, 95%% coverage %.3f, items %.1f", len(r.Pool), got.bias, got.rmse, got.se, got.coverage, got.items)
	require.InDelta(t, 0, got.bias, 0.04, "three standard errors of the mean are 0.036")
	require.InDelta(t, got.se, got.rmse, 0.03)
	require.InDelta(t, 0.95, got.coverage, 0.021, "three binomial standard errors")
}
