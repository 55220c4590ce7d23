package files_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// score scores a text and gives the lines of the result.
func score(t *testing.T, c *files.Calibration, text string, columns files.Columns) ([][]string, files.ScoreSummary, error) {
	t.Helper()
	for _, it := range c.Items {
		columns.Items = append(columns.Items, it.ID)
	}
	r, err := files.NewReader(strings.NewReader(text), "r.csv", columns)
	require.NoError(t, err)
	var out bytes.Buffer
	summary, err := c.Score(context.Background(), &out, r, files.ScoreOptions{})
	lines, csvErr := csv.NewReader(&out).ReadAll()
	require.NoError(t, csvErr)
	return lines, summary, err
}

func requireScore(t *testing.T, line []string, theta, se float64) {
	t.Helper()
	gotTheta, err := strconv.ParseFloat(line[1], 64)
	require.NoError(t, err)
	gotSE, err := strconv.ParseFloat(line[2], 64)
	require.NoError(t, err)
	require.InDelta(t, theta, gotTheta, 1e-6)
	require.InDelta(t, se, gotSE, 1e-6)
}

// twoItems is a calibration of items whose codes start at 0 and at 1.
func twoItems(t *testing.T) *files.Calibration {
	t.Helper()
	c, err := files.ReadCalibration(strings.NewReader(items(
		`{"id": "x", "model": "2pl", "a": [1.5], "b": [0.5]}, {"id": "y", "model": "gpcm", "a": [1], "b": [-1, 1], "codes": [1, 2, 5]}`)), "items.json")
	require.NoError(t, err)
	return c
}

func TestScores(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	// The columns are in another order, and one of them is no item.
	lines, summary, err := score(t, c, "y,extra,x\n5,abc,1\n1,,0\n,,\n2,,NA\n", files.Columns{})
	require.NoError(t, err)
	require.Equal(t, files.ScoreSummary{Persons: 4, Absent: []string{}}, summary)
	require.Equal(t, []string{"person", "theta", "se"}, lines[0])
	for i, responses := range [][]int{{1, 2}, {0, 0}, {irt.Missing, irt.Missing}, {irt.Missing, 1}} {
		require.Equal(t, strconv.Itoa(i+1), lines[i+1][0])
		theta, se := irt.EAP(c.ResponseModels(), responses, irt.StandardGrid())
		requireScore(t, lines[i+1], theta, se)
	}
}

func TestScoresNamePersons(t *testing.T) {
	t.Parallel()
	lines, _, err := score(t, twoItems(t), "x,y,who\n1,2,\"Wang, Z\"\n0,1,\"the \"\"old\"\" one\"\n", files.Columns{ID: "who"})
	require.NoError(t, err)
	require.Equal(t, "Wang, Z", lines[1][0])
	require.Equal(t, `the "old" one`, lines[2][0])
}

func TestAbsentItemsAreMissing(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	lines, summary, err := score(t, c, "x\n1\n", files.Columns{})
	require.NoError(t, err)
	require.Equal(t, []string{"y"}, summary.Absent)
	theta, se := irt.EAP(c.ResponseModels(), []int{1, irt.Missing}, irt.StandardGrid())
	requireScore(t, lines[1], theta, se)
}

// More persons than are read at a time keep their order and numbers.
func TestScoresManyBlocks(t *testing.T) {
	t.Parallel()
	const persons = 20000
	lines, summary, err := score(t, twoItems(t), "x,y\n"+strings.Repeat("0,1\n1,5\n", persons/2), files.Columns{})
	require.NoError(t, err)
	require.Equal(t, persons, summary.Persons)
	for i, line := range lines[1:] {
		require.Equal(t, strconv.Itoa(i+1), line[0])
		require.Equal(t, lines[1+i%2][1:], line[1:])
	}
}

func TestScoresEachGroupUnderItsDistribution(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	c.Groups = []files.Group{{Name: "here", SD: 1}, {Name: "there", Mean: -1, SD: 0.5}}
	lines, _, err := score(t, c, "x,y,g\n1,2,there\n1,2,here\n,,there\n", files.Columns{Group: "g"})
	require.NoError(t, err)
	for i, group := range []files.Group{c.Groups[1], c.Groups[0]} {
		theta, se := irt.EAP(c.ResponseModels(), []int{1, 1}, irt.NormalGrid(61, -6, 6, group.Mean, group.SD))
		requireScore(t, lines[i+1], theta, se)
	}
	requireScore(t, lines[3], -1, 0.5)
}

func TestSaysWhatCannotBeScored(t *testing.T) {
	t.Parallel()
	groups := twoItems(t)
	groups.Groups = append(groups.Groups, files.Group{Name: "there", SD: 1})
	for name, c := range map[string]struct {
		calibration *files.Calibration
		text        string
		columns     files.Columns
		message     string
	}{
		"unknown code":    {twoItems(t), "x,y\n1,2\n0,3\n", files.Columns{}, "r.csv:3: y: code 3 was not among the calibrated codes 1, 2, 5"},
		"group not named": {groups, "x,y\n1,2\n", files.Columns{}, "r.csv: the items were calibrated in 2 groups; name the column that holds the group"},
		"unknown group":   {groups, "x,y,g\n1,2,there\n1,2,elsewhere\n", files.Columns{Group: "g"}, `r.csv:3: group "elsewhere" was not calibrated`},
		"bad line":        {twoItems(t), "x,y\n1,2\n0\n", files.Columns{}, "r.csv:3: column 1 (x): the line ends after 1 of 2 fields"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := score(t, c.calibration, c.text, c.columns)
			require.ErrorContains(t, err, c.message)
		})
	}
	_, err := files.NewReader(strings.NewReader("a,b\n"), "r.csv", files.Columns{Items: []string{"x"}})
	require.EqualError(t, err, "r.csv:1: none of the calibrated items is a column; the columns are a, b")
}

func TestScoringStopsWithItsContext(t *testing.T) {
	t.Parallel()
	r, err := files.NewReader(strings.NewReader("x,y\n1,2\n"), "r.csv", files.Columns{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = twoItems(t).Score(ctx, io.Discard, r, files.ScoreOptions{})
	require.ErrorIs(t, err, context.Canceled)
}

func TestSimulatedResponsesAreReadAsWritten(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	want := irt.Responses{Items: []string{"x", "y"}, Cells: []uint8{0, 2, irt.MissingCell, 0, 1, 1}}
	var text bytes.Buffer
	require.NoError(t, c.WriteResponses(&text, want))
	require.Equal(t, "x,y\n0,5\n,1\n1,2\n", text.String())
	table, err := read(text.String(), files.Columns{})
	require.NoError(t, err)
	require.Equal(t, want, table.Responses)
}

// The scores are those of mirt 1.45.1 for its multiple-group fit.
func TestGroupScoresAgreeWithMirt(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(reference.Path(t, "irt/ref/pisa_read.mg_scalar.json"))
	require.NoError(t, err)
	var want struct {
		EAP struct{ Values [][2]float64 } `json:"EAP_first50"`
	}
	require.NoError(t, json.Unmarshal(content, &want))
	columns := files.Columns{Group: "GROUP_female"}
	path := reference.Path(t, "irt/data/pisa_read.csv")
	r, closer, err := files.Open(path, columns)
	require.NoError(t, err)
	table, err := files.ReadTable(r)
	require.NoError(t, err)
	require.NoError(t, closer.Close())
	result, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Tol: 1e-6})
	require.NoError(t, err)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	lines, _, err := score(t, files.NewCalibration(result, table), string(text), columns)
	require.NoError(t, err)
	for i, person := range want.EAP.Values {
		got, err := strconv.ParseFloat(lines[i+1][1], 64)
		require.NoError(t, err)
		require.InDelta(t, person[0], got, 1e-3, "person %d", i+1)
	}
}

func TestFilesAppearWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "x.txt")
	hello := func(w io.Writer) error {
		_, err := io.WriteString(w, "hello")
		return err
	}
	failing := func(w io.Writer) error { return errors.Join(hello(w), errors.New("no more")) }
	require.ErrorContains(t, files.Write(path, failing), "no more")
	require.NoFileExists(t, path)
	require.NoError(t, files.Write(path, hello))
	require.Error(t, files.Write(path, failing))
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "hello", string(content), "the old file stays")
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestCompressedFiles(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "r.csv.gz")
	require.NoError(t, files.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "a,b\n0,1\n")
		return err
	}))
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	_, err = gzip.NewReader(file)
	require.NoError(t, err)
	r, closer, err := files.Open(path, files.Columns{})
	require.NoError(t, err)
	defer closer.Close()
	table, err := files.ReadTable(r)
	require.NoError(t, err)
	require.Equal(t, []uint8{0, 0}, table.Cells)
}

func TestFilesThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	_, _, err := files.Open(filepath.Join(folder, "none.csv"), files.Columns{})
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = files.OpenCalibration(filepath.Join(folder, "none.json"))
	require.ErrorIs(t, err, os.ErrNotExist)
	path := filepath.Join(folder, "plain.csv.gz")
	require.NoError(t, os.WriteFile(path, []byte("a,b\n"), 0o600))
	_, _, err = files.Open(path, files.Columns{})
	require.ErrorContains(t, err, "is not compressed with gzip, though its name ends in .gz")
}
