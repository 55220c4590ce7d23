package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/fit"
)

// section7Items calibrates the published pattern counts.
func section7Items(t *testing.T) string {
	t.Helper()
	items := filepath.Join(t.TempDir(), "items.json")
	_, err := runIRT(t, calibrateCommand(), "--weight", "WEIGHT_persons", "--se", "none", "--tol", "1e-6", "--out", items, testResponses)
	require.NoError(t, err)
	return items
}

func TestFitPrintsWhatAPersonReads(t *testing.T) {
	t.Parallel()
	out, err := runIRT(t, fitCommand(), "--items", section7Items(t), "--weight", "WEIGHT_persons", testResponses)
	require.NoError(t, err)
	// M2 and S-X2 are those of mirt: see the tests of package fit.
	require.Contains(t, out, "M2 11.94 with 5 degrees of freedom, p 0.036; RMSEA 0.037 (90 % interval 0.009 to 0.065), CFI 0.968, TLI 0.937")
	require.Contains(t, out, "reliability EAP 0.452")
	require.Contains(t, out, "item     n     p  item-rest  infit  outfit  S-X2  df  p adj.   RMSD")
	require.Regexp(t, `Item\.2  1000  0\.66       0\.25   1\.00    1\.00  14\.5   2   0\.004  0\.\d{3}`, out)
	require.Contains(t, out, "Item.5: hardly related to the other items (0.17)")
}

func TestFitWritesItsFiles(t *testing.T) {
	t.Parallel()
	dir, truth := t.TempDir(), itemsFile(t)
	responses, report, persons, figures := filepath.Join(dir, "r.csv"), filepath.Join(dir, "report.json"), filepath.Join(dir, "persons.csv"), filepath.Join(dir, "figures")
	_, err := runIRT(t, simulateCommand(), "--items", truth, "--n", "400", "--out", responses)
	require.NoError(t, err)
	items := filepath.Join(dir, "items.json")
	_, err = runIRT(t, calibrateCommand(), "--out", items, responses)
	require.NoError(t, err)
	out, err := runIRT(t, fitCommand(), "--json", "--items", items, "--out", report, "--persons", persons, "--options", responses, "--figures", figures, responses)
	require.NoError(t, err)
	requireSchema(t, "fit.schema.json", out)
	written, err := os.ReadFile(report)
	require.NoError(t, err)
	require.Equal(t, out, string(written))

	var r fitReport
	require.NoError(t, json.Unmarshal(written, &r))
	require.Equal(t, 400, r.Persons)
	require.Equal(t, 9, r.Parameters)
	require.Equal(t, 3, r.Options[3].Options[2].Code)
	require.Equal(t, r.Items[3].Options[2].Share, r.Options[3].Options[2].Share)

	file, err := os.Open(persons)
	require.NoError(t, err)
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, lines, 401)
	require.Equal(t, "person,theta,se,wle,wle_se,responses,infit,infit_z,outfit,outfit_z,zh,lz_star", strings.Join(lines[0], ","))
	require.Equal(t, "4", lines[400][5])

	drawn, err := os.ReadDir(figures)
	require.NoError(t, err)
	var names []string
	for _, f := range drawn {
		names = append(names, f.Name())
	}
	require.Equal(t, []string{"information.svg", "item-001-one.svg", "item-002-two.svg", "item-003-three.svg", "item-004-essay.svg", "wright-map.svg"}, names)
	essay, err := os.ReadFile(filepath.Join(figures, "item-004-essay.svg"))
	require.NoError(t, err)
	require.Equal(t, 3*(len(r.Items[3].Curve)+1), strings.Count(string(essay), "<circle")+strings.Count(string(essay), "<rect")+strings.Count(string(essay), "<polygon")-1,
		"a mark for each point and one in the legend, for each of three categories")
}

// With groups the fit is reported by group, also where booklets leave gaps.
func TestFitByGroup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var text strings.Builder
	text.WriteString("GROUP_country,a,b,c,d\n")
	for i := range 600 {
		country := []string{"north", "south"}[i%2]
		for j, difficulty := range []int{3, 5, 4, 6} {
			if j == 0 {
				text.WriteString(country)
			}
			switch {
			case i%3 == 0 && j == 3:
				text.WriteString(",")
			case (i*7+j*3+i/11)%10 >= difficulty-i%2:
				text.WriteString(",1")
			default:
				text.WriteString(",0")
			}
		}
		text.WriteString("\n")
	}
	responses, items := filepath.Join(dir, "r.csv"), filepath.Join(dir, "items.json")
	require.NoError(t, os.WriteFile(responses, []byte(text.String()), 0o600))
	_, err := runIRT(t, calibrateCommand(), "--group", "GROUP_country", "--model", "rasch", "--se", "none", "--out", items, responses)
	require.NoError(t, err)
	out, err := runIRT(t, fitCommand(), "--items", items, "--group", "GROUP_country", responses)
	require.NoError(t, err)
	require.Contains(t, out, "600 persons, 400 of them with all 4 items")
	require.Contains(t, out, "group north, 300 persons: reliability EAP")
	require.Contains(t, out, "group south, 300 persons: reliability EAP")
	require.Contains(t, out, "note: s_x2 rests on the 400 of 600 persons who answered all items")
	require.NotContains(t, out, "degrees of freedom suppose", "the free parameters are those of the calibration")
	_, err = runIRT(t, fitCommand(), "--items", items, responses)
	require.ErrorContains(t, err, "--group: the items were calibrated in several groups")
}

func TestFitErrors(t *testing.T) {
	t.Parallel()
	items, short := section7Items(t), filepath.Join(t.TempDir(), "short.csv")
	require.NoError(t, os.WriteFile(short, []byte("Item.1\n1\n0\n"), 0o600))
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"no responses":         {[]string{"--items", items}, "name one CSV of responses"},
		"no items":             {[]string{"--items", "none.json", testResponses}, "none.json: no such file"},
		"other items":          {[]string{"--items", itemsFile(t), testResponses}, "none of the calibrated items is a column"},
		"group not calibrated": {[]string{"--items", items, "--group", "WEIGHT_persons", testResponses}, "--group: the items were calibrated in one group"},
		"other persons":        {[]string{"--items", items, "--weight", "WEIGHT_persons", "--options", short, testResponses}, "--options"},
		"nowhere to write":     {[]string{"--items", items, "--out", "/none/x.json", testResponses}, "/none/x.json"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := runIRT(t, fitCommand(), c.args...)
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestFitWritesADashWhereThereIsNoValue(t *testing.T) {
	t.Parallel()
	var undefined fit.Value
	require.NoError(t, undefined.UnmarshalJSON([]byte("null")))
	require.Equal(t, "-", fixed(undefined, 2))
	require.Equal(t, "NA", csvNumber(undefined))
	require.Equal(t, "-", probability(undefined))
	require.Equal(t, "<.001", probability(0.0004))
}
