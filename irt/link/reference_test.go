package link_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"suyang/internal/reference"
	"suyang/irt"
	"suyang/irt/link"
)

type constants struct{ A, B float64 }

// linking is a file of constants by equateIRT 2.5.1 and plink 1.5-1.
type linking struct {
	Calibrations []struct {
		SlopeIntercept struct {
			Rows   []string
			Values [][]float64
		} `json:"slope_intercept"`
		Covariance struct{ Values [][]float64 } `json:"vcov"`
	}
	EquateIRT map[string]struct {
		A, B       any                      // numbers, or "NaN"
		Covariance struct{ Values [][]any } `json:"varAB"`
	} `json:"equateIRT"`
	PlinkNormal    map[string]constants `json:"plink_normal_weights"`
	PlinkUniform   map[string]constants `json:"plink_default"`
	PlinkSymmetric map[string]constants `json:"plink_symmetric"`
	PlinkUniform14 map[string]constants `json:"plink_default_uniform_weights"`
}

func readLinking(t *testing.T, name string) (linking, link.Form, link.Form) {
	t.Helper()
	text, err := os.ReadFile(reference.Path(t, "irt/ref/"+name))
	require.NoError(t, err)
	var l linking
	require.NoError(t, json.Unmarshal(text, &l))
	form := func(g int) (f link.Form) {
		c := l.Calibrations[g]
		for i, id := range c.SlopeIntercept.Rows {
			v := c.SlopeIntercept.Values[i]
			f.Items = append(f.Items, irt.MultiItem{ID: id, A: v[:1], D: v[1:2]}.Item())
		}
		n := len(c.Covariance.Values)
		v := mat.NewSymDense(n, nil)
		for i := range n {
			for j := i; j < n; j++ {
				v.SetSym(i, j, c.Covariance.Values[i][j])
			}
		}
		f.Covariance = v
		return f
	}
	return l, form(1), form(0)
}

var names = map[link.Method]struct{ equateIRT, plink string }{
	link.MeanMean: {"mean-mean", "MM"}, link.MeanSigma: {"mean-sigma", "MS"},
	link.Haebara: {"Haebara", "HB"}, link.StockingLord: {"Stocking-Lord", "SL"},
}

// Japan onto Australia in the First International Mathematics Study: direc() of
// equateIRT with its covariances, plink() with normal, uniform and symmetric
// uniform weights.
func TestConstantsOfEquateIRTAndPlink(t *testing.T) {
	t.Parallel()
	l, from, to := readLinking(t, "fims_ausjpn13.linking.json")
	for method, name := range names {
		got, err := link.Run(from, to, link.Options{Method: method})
		require.NoError(t, err)
		want := l.EquateIRT[name.equateIRT]
		require.InDelta(t, want.A, got.A, 2e-4, method)
		require.InDelta(t, want.B, got.B, 2e-4, method)
		compareVariances(t, method, want.Covariance.Values, got.Sampling)
		for _, c := range []struct {
			constants map[string]constants
			options   link.Options
		}{
			{l.PlinkNormal, link.Options{Method: method}},
			{l.PlinkUniform, link.Options{Method: method, Weights: link.UniformWeights()}},
			{l.PlinkSymmetric, link.Options{Method: method, Weights: link.UniformWeights(), Symmetric: true}},
		} {
			got, err := link.Run(from, to, c.options)
			require.NoError(t, err)
			require.InDelta(t, c.constants[name.plink].A, got.A, 2e-4, method)
			require.InDelta(t, c.constants[name.plink].B, got.B, 2e-4, method)
		}
	}
}

// compareVariances compares the covariance matrix of A and B. Under mean-sigma
// equateIRT differentiates a standard deviation over n - 1 with n in the place of
// n - 1, so that its variance of A is ((n-1)/n)^2 of ours.
func compareVariances(t *testing.T, method link.Method, want [][]any, got *link.Errors) {
	t.Helper()
	if method == link.MeanSigma {
		require.InEpsilon(t, want[0][0], got.A*got.A*144/169, 0.001)
		return
	}
	require.InEpsilon(t, want[0][0], got.A*got.A, 0.005, method)
	require.InEpsilon(t, want[1][1], got.B*got.B, 0.005, method)
	require.InEpsilon(t, want[0][1], got.Covariance, 0.005, method)
}

// An anchor with slopes of -0.08 and 0.06 leads the methods of moments astray;
// those of curves have to find their minimum all the same.
func TestConstantsWithAnAnchorOfAlmostNoSlope(t *testing.T) {
	t.Parallel()
	l, from, to := readLinking(t, "fims_ausjpn.linking.json")
	for method, name := range names {
		got, err := link.Run(from, to, link.Options{Method: method})
		require.NoError(t, err)
		require.InDelta(t, l.EquateIRT[name.equateIRT].A, got.A, 5e-4, method)
		require.InDelta(t, l.EquateIRT[name.equateIRT].B, got.B, 5e-4, method)
		got, err = link.Run(from, to, link.Options{Method: method, Weights: link.UniformWeights()})
		require.NoError(t, err)
		require.InDelta(t, l.PlinkUniform14[name.plink].A, got.A, 5e-4, method)
		require.InDelta(t, l.PlinkUniform14[name.plink].B, got.B, 5e-4, method)
	}
}
