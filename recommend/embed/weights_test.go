package embed

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
)

var update = flag.Bool("update", false, "count weights.bin anew")

// The table of weights is counted on the open educational resources of the
// reference data; -update writes it anew after a change of the features.
func TestWeightsAreThoseOfTheStock(t *testing.T) {
	t.Parallel()
	path := reference.Path(t, "oer/resources.jsonl.gz")
	if testing.Short() && !*update {
		t.Skip("counts 17,732 texts: not with -short")
	}
	counted := countWeights(t, path)
	if *update {
		require.NoError(t, os.WriteFile("weights.bin", counted, 0o644))
		return
	}
	require.Equal(t, weightsFile, counted, "features have changed: run with -update, and give Local a new Name")
}

func countWeights(t *testing.T, path string) []byte {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	require.NoError(t, err)
	var texts float64
	with := make([]float64, buckets)
	for rows := json.NewDecoder(unzipped); rows.More(); texts++ {
		var row struct{ Title, Summary, Text string }
		require.NoError(t, rows.Decode(&row))
		for h := range featuresOf(row.Title + "\n" + row.Summary + "\n" + row.Text) {
			with[h%buckets]++
		}
	}
	table := make([]byte, buckets)
	for i, n := range with {
		idf := min(maxIDF, math.Log((texts+1)/(n+1)))
		if n < rareTexts {
			idf *= rareShare
		}
		table[i] = byte(math.Round(max(minIDF, idf) * weightSteps))
	}
	return table
}
