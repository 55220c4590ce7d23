package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt/files"
)

const (
	// Items of two occasions: the second scale is 1.25 theta + 0.5 of the first,
	// but for item e, which became easier by 1.
	firstOccasion = `{"schema_version": 1, "groups": [{"name": "", "mean": 0.4, "sd": 1}], "items": [
		{"id": "a", "model": "2pl", "a": [1.25], "b": [-1.2]}, {"id": "b", "model": "2pl", "a": [1], "b": [0]},
		{"id": "c", "model": "3pl", "a": [1.5], "b": [0.8], "c": 0.2}, {"id": "d", "model": "grm", "a": [1], "b": [-0.4, 0.4]},
		{"id": "e", "model": "2pl", "a": [0.75], "b": [0.4]}, {"id": "f", "model": "gpcm", "a": [1.25], "b": [0.4, 0]},
		{"id": "own", "model": "2pl", "a": [2], "b": [1]}]}`
	secondOccasion = `{"schema_version": 1, "items": [
		{"id": "f", "model": "gpcm", "a": [1], "b": [1, 0.5]}, {"id": "e", "model": "2pl", "a": [0.6], "b": [0]},
		{"id": "d", "model": "grm", "a": [0.8], "b": [0, 1]}, {"id": "c", "model": "3pl", "a": [1.2], "b": [1.5], "c": 0.2},
		{"id": "b", "model": "2pl", "a": [0.8], "b": [0.5]}, {"id": "a", "model": "2pl", "a": [1], "b": [-1]},
		{"id": "other", "model": "2pl", "a": [1], "b": [0]}]}`
)

func writeFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func linkAsJSON(t *testing.T, args ...string) (r linkReport) {
	t.Helper()
	out, err := runIRT(t, linkCommand(), append([]string{"--json"}, args...)...)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	requireSchema(t, "link.schema.json", out)
	return r
}

func TestLinkRemovesTheAnchorThatDrifts(t *testing.T) {
	t.Parallel()
	from, to, linked := writeFile(t, firstOccasion), writeFile(t, secondOccasion), filepath.Join(t.TempDir(), "linked.json")
	r := linkAsJSON(t, "--from", from, "--to", to, "--drift", "--out", linked)
	require.InDelta(t, 1.25, r.Constants.A, 1e-6)
	require.InDelta(t, 0.5, r.Constants.B, 1e-6)
	require.Len(t, r.Steps, 1)
	require.Len(t, r.Steps[0].Methods, 4)
	require.Len(t, r.Steps[0].Removed, 1)
	require.Equal(t, "e", r.Steps[0].Removed[0].ID)
	require.Equal(t, "z_b", r.Steps[0].Removed[0].Exceeds[0].Statistic)
	require.Equal(t, "f", r.Steps[0].Anchors[0].ID, "in the order of --to")
	require.Equal(t, "e", r.Steps[0].Anchors[1].ID)
	require.False(t, r.Steps[0].Anchors[1].Used)
	require.InDelta(t, -1, r.Steps[0].Anchors[1].Displacement, 1e-6)

	c, err := files.OpenCalibration(linked)
	require.NoError(t, err)
	require.InDelta(t, 1.75, c.Items[6].B[0], 1e-6)
	require.InDelta(t, 1.6, c.Items[6].A[0], 1e-6)
	require.InDelta(t, 1, c.Groups[0].Mean, 1e-6)
	require.Equal(t, []string{"f", "d", "c", "b", "a"}, c.Linking.Anchors)
	require.Equal(t, "stocking-lord", c.Linking.Method)
	require.Equal(t, "normal", c.Linking.Weights)
	require.Equal(t, r.Constants.A, c.Linking.A)
}

func TestLinkMarksDriftWithoutRemoving(t *testing.T) {
	t.Parallel()
	out, err := runIRT(t, linkCommand(), "--from", writeFile(t, firstOccasion), "--to", writeFile(t, secondOccasion), "--method", "mean-mean", "--displacement", "0.5")
	require.NoError(t, err)
	require.Contains(t, out, "mean-mean by 6 of 6 anchors")
	require.Regexp(t, `stocking-lord +\d\.\d{4} +\d\.\d{4}`, out)
	require.Regexp(t, `\n +e +2pl .* z_b -?\d+\.\d\d beyond 1.645, displacement -0\.\d\d beyond 0.5`, out)
	require.NotContains(t, out, "removed")
}

func TestLinkByChosenAnchorsAndUnits(t *testing.T) {
	t.Parallel()
	from, to := writeFile(t, firstOccasion), writeFile(t, secondOccasion)
	r := linkAsJSON(t, "--from", from, "--to", to, "--anchors", "a,b,d", "--weights", "uniform", "--symmetric")
	require.Len(t, r.Steps[0].Anchors, 3)
	require.InDelta(t, 1.25, r.Constants.A, 1e-6)
	require.Equal(t, "uniform", r.Weights)
	require.True(t, r.Symmetric)
	byItem := linkAsJSON(t, "--from", from, "--to", to, "--anchors", writeFile(t, "a\nb\n\nd\ne\n"))
	byUnit := linkAsJSON(t, "--from", from, "--to", to, "--anchors", writeFile(t, "a,one\nb,one\nd,two\ne, two\n"))
	require.Equal(t, byItem.Constants.A, byUnit.Constants.A)
	require.NotEqual(t, *byItem.Constants.LinkingError, *byUnit.Constants.LinkingError)
	require.NotNil(t, byItem.Constants.Jackknife)
	require.Nil(t, byUnit.Constants.Jackknife, "two units are too few")
}

func TestLinkThroughAnotherOccasion(t *testing.T) {
	t.Parallel()
	first, second := writeFile(t, firstOccasion), writeFile(t, secondOccasion)
	r := linkAsJSON(t, "--from", first, "--through", second, "--to", first)
	require.Len(t, r.Steps, 2)
	one, two := r.Steps[0].Constants, r.Steps[1].Constants
	require.InDelta(t, one.A*two.A, r.Constants.A, 1e-9)
	require.InDelta(t, two.A*one.B+two.B, r.Constants.B, 1e-9)
	require.Greater(t, *r.Constants.LinkingError, *two.LinkingError)
	out, err := runIRT(t, linkCommand(), "--from", first, "--through", second, "--to", first)
	require.NoError(t, err)
	require.Contains(t, out, "all steps\n\nA 1.0")
}

func TestLinkEquatesScores(t *testing.T) {
	t.Parallel()
	from, to := writeFile(t, firstOccasion), writeFile(t, secondOccasion)
	r := linkAsJSON(t, "--from", from, "--to", to, "--equate")
	require.Len(t, r.Equating, 10)
	require.Nil(t, r.Equating[0].Theta)
	require.InDelta(t, 9, r.Equating[9].True, 1e-9)
	require.InDelta(t, r.Equating[5].True, r.Equating[5].Observed, 0.3)
	out, err := runIRT(t, linkCommand(), "--from", from, "--to", to, "--equate")
	require.NoError(t, err)
	require.Contains(t, out, "score  theta  true score  observed score")
}

func TestLinkSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	first, second := writeFile(t, firstOccasion), writeFile(t, secondOccasion)
	other := writeFile(t, `{"schema_version": 1, "items": [{"id": "x", "model": "2pl", "a": [1], "b": [0]}, {"id": "a", "model": "3pl", "a": [1], "b": [0], "c": 0.1}]}`)
	several := writeFile(t, `{"schema_version": 1, "dimensions": ["one", "two"], "items": [{"id": "a", "model": "2pl", "a": [1, 0.5], "d": [0]}]}`)
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"missing file":      {[]string{"--to", "none.json"}, "none.json: no such file"},
		"unknown method":    {[]string{"--to", second, "--method", "sigma"}, `--method: unknown linking method "sigma": use one of stocking-lord`},
		"unknown weights":   {[]string{"--to", second, "--weights", "flat"}, `--weights: "flat" is not known: use normal or uniform`},
		"bad limit":         {[]string{"--to", second, "--z", "0"}, "--z: 0 must be above 0"},
		"too many to keep":  {[]string{"--to", second, "--drift", "--keep", "9"}, "9 anchors to keep of 6"},
		"other model":       {[]string{"--to", other}, `anchor "a" is 2pl in "from" and 3pl in "to"`},
		"no common item":    {[]string{"--to", other, "--anchors", "x"}, `anchor "x" is not among the items of "from"`},
		"one anchor":        {[]string{"--to", second, "--anchors", "b"}, `"b" is the only anchor`},
		"several traits":    {[]string{"--to", several}, "dimensions: the items measure 2 traits; only calibrations of one trait can be linked"},
		"empty anchor file": {[]string{"--to", second, "--anchors", writeFile(t, "\n")}, "there are no anchors; write one id a line"},
		"anchor of no name": {[]string{"--to", second, "--anchors", writeFile(t, "a\n,unit\n")}, ":2: the id of the anchor is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := runIRT(t, linkCommand(), append([]string{"--from", first}, c.args...)...)
			require.ErrorContains(t, err, c.message)
		})
	}
}

func FuzzParseAnchors(f *testing.F) {
	f.Add("a\nb, unit\n\n c ,\n")
	f.Add(",unit")
	f.Fuzz(func(t *testing.T, text string) {
		ids, units, err := parseAnchors(strings.NewReader(text), "anchors.csv")
		if err != nil {
			return
		}
		require.NotEmpty(t, ids)
		for _, id := range ids {
			require.Equal(t, strings.TrimSpace(id), id)
			require.NotEmpty(t, id)
		}
		for id := range units {
			require.Contains(t, ids, id)
		}
	})
}

// Calibration and linking together give the constants and standard errors of
// mirt 1.45.1 and equateIRT 2.5.1 (Stocking-Lord) on the First International
// Mathematics Study, Japan onto Australia, without the item of almost no slope.
func TestLinkAgreesWithEquateIRT(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(reference.Path(t, "irt/data/fims_ausjpn.csv"))
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	header := strings.Split(lines[0], ",")
	country, item := slices.Index(header, "GROUP_country"), slices.Index(header, "M1PTI21")
	calibrated := func(code string) string {
		var kept []string
		for i, line := range lines {
			fields := strings.Split(line, ",")
			if i == 0 || fields[country] == code {
				kept = append(kept, strings.Join(slices.Delete(fields, item, item+1), ","))
			}
		}
		out := filepath.Join(t.TempDir(), "items.json")
		_, err := runIRT(t, calibrateCommand(), "--covariance", "--tol", "1e-6", "--out", out, writeFile(t, strings.Join(kept, "\n")))
		require.NoError(t, err)
		return out
	}
	r := linkAsJSON(t, "--from", calibrated("2"), "--to", calibrated("1"))
	require.InDelta(t, 1.39124, r.Constants.A, 5e-4)
	require.InDelta(t, 1.03962, r.Constants.B, 5e-4)
	require.InEpsilon(t, math.Sqrt(0.00179687), r.Constants.Sampling.A, 0.02)
	require.InEpsilon(t, math.Sqrt(0.00186005), r.Constants.Sampling.B, 0.02)
}
