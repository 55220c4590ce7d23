package calibrate_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// The expected values are those of mirt 1.45.1 (mirt(data, 1, itemtype, quadpts
// = 61, TOL = 1e-8, SE = TRUE, SE.type = "Oakes"), with a normal prior of mean
// -1.1 and standard deviation 0.5 on the logit of the guessing parameter).
func TestPublishedPatternCounts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file          string
		model         irt.Model
		logLikelihood float64
		bic           float64
		slopes        []float64
		intercepts    []float64
		slopeErrors   []float64
		difficulties  []float64
		guessing      []float64
	}{
		"section 6, 2PL": {
			file: "testdata/lsat6.csv", model: irt.TwoPL, logLikelihood: -2466.65337751347, bic: 5002.38430781676,
			slopes:       []float64{0.825659530417923, 0.722744203209679, 0.890874531525959, 0.688367982398042, 0.656855958311564},
			intercepts:   []float64{2.77323439483762, 0.990201205237315, 0.249147514519177, 1.28475692820459, 2.05327044950103},
			slopeErrors:  []float64{0.258114934324049, 0.186679671348478, 0.232763836751945, 0.185142936161644, 0.209909182362207},
			difficulties: []float64{-3.35881109909056, -1.3700576232087, -0.279666222012675, -1.86638100704355, -3.12590671290998},
			guessing:     []float64{0, 0, 0, 0, 0},
		},
		"section 7, 2PL": {
			file: "testdata/lsat7.csv", model: irt.TwoPL, logLikelihood: -2658.80511363233, bic: 5386.68778005448,
			slopes:       []float64{0.987545906863725, 1.08083714352519, 1.70747762707141, 0.764989880619114, 0.735672723983611},
			intercepts:   []float64{1.85585564772584, 0.807969590548158, 1.80520618242641, 0.48599980583052, 1.85445759173302},
			slopeErrors:  []float64{0.177194830236116, 0.168763900570784, 0.321076960442838, 0.134120297159076, 0.151133950030501},
			difficulties: []float64{-1.87926012839213, -0.747540547980188, -1.05723562862878, -0.635302267576657, -2.52076437154183},
			guessing:     []float64{0, 0, 0, 0, 0},
		},
		"section 7, 3PL": {
			file: "testdata/lsat7.csv", model: irt.ThreePL, logLikelihood: -2659.42688799287, bic: 5422.47010517047,
			slopes:       []float64{1.1161467326816, 1.64774627000475, 2.21527417713005, 0.912722330287064, 0.830484559918613},
			intercepts:   []float64{1.51867976785933, 0.230028074420302, 1.49955052658232, 0.00824966222426628, 1.51819457215782},
			slopeErrors:  []float64{0.228217063383485, 0.530469073292876, 0.637175416584396, 0.205505768397785, 0.182836177058157},
			difficulties: []float64{-1.36064526588778, -0.139601635644812, -0.676914190605982, -0.00903852349232175, -1.82808283913985},
			guessing:     []float64{0.240549513819433, 0.257733520878711, 0.232421610781504, 0.210853954944526, 0.246313300675732},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table := readData(t, c.file, files.Columns{Weight: "WEIGHT_persons"})
			got, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Model: c.model, SE: calibrate.Oakes, Tol: 1e-6})
			require.NoError(t, err)
			require.InDelta(t, c.logLikelihood, got.LogLikelihood, 1e-4)
			require.InDelta(t, c.bic, got.BIC, 1e-3)
			for i, e := range got.Items {
				require.InDelta(t, c.slopes[i], e.A[0], 5e-4, e.ID)
				require.InDelta(t, c.intercepts[i], e.D[0], 5e-4, e.ID)
				require.InDelta(t, c.difficulties[i], e.B[0], 1e-3, e.ID)
				require.InDelta(t, c.guessing[i], e.C, 5e-4, e.ID)
				require.InEpsilon(t, c.slopeErrors[i], e.SE.A[0], 2e-3, e.ID)
			}
		})
	}
}

// The expected values are those of mirt 1.45.1: itemtype "Rasch", which has
// slopes of 1 and a free variance, and "2PL" with the slopes constrained to be
// equal, which is the same model with a variance of 1.
func TestPublishedPatternCountsUnderRaschModels(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file             string
		logLikelihood    float64
		intercepts       []float64
		interceptErrors  []float64
		variance         float64
		varianceError    float64
		slope, slopeOfSE float64
	}{
		"section 6": {
			file: "testdata/lsat6.csv", logLikelihood: -2466.93759958233,
			intercepts:      []float64{2.73001659298595, 0.99860766416513, 0.239854352074849, 1.306453601647, 2.09940716013906},
			interceptErrors: []float64{0.13044134466563, 0.0791774741639391, 0.0717747897324911, 0.0846382554442832, 0.105445165279565},
			variance:        0.570237283332806, varianceError: 0.104864011395085,
			slope: 0.755134644763478, slopeOfSE: 0.069433209005152,
		},
		"section 7": {
			file: "testdata/lsat7.csv", logLikelihood: -2664.90089091593,
			intercepts:      []float64{1.86826049791608, 0.791004321800645, 1.46097621428879, 0.521504677004222, 1.99297041474678},
			interceptErrors: []float64{0.100429064477381, 0.081156419845332, 0.0913102098720179, 0.0787249817010906, 0.103704583340319},
			variance:        1.02264708530869, varianceError: 0.13134761865939,
			slope: 1.01126752498266, slopeOfSE: 0.064943010991426,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table := readData(t, c.file, files.Columns{Weight: "WEIGHT_persons"})
			rasch := run(t, table.Data(), calibrate.Options{Model: irt.Rasch, SE: calibrate.Oakes, Tol: 1e-6})
			require.InDelta(t, c.logLikelihood, rasch.LogLikelihood, 1e-4)
			g := rasch.Groups[0]
			require.InDelta(t, c.variance, g.SD*g.SD, 5e-4)
			require.InEpsilon(t, c.varianceError, 2*g.SD*g.SDSE, 2e-3)
			common := run(t, table.Data(), calibrate.Options{Model: irt.OnePL, SE: calibrate.Oakes, Tol: 1e-6})
			require.InDelta(t, c.logLikelihood, common.LogLikelihood, 1e-4)
			for i, e := range rasch.Items {
				require.Equal(t, 1.0, e.A[0])
				require.InDelta(t, c.intercepts[i], e.D[0], 5e-4, e.ID)
				require.InEpsilon(t, c.interceptErrors[i], e.SE.D[0], 2e-3, e.ID)
				other := common.Items[i]
				require.InDelta(t, c.slope, other.A[0], 5e-4)
				require.InEpsilon(t, c.slopeOfSE, other.SE.A[0], 2e-3)
				require.InDelta(t, c.intercepts[i], other.D[0], 5e-4, e.ID)
			}
		})
	}
}

// Without a prior most lower asymptotes of section 6 are 0, which the likelihood
// of the 2PL, -2466.6534, shows to be nearly as good.
func TestAsymptotesMayBeZero(t *testing.T) {
	t.Parallel()
	table := readData(t, "testdata/lsat6.csv", files.Columns{Weight: "WEIGHT_persons"})
	got := run(t, table.Data(), calibrate.Options{Model: irt.ThreePL, Priors: calibrate.Priors{C: calibrate.Flat{}}, SE: calibrate.Oakes})
	require.Greater(t, got.LogLikelihood, -2466.6534)
	e := got.Items[0]
	require.Less(t, e.C, 1e-4)
	require.True(t, math.IsNaN(e.SE.C))
	require.InEpsilon(t, 0.258, e.SE.A[0], 0.1, "about that of the 2PL")
}
