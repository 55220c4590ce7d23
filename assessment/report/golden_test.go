package report_test

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a report, numbers rounded to a thousandth, with its file.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	raw, err := json.Marshal(got)
	require.NoError(t, err)
	var decoded any
	require.NoError(t, json.Unmarshal(raw, &decoded))
	pretty, err := json.MarshalIndent(rounded(decoded), "", "  ")
	require.NoError(t, err)
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, append(pretty, '\n'), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	wantLines, gotLines := strings.Split(string(want), "\n"), strings.Split(string(pretty)+"\n", "\n")
	for i := range min(len(wantLines), len(gotLines)) {
		require.Equal(t, wantLines[i], gotLines[i], "%s line %d; if this is right: go test ./assessment/report -update", path, i+1)
	}
	require.Len(t, gotLines, len(wantLines))
}

func rounded(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			v[k] = rounded(inner)
		}
	case []any:
		for i, inner := range v {
			v[i] = rounded(inner)
		}
	case float64:
		return math.Round(1000*v) / 1000
	}
	return v
}

func TestGoldenPupil(t *testing.T) {
	t.Parallel()
	golden(t, "pupil.json", report.ForPupil(basis, mixed(1)))
}

func TestGoldenClass(t *testing.T) {
	t.Parallel()
	golden(t, "class.json", report.ForClass(basis, class, learners(14), thirteen()))
}
