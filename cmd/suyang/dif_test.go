package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
	"suyang/irt/simulate"
)

// twoLands writes responses of two lands to six items. The third one is harder
// by 1 for persons there; the last one has three codes, 1 to 3.
func twoLands(t *testing.T) string {
	t.Helper()
	items := make([]irt.Item, 6)
	for j := range items {
		items[j] = irt.Item{A: 1, B: []float64{float64(j-3) / 2}}
	}
	items[5].Model, items[5].B = irt.GPCM, []float64{-0.5, 0.5}
	var text strings.Builder
	text.WriteString("a,b,c,d,e,f,GROUP_land\n")
	for g, land := range []string{"here", "there"} {
		items[2].B = []float64{float64(g)}
		responses := simulate.Responses(items, simulate.Simulees(600, 0, 1, uint64(g)), uint64(g))
		for i := range responses.Persons() {
			for j, cell := range responses.Row(i) {
				if j == 5 {
					cell++
				}
				fmt.Fprintf(&text, "%d,", cell)
			}
			fmt.Fprintln(&text, land)
		}
	}
	path := filepath.Join(t.TempDir(), "r.csv")
	require.NoError(t, os.WriteFile(path, []byte(text.String()), 0o600))
	return path
}

func TestDIFInWords(t *testing.T) {
	t.Parallel()
	path := twoLands(t)
	for name, c := range map[string]struct {
		args    []string
		head    string
		finding string
	}{
		"Mantel-Haenszel": {
			nil,
			"Mantel-Haenszel of there against reference group here, matched on the total score",
			"harder for group there than for group here at the same ability",
		},
		"other reference group": {
			[]string{"--reference-group", "there", "--purify"},
			"Mantel-Haenszel of here against reference group there",
			"easier for group here than for group there at the same ability",
		},
		"logistic, Holm": {
			[]string{"--method", "logistic", "--adjust", "holm"},
			"p values adjusted after Holm; 6 anchors, rounds 1",
			"harder for group there than for group here at the same ability",
		},
		"likelihood ratio with anchors": {
			[]string{"--method", "lr", "--anchors", "a,b,e"},
			"likelihood-ratio test of there against reference group here\n",
			"harder for group there than for group here at the same ability",
		},
		"RMSD": {
			[]string{"--method", "rmsd", "--limit", "0.05"},
			"1 of 6 items beyond 0.05",
			"harder for group there than the common curve says",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := runIRT(t, difCommand(), append(append([]string{"--group", "GROUP_land"}, c.args...), path)...)
			require.NoError(t, err)
			require.Contains(t, out, c.head)
			require.Contains(t, linesOf(t, out, "c"), c.finding)
			require.NotContains(t, linesOf(t, out, "d"), "harder")
		})
	}
}

// linesOf is what is printed of an item, from its line on to that of the next.
func linesOf(t *testing.T, out, item string) string {
	t.Helper()
	_, rest, found := strings.Cut(out, "\n"+item+" ")
	require.True(t, found, out)
	for end, line := range strings.Split(rest, "\n") {
		if end > 0 && !strings.HasPrefix(line, " ") {
			return strings.Join(strings.Split(rest, "\n")[:end], "\n")
		}
	}
	return rest
}

func TestDIFAsJSON(t *testing.T) {
	t.Parallel()
	path := twoLands(t)
	items := filepath.Join(t.TempDir(), "items.json")
	_, err := runIRT(t, calibrateCommand(), "--group", "GROUP_land", "--se", "none", "--out", items, path)
	require.NoError(t, err)
	for name, args := range map[string][]string{
		"mh":                       {"--purify"},
		"mh of abilities":          {"--matching", "eap", "--items", items},
		"logistic":                 {"--method", "logistic"},
		"lr":                       {"--method", "lr", "--anchors", "a,b"},
		"rmsd":                     {"--method", "rmsd"},
		"rmsd of calibrated items": {"--method", "rmsd", "--items", items},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "dif.json")
			out, err := runIRT(t, difCommand(), append(append([]string{"--group", "GROUP_land", "--json", "--out", file}, args...), path)...)
			require.NoError(t, err)
			requireSchema(t, "dif.schema.json", out)
			written, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, out, string(written))
		})
	}
}

func TestManyProblemsAreCounted(t *testing.T) {
	t.Parallel()
	problems := slices.Repeat([]calibrate.Problem{{Kind: dif.Unmatched, Message: "few have a match"}}, 8)
	var out strings.Builder
	printProblems(&out, append(problems, calibrate.Problem{Kind: dif.SmallGroup, Message: "few persons"}))
	require.Equal(t, strings.Repeat("warning: few have a match\n", 5)+"warning: few persons\nwarning: 3 more of the kind unmatched; --json lists all\n", out.String())
}

func TestDIFSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	path := twoLands(t)
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"no group":           {[]string{path}, "--group: name the column of the groups to compare"},
		"no file":            {[]string{"--group", "GROUP_land"}, "name one CSV of responses"},
		"unknown column":     {[]string{"--group", "x", path}, `there is no column "x"`},
		"unknown reference":  {[]string{"--group", "GROUP_land", "--reference-group", "x", path}, `there is no reference group "x"; the groups are here, there`},
		"unknown method":     {[]string{"--group", "GROUP_land", "--method", "x", path}, `unknown method "x": use mh, logistic, lr or rmsd`},
		"unknown adjustment": {[]string{"--group", "GROUP_land", "--adjust", "x", path}, `unknown adjustment "x": use bh, holm or none`},
		"unknown model":      {[]string{"--group", "GROUP_land", "--model", "x", path}, `--model: unknown item response model "x"`},
		"unknown anchor":     {[]string{"--group", "GROUP_land", "--anchors", "a,x", path}, `there is no anchor item "x"`},
		"no items file":      {[]string{"--group", "GROUP_land", "--items", "none.json", path}, "none.json: no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := runIRT(t, difCommand(), c.args...)
			require.ErrorContains(t, err, c.message)
		})
	}
}
