package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

func TestCalibrateExplores(t *testing.T) {
	t.Parallel()
	items := filepath.Join(t.TempDir(), "items.json")
	spec := modelFile(t, "dimensions: [F1, F2]\nrotation: varimax")
	out, err := runIRT(t, calibrateCommand(), "--spec", spec, "--se", "none", "--out", items, "--quadrature", "11", twoTraits(t))
	require.NoError(t, err)
	require.Contains(t, out, "loadings, rotated by varimax")
	require.Regexp(t, `w1 +-?0\.\d{3} +-?0\.\d{3}`, out)
	c, err := files.OpenCalibration(items)
	require.NoError(t, err)
	require.Equal(t, calibrate.Varimax, c.Loadings.Rotation)
	require.Len(t, c.Loadings.Pattern, 6)
	require.Equal(t, [][]float64{{1, 0}, {0, 1}}, c.Loadings.Correlations)
}

// More traits than a grid serves, calibrated and scored two at a time.
func TestCalibrateAndScoreTestlets(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	items, scores, responses := filepath.Join(folder, "items.json"), filepath.Join(folder, "scores.csv"), twoTraits(t)
	spec := modelFile(t, "model: rasch\nbifactor: testlet\ndimensions: [all, w, f, rest]\nloadings: {w: [w1, w2], f: [f1, f2], rest: [w3, f3]}")
	_, err := runIRT(t, calibrateCommand(), "--spec", spec, "--out", items, responses)
	require.NoError(t, err)
	c, err := files.OpenCalibration(items)
	require.NoError(t, err)
	require.Equal(t, files.Quadrature{Points: 31, Range: 6}, c.Quadrature)
	_, err = runIRT(t, scoreCommand(), "--items", items, "--out", scores, responses)
	require.NoError(t, err)
	file, err := os.Open(scores)
	require.NoError(t, err)
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"person", "theta_all", "se_all", "theta_w", "se_w", "theta_f", "se_f", "theta_rest", "se_rest"}, lines[0])
	require.Len(t, lines, 1001)
}

func TestModelFileAsksForPoints(t *testing.T) {
	t.Parallel()
	text := "points: 500\ndimensions: [words, figures]\nloadings: {words: [w*], figures: [f*]}\ncovariances: all"
	items := filepath.Join(t.TempDir(), "items.json")
	_, err := runIRT(t, calibrateCommand(), "--spec", modelFile(t, text), "--out", items, twoTraits(t))
	require.NoError(t, err)
	c, err := files.OpenCalibration(items)
	require.NoError(t, err)
	require.Equal(t, irt.TwoPL, c.Model)
	for name, broken := range map[string]struct{ text, message string }{
		"points":   {"points: 1.5", "points: 1.5 is not a whole number"},
		"rotation": {"dimensions: [a, b]\nrotation: promax", `unknown rotation "promax"`},
	} {
		_, err := runIRT(t, calibrateCommand(), "--spec", modelFile(t, broken.text), twoTraits(t))
		require.ErrorContains(t, err, broken.message, name)
	}
}
