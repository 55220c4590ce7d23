package files_test

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
	"suyang/irt/simulate"
)

func TestCovariancesAreReadAsWritten(t *testing.T) {
	t.Parallel()
	table := &files.Table{
		Responses: simulate.Responses(simulate.Bank(5, irt.TwoPL, 2, 1), simulate.Simulees(1000, 0, 1, 1), 1),
		Codes:     [][]int{{0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}},
	}
	r, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{SE: calibrate.Oakes})
	require.NoError(t, err)
	c := files.NewCalibration(r, table)
	require.Nil(t, c.Form().Covariance, "unless asked for")
	c.KeepCovariance(r)
	var text bytes.Buffer
	require.NoError(t, c.Write(&text))
	read, err := files.ReadCalibration(&text, "items.json")
	require.NoError(t, err)
	v := read.Form().Covariance
	require.Equal(t, 10, v.SymmetricDim())
	require.InDelta(t, r.Items[4].SE.D[0], math.Sqrt(v.At(9, 9)), 1e-12)
	require.Equal(t, v.At(3, 8), v.At(8, 3))
	require.NotZero(t, v.At(3, 8))
	require.Nil(t, read.Moved(files.Linking{A: 1.1}).Form().Covariance)

	r.Covariance = nil
	without := files.NewCalibration(r, table)
	without.KeepCovariance(r)
	require.Nil(t, without.Covariance)
}

func TestSaysWhatIsWrongWithCovariances(t *testing.T) {
	t.Parallel()
	const item = `{"schema_version": 1, "items": [{"id": "x", "model": "2pl", "a": [1], "b": [0]}], "covariance": `
	for name, c := range map[string]struct{ covariance, message string }{
		"too few rows":      {"[[1]]", "items.json: covariance: 1 rows for 2 parameters of the items"},
		"not a triangle":    {"[[1], [1]]", "items.json: covariance[1]: 1 numbers, 2 are needed up to the diagonal"},
		"negative variance": {"[[1], [0, -1]]", "items.json: covariance[1]: the variance -1 is negative"},
	} {
		_, err := files.ReadCalibration(strings.NewReader(item+c.covariance+"}"), "items.json")
		require.EqualError(t, err, c.message, name)
	}
}
