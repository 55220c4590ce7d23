package files_test

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/files"
)

const unlinked = `{"schema_version": 1, "groups": [{"name": "", "mean": 0.2, "sd": 1.1, "mean_se": 0.1}], "items": [
	{"id": "x", "model": "2pl", "a": [1.2], "b": [0.4], "se": {"a": [0.1], "b": [0.2], "d": [0.3]}},
	{"id": "y", "model": "pcm", "a": [1], "b": [-1, 0.5], "codes": [1, 2, 3]},
	{"id": "z", "model": "nrm", "a": [0.8], "b": [-1, 0.5], "scores": [0, 1.3, 2]}],
	"regression": {"names": ["age"], "coefficients": [[0.3]], "se": [[0.1]], "residual_sd": [0.9]}}`

func TestMovedCalibration(t *testing.T) {
	t.Parallel()
	c, err := files.ReadCalibration(strings.NewReader(unlinked), "items.json")
	require.NoError(t, err)
	moved := c.Moved(files.Linking{From: "a.json", To: "b.json", Method: "haebara", A: 2, B: 0.5, Anchors: []string{"x", "y"}})
	require.Equal(t, 0.4, c.Items[0].B[0], "the calibration itself stays")

	var text bytes.Buffer
	require.NoError(t, moved.Write(&text))
	read, err := files.ReadCalibration(&text, "linked.json")
	require.NoError(t, err)
	require.Equal(t, moved.Linking, read.Linking)
	require.Equal(t, []float64{0.6}, read.Items[0].A)
	require.InDeltaSlice(t, []float64{1.3}, read.Items[0].B, 1e-12)
	require.InDeltaSlice(t, []float64{0.05}, []float64(read.Items[0].SE.A), 1e-12)
	require.InDeltaSlice(t, []float64{0.4}, []float64(read.Items[0].SE.B), 1e-12)
	require.True(t, math.IsNaN(read.Items[0].SE.D[0]))
	require.Equal(t, "gpcm", read.Items[1].Model.String(), "the slope is 0.5 now")
	require.Equal(t, []int{1, 2, 3}, read.Items[1].Codes)
	require.InDelta(t, 0.9, read.Groups[0].Mean, 1e-12)
	require.InDelta(t, 2.2, read.Groups[0].SD, 1e-12)
	require.InDelta(t, 0.2, *read.Groups[0].MeanSE, 1e-12)
	require.InDelta(t, 0.6, read.Regression.Coefficients[0][0], 1e-12)
	require.InDelta(t, 1.8, read.Regression.ResidualSD[0], 1e-12)
	for j, it := range c.ResponseModels() {
		require.InDeltaSlice(t, it.Probabilities(nil, -0.3), read.ResponseModels()[j].Probabilities(nil, -0.1), 1e-12)
	}
}

func TestScoresOnALinkedScale(t *testing.T) {
	t.Parallel()
	text := strings.Replace(unlinked, `"regression"`, `"ignored"`, 1)
	c, err := files.ReadCalibration(strings.NewReader(text), "items.json")
	require.NoError(t, err)
	const responses = "x,y,z\n1,3,2\n0,1,0\n1,,1\n"
	own, _, err := score(t, c, responses, files.Columns{})
	require.NoError(t, err)
	linked, _, err := score(t, c.Moved(files.Linking{A: 1.7, B: -0.8}), responses, files.Columns{})
	require.NoError(t, err)
	for i := range own[1:] {
		for column, offset := range map[int]float64{1: -0.8, 2: 0} {
			x, err := strconv.ParseFloat(own[i+1][column], 64)
			require.NoError(t, err)
			y, err := strconv.ParseFloat(linked[i+1][column], 64)
			require.NoError(t, err)
			require.InDelta(t, 1.7*x+offset, y, 1e-4)
		}
	}
}
