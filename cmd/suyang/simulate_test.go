package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/files"
)

// simulation is a folder with a bank of 60 items and their attributes: areas x,
// y and z in turn, a minute each.
type simulation struct{ folder, items, attributes string }

func newSimulation(t *testing.T) simulation {
	t.Helper()
	s := simulation{folder: t.TempDir()}
	s.items, s.attributes = filepath.Join(s.folder, "items.json"), filepath.Join(s.folder, "pool.csv")
	out, err := runIRT(t, simulateCommand(), "bank", "--n", "60", "--seed", "4", "--out", s.items)
	require.NoError(t, err)
	require.Equal(t, "60 items: "+s.items+"\n", out)
	text := "item,area,seconds\n"
	for j := range 60 {
		text += fmt.Sprintf("i%d,%c,60\n", j+1, 'x'+rune(j%3))
	}
	s.write(t, "pool.csv", text)
	return s
}

func TestSimulateAsJSON(t *testing.T) {
	t.Parallel()
	s := newSimulation(t)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"responses": {[]string{"--items", s.items, "--n", "20"}, `"n_persons":20,"n_items":60,`},
		"bank":      {[]string{"bank", "--n", "7"}, `{"n_items":7,`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := runIRT(t, simulateCommand(), append(c.args, "--json", "--out", filepath.Join(s.folder, name))...)
			require.NoError(t, err)
			requireSchema(t, "simulate.schema.json", out)
			require.Contains(t, out, c.want)
		})
	}
}

func (s simulation) write(t *testing.T, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(s.folder, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// cat runs a simulation of 100 tests of 12 items, and reads the report.
func (s simulation) cat(t *testing.T, args ...string) (catReport, error) {
	t.Helper()
	args = append([]string{"cat", "--items", s.items, "--n", "100", "--max", "12", "--json"}, args...)
	out, err := runIRT(t, simulateCommand(), args...)
	if err != nil {
		return catReport{}, err
	}
	requireSchema(t, "simulate-cat.schema.json", out)
	var r catReport
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	return r, nil
}

const contentYAML = `
rules:
  - {name: area x, attribute: area, value: x, min: 6, max: 7}
  - {name: area z, attribute: area, value: z, max: 2}
  - {name: time, attribute: seconds, sum: true, max: 720}
  - {name: i1 and i4 give each other away, items: [i1, i4], max: 1}
`

const contentCSV = `name,attribute,value,sum,items,min,max
area x,area,x,,,6,7
area z,area,z,,,,2
time,seconds,,true,,,720
i1 and i4 give each other away,,,,i1 i4,,1
`

func TestSimulateCATUnderConstraints(t *testing.T) {
	t.Parallel()
	s := newSimulation(t)
	var first catReport
	for name, text := range map[string]string{"content.yaml": contentYAML, "content.csv": contentCSV} {
		sessions := filepath.Join(s.folder, name+".sessions.csv")
		r, err := s.cat(t, "--content", s.write(t, name, text), "--attributes", s.attributes, "--shadow", "--se", "0.4", "--out", sessions)
		require.NoError(t, err)
		require.Zero(t, r.Violations)
		require.Equal(t, 4, r.Design.Constraints)
		if first.Simulees == 0 {
			first = r
		}
		require.Equal(t, first, r, "both ways of writing rules mean the same")
		content, err := os.ReadFile(sessions)
		require.NoError(t, err)
		lines, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		require.NoError(t, err)
		require.Len(t, lines, 101)
		for _, line := range lines[1:] {
			given := strings.Fields(line[7])
			require.Len(t, strings.Fields(line[8]), len(given))
			x := 0
			for _, id := range given {
				var number int
				_, err := fmt.Sscanf(id, "i%d", &number)
				require.NoError(t, err)
				if (number-1)%3 == 0 {
					x++
				}
			}
			require.True(t, x == 6 || x == 7, "a test has %d items of area x", x)
		}
	}
}

func TestSimulateCATBalancesTargets(t *testing.T) {
	t.Parallel()
	s := newSimulation(t)
	r, err := s.cat(t, "--attributes", s.attributes, "--content", s.write(t, "targets.yaml", `
rules:
  - {name: x, attribute: area, value: x, target: 0.75}
  - {name: y, attribute: area, value: y, target: 0.25}
`))
	require.NoError(t, err)
	share := map[int]float64{}
	for j, it := range r.Exposure.Items {
		share[j%3] += it.Rate / 12
	}
	require.InDelta(t, 0.75, share[0], 1e-9)
	require.InDelta(t, 0.25, share[1], 1e-9)
}

func TestSimulateCATByFlags(t *testing.T) {
	t.Parallel()
	s := newSimulation(t)
	plain, err := s.cat(t)
	require.NoError(t, err)
	again, err := s.cat(t, "--threads", "3")
	require.NoError(t, err)
	require.Equal(t, plain, again)
	for name, c := range map[string]struct {
		args []string
		is   func(r catReport) bool
	}{
		"eligibility":    {[]string{"--exposure", "eligibility", "--max-exposure", "0.5"}, func(r catReport) bool { return r.Exposure.Max < 0.7 && r.Design.ExposureLimit == 0.5 }},
		"sympson-hetter": {[]string{"--exposure", "sympson-hetter", "--max-exposure", "0.5"}, func(r catReport) bool { return r.Exposure.Max < 0.7 }},
		"randomesque":    {[]string{"--randomesque", "5"}, func(r catReport) bool { return r.Exposure.Max < plain.Exposure.Max }},
		"progressive":    {[]string{"--progressive"}, func(r catReport) bool { return r.Exposure.Unused < plain.Exposure.Unused }},
		"strata": {[]string{"--strata", "3", "--criterion", "threshold"}, func(r catReport) bool {
			return r.Design.Criterion == "threshold" && r.Exposure.Unused < plain.Exposure.Unused
		}},
		"precision":  {[]string{"--se", "0.5", "--min", "5"}, func(r catReport) bool { return r.Length.Min >= 5 && r.Reasons["precise"] > 0 }},
		"time":       {[]string{"--time", "4m", "--attributes", s.attributes}, func(r catReport) bool { return r.Length.Max == 4 && r.Reasons["late"] == 100 }},
		"sprt":       {[]string{"--cuts", "-1,1", "--sprt", "0.5", "--alpha", "0.2"}, func(r catReport) bool { return r.Reasons["classified"] > 0 && r.Classes.Accuracy > 0.7 }},
		"confidence": {[]string{"--cuts", "0", "--confidence", "0.9"}, func(r catReport) bool { return r.Reasons["classified"] > 0 && r.Classes.Accuracy > 0.7 }},
		"grid":       {[]string{"--theta", "grid"}, func(r catReport) bool { return len(r.ByTheta) == 13 }},
		"uniform":    {[]string{"--theta", "uniform"}, func(r catReport) bool { return r.ByTheta[0].From < -2 && r.ByTheta[0].Simulees > 1 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := s.cat(t, c.args...)
			require.NoError(t, err)
			require.True(t, c.is(r), "%+v", r)
		})
	}
	out, err := runIRT(t, simulateCommand(), "cat", "--items", s.items, "--n", "50", "--max", "12", "--cuts", "0")
	require.NoError(t, err)
	for _, text := range []string{"50 simulees (normal), pool of 60 items, criterion mfi", "length      mean 12.0", "violations  0", "classes     ", "most exposed: i"} {
		require.Contains(t, out, text)
	}
}

func TestSimulateCATSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newSimulation(t)
	for name, c := range map[string]struct {
		content string
		args    []string
		message string
	}{
		"criterion":           {"", []string{"--criterion", "best"}, `--criterion: unknown criterion "best"`},
		"theta":               {"", []string{"--theta", "flat"}, `--theta: "flat" is not known`},
		"nobody":              {"", []string{"--n", "0"}, "--n: 0 simulees"},
		"exposure":            {"", []string{"--exposure", "luck"}, `--exposure: "luck" is not known`},
		"limit":               {"", []string{"--exposure", "eligibility", "--max-exposure", "2"}, "--max-exposure: 2 is not a share"},
		"idle limit":          {"", []string{"--max-exposure", "0.2"}, "--max-exposure: a limit needs a method to keep it"},
		"impossible limit":    {"", []string{"--exposure", "eligibility", "--max-exposure", "0.1"}, "tests of 12 items give each of 60 items in 20 % of sessions on average, above the limit of 10 %"},
		"impossible least":    {"", []string{"--exposure", "eligibility", "--max-exposure", "0.1", "--se", "0.4", "--min", "7"}, "tests of 7 items"},
		"lengths":             {"", []string{"--min", "13"}, "--max: tests of 13 to 12 items"},
		"cuts":                {"", []string{"--cuts", "1,0"}, `--cuts: "1,0" is not a list of ascending numbers`},
		"a cut with a tail":   {"", []string{"--cuts", "0,1x"}, `--cuts: "0,1x" is not a list of ascending numbers`},
		"sprt without cuts":   {"", []string{"--sprt", "0.3"}, "--cuts: --sprt and --confidence need cuts"},
		"alpha":               {"", []string{"--alpha", "0.6"}, "--alpha: 0.6"},
		"confidence":          {"", []string{"--cuts", "0", "--confidence", "95"}, "--confidence: 95 is not a level"},
		"negative":            {"", []string{"--se", "-1"}, "must not be negative"},
		"strata":              {"", []string{"--strata", "20"}, "--strata: 20 strata for tests of 12 items"},
		"strata and shadow":   {contentYAML, []string{"--strata", "3", "--shadow"}, "strata do not go with --shadow"},
		"shadow of nothing":   {"", []string{"--shadow"}, "--shadow: needs content rules"},
		"time and shadow":     {contentYAML, []string{"--time", "9m", "--shadow"}, "limit the sum of seconds by a content rule"},
		"no seconds":          {"", []string{"--time", "9m"}, `attribute seconds of item i1 is "", a number is needed`},
		"bounds not kept":     {contentYAML, nil, "content.yaml:3: target: rule \"area x\": min and max are kept by --shadow only"},
		"unknown field":       {"rules:\n  - {name: x, most: 2}", []string{"--shadow"}, "content.yaml:2: rules[0].most: there is no such field"},
		"unknown attribute":   {"rules:\n  - {name: x, attribute: key, value: A, max: 2}", []string{"--shadow"}, `content.yaml:2: attribute: there is no attribute "key"`},
		"unknown value":       {"rules:\n  - {name: x, attribute: area, value: A, max: 2}", []string{"--shadow"}, `content.yaml:2: value: no item has the value "A" of area`},
		"unknown item":        {"rules:\n  - {name: x, items: [i99], max: 2}", []string{"--shadow"}, `there is no item "i99" in the items file`},
		"about nothing":       {"rules:\n  - {name: x, max: 2}", []string{"--shadow"}, `rule "x" is about no items`},
		"without name":        {"rules:\n  - {items: [i1], max: 2}", []string{"--shadow"}, "every rule needs a name"},
		"two subjects":        {"rules:\n  - {name: x, attribute: area, value: x, items: [i1], max: 2}", []string{"--shadow"}, "give one of them"},
		"sum of a word":       {"rules:\n  - {name: x, attribute: area, sum: true, max: 2}", []string{"--shadow"}, `attribute area of item i1 is "x", a number is needed`},
		"no bound":            {"rules:\n  - {name: x, items: [i1]}", []string{"--shadow"}, `rule "x" needs min or max`},
		"two attributes":      {"rules:\n  - {name: x, attribute: area, value: x, target: 0.5}\n  - {name: t, attribute: seconds, value: 60, target: 0.5}", nil, "targets are for one attribute; there are area and seconds"},
		"infeasible together": {"rules:\n  - {name: many, attribute: area, value: x, min: 8}\n  - {name: fine, attribute: area, value: z, max: 5}\n  - {name: also many, attribute: area, value: y, min: 5}", []string{"--shadow"}, `--content: no test of 12 items from the pool meets: "many" (at least 8), "also many" (at least 5); loosen one of them`},
		"infeasible alone":    {"rules:\n  - {name: x, items: [i1, i2], min: 3}", []string{"--shadow"}, `--content: constraint "x": at least 3 is wanted, the pool has 2`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mine := simulation{folder: t.TempDir(), items: s.items}
			args := c.args
			if c.content != "" {
				args = append([]string{"--attributes", s.attributes, "--content", mine.write(t, "content.yaml", c.content)}, args...)
			}
			_, err := mine.cat(t, args...)
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestAttributesSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newSimulation(t)
	for name, c := range map[string]struct{ text, message string }{
		"empty":        {"", "the file is empty"},
		"no item":      {"id,area\n", "1: column 1 (id): the first column must be item"},
		"twice":        {"item,area\ni1,x\ni1,y\n", `3: column 1 (item): item "i1" is here twice`},
		"incomplete":   {"item,area\ni1,x\n", `item "i2" of the items file is missing`},
		"ragged":       {"item,area\ni1\n", "2: "},
		"unterminated": {"item,area\n\"i1\n", "attributes.csv:"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mine := simulation{folder: t.TempDir(), items: s.items}
			_, err := mine.cat(t, "--attributes", mine.write(t, "attributes.csv", c.text))
			require.ErrorContains(t, err, c.message)
			var located *files.Error
			require.ErrorAs(t, err, &located)
		})
	}
}

func TestSimulateBookletsOfSeveralTraits(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	items, out := filepath.Join(folder, "items.json"), filepath.Join(folder, "r.csv")
	require.NoError(t, os.WriteFile(items, []byte(`{"schema_version": 1, "dimensions": ["read", "count"],
		"groups": [{"name": "", "means": [0, 0], "covariance": [[1, 0.5], [0.5, 1]]}], "items": [
		{"id": "one", "model": "2pl", "a": [1, 0], "d": [0]}, {"id": "two", "model": "2pl", "a": [0, 1], "d": [0]}, {"id": "three", "model": "2pl", "a": [1, 1], "d": [0]}]}`), 0o600))
	_, err := runIRT(t, simulateCommand(), "--items", items, "--n", "600", "--booklets", "3", "--out", out)
	require.NoError(t, err)
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	require.Len(t, lines, 601)
	require.Equal(t, "one,two,three", lines[0])
	for i, line := range lines[1:] {
		for j, field := range strings.Split(line, ",") {
			missing := j == (i+2)%3
			require.Equal(t, missing, field == "", "booklet %d has blocks %d and %d", i%3, i%3, (i+1)%3)
		}
	}
	_, err = runIRT(t, simulateCommand(), "cat", "--items", items)
	require.ErrorContains(t, err, "--items: the items measure 2 traits")
}

func TestSimulateRecovery(t *testing.T) {
	t.Parallel()
	page := filepath.Join(t.TempDir(), "recovery.md")
	out, err := runIRT(t, simulateCommand(), "recovery", "--model", "rasch,2pl", "--n", "500", "--items", "8", "--replications", "6", "--out", page, "--json")
	require.NoError(t, err)
	requireSchema(t, "simulate-recovery.schema.json", out)
	var r recoveryReport
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	require.Len(t, r.Models, 2)
	require.Equal(t, 48, r.Models[1].Parameters[0].Estimates)
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Contains(t, string(text), "draws 500 persons")
	require.Contains(t, string(text), "--model rasch,2pl --n 500")
	require.NotContains(t, string(text), "priors (logit", "nothing is said of models that were not studied")
	require.Contains(t, string(text), fmt.Sprintf("| 2pl | a | %.4f |", r.Models[1].Parameters[0].Bias))
	out, err = runIRT(t, simulateCommand(), "recovery", "--model", "1pl", "--n", "500", "--items", "8", "--replications", "2")
	require.NoError(t, err)
	require.Contains(t, out, "500 persons, 8 items, 2 replications, seed 1")
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"model":      {[]string{"--model", "5pl"}, `--model: unknown item response model "5pl"`},
		"categories": {[]string{"--categories", "1"}, "--categories: 1 is not between 2 and 64"},
		"nothing":    {[]string{"--items", "0"}, "2pl: 2000 persons, 0 items"},
	} {
		_, err := runIRT(t, simulateCommand(), append([]string{"recovery"}, c.args...)...)
		require.ErrorContains(t, err, c.message, name)
	}
}

func TestSimulateSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	truth := itemsFile(t)
	out := filepath.Join(t.TempDir(), "out")
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"no items":        {[]string{"--n", "5", "--out", out}, "--items: is missing"},
		"no number":       {[]string{"--items", truth, "--out", out}, "--n: is missing"},
		"missing":         {[]string{"--items", truth, "--n", "5", "--out", out, "--missing", "1"}, "--missing: 1 is not a share"},
		"booklets":        {[]string{"--items", truth, "--n", "5", "--out", out, "--booklets", "2"}, "--booklets: 2 blocks of 4 items"},
		"bank of nothing": {[]string{"bank", "--n", "0", "--out", out}, "--n: 0 items"},
		"bank's model":    {[]string{"bank", "--n", "1", "--model", "x", "--out", out}, "--model: unknown item response model"},
		"one category":    {[]string{"bank", "--n", "1", "--categories", "1", "--out", out}, "--categories: 1 is not between 2 and 64"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := runIRT(t, simulateCommand(), c.args...)
			require.ErrorContains(t, err, c.message)
		})
	}
}

// FuzzContentRules reads any text as rules: they are read or refused, with the
// place where they stand.
func FuzzContentRules(f *testing.F) {
	f.Add(contentYAML, false)
	f.Add(contentCSV, true)
	f.Add("rules: [{name: x, min: .nan, sum: 1}]", false)
	f.Add("name,min\nx,NaN\n", true)
	f.Fuzz(func(t *testing.T, text string, table bool) {
		path := filepath.Join(t.TempDir(), "content.yaml")
		if table {
			path = filepath.Join(t.TempDir(), "content.csv")
		}
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		rules, err := readContentRules(path)
		if err != nil {
			require.Contains(t, err.Error(), "content.")
			return
		}
		c := contentRules{items: []string{"i1", "i2", "i4"}, attributes: map[string]map[string]string{"area": {"i1": "x", "i2": "y", "i4": "x"}}}
		for _, rule := range rules {
			if rule.check(true) == nil {
				_, _, _ = c.concerned(rule)
			}
		}
	})
}
