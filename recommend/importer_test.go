package recommend_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend"
)

const good = `{"id":"r1","lang":"en","title":"Passwords","summary":"Set safe passwords","text":"Accounts, passwords and device security","url":"https://example.org/1","licence":"MIT","format":"notebook","group":"g"}`

func TestImportMapsARow(t *testing.T) {
	t.Parallel()
	s, m := service(t)
	rows := good + "\n\n" +
		`{"id":"r2","lang":"zh","title":"提示","licence":"CC0","text":"` + strings.Repeat("字", 750) + `","stages":["小学5-6","senior"],"indicators":["C5.1"],"difficulty":-0.5,"minutes":0,"format":"game"}`
	report, err := s.Import(context.Background(), strings.NewReader(rows), recommend.ImportOptions{Source: "test"})
	require.NoError(t, err)
	require.Equal(t, recommend.ImportReport{ImportCount: models.ImportCount{Added: 2}, Rows: 2}, report)

	first, second := m.resources[0], m.resources[1]
	require.Equal(t, []string{"D1.2"}, first.Indicators, "found by similarity")
	require.Equal(t, []models.Stage{models.StageJunior, models.StageSenior}, first.Stages)
	require.Equal(t, models.FormatExercise, first.Format)
	require.Equal(t, 1, first.Minutes)
	require.Equal(t, "test", first.Source)
	require.Greater(t, first.DifficultySD, second.DifficultySD, "an estimate is less sure than a statement")

	require.Equal(t, []string{"C5.1"}, second.Indicators)
	require.Equal(t, []models.Stage{models.StagePrimary56, models.StageSenior}, second.Stages)
	require.Equal(t, models.FormatOther, second.Format)
	require.Equal(t, 3, second.Minutes, "750 characters at 300 a minute, rounded")
	require.InDelta(t, -0.5, second.Difficulty, 0)
}

func TestImportLeavesOutBadRows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ row, field, want string }{
		"not JSON":             {`{"id":`, "", "not one JSON object"},
		"NaN":                  {`{"id":"a","lang":"en","title":"t","licence":"MIT","difficulty":NaN}`, "", "NaN"},
		"a list":               {`[1]`, "", "should be a"},
		"a number for text":    {`{"id":"a","title":5}`, "title", "is a number, should be a string"},
		"two objects":          {`{} {}`, "", "not one JSON object"},
		"not UTF-8":            {"{\"id\":\"a\xff\"}", "", "byte 9 is not UTF-8"},
		"the character zero":   {`{"id":"a\u0000"}`, "", "U+0000"},
		"no id":                {`{"lang":"en","title":"t","licence":"MIT"}`, "id", "needs the id"},
		"no language":          {`{"id":"a","title":"t","licence":"MIT"}`, "lang", "which language"},
		"no title":             {`{"id":"a","lang":"en","licence":"MIT"}`, "title", "needs a title"},
		"a title of marks":     {`{"id":"a","lang":"en","title":"?!","licence":"MIT"}`, "title", "letter or a digit"},
		"no licence":           {`{"id":"a","lang":"en","title":"t"}`, "licence", "needs a licence"},
		"a script for address": {`{"id":"a","lang":"en","title":"t","licence":"MIT","url":"javascript:alert(1)"}`, "url", "not a web address"},
		"an unknown stage":     {`{"id":"a","lang":"en","title":"t","licence":"MIT","stages":["kindergarten"]}`, "stage", "kindergarten"},
		"beyond the scale":     {`{"id":"a","lang":"en","title":"t","licence":"MIT","difficulty":99}`, "difficulty", "between -6 and 6"},
		"negative minutes":     {`{"id":"a","lang":"en","title":"t","licence":"MIT","minutes":-1}`, "minutes", "negative"},
		"ten megabytes":        {`{"id":"a","text":"` + strings.Repeat("x", 10<<20) + `"}`, "", "longer than 8388608 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, m := service(t)
			report, err := s.Import(context.Background(), strings.NewReader(good+"\n"+c.row+"\n"+strings.ReplaceAll(good, "r1", "r9")), recommend.ImportOptions{})
			require.NoError(t, err)
			require.Equal(t, 3, report.Rows)
			require.Equal(t, 1, report.Failed)
			require.Len(t, m.resources, 2, "the rest goes in")
			require.Equal(t, 2, report.Errors[0].Line)
			require.Equal(t, c.field, report.Errors[0].Field)
			require.ErrorContains(t, report.Errors[0], c.want)
		})
	}
}

func TestImportAgainChangesNothing(t *testing.T) {
	t.Parallel()
	s, m := service(t)
	rows := good + "\n" + strings.ReplaceAll(good, "r1", "r2") + "\n" + strings.ReplaceAll(good, "Passwords", "Safe passwords")
	report, err := s.Import(context.Background(), strings.NewReader(rows), recommend.ImportOptions{})
	require.NoError(t, err)
	require.Equal(t, models.ImportCount{Added: 2, Updated: 1}, report.ImportCount, "an id that comes twice in a file is one resource")
	require.Len(t, m.resources, 2)
	report, err = s.Import(context.Background(), strings.NewReader(good), recommend.ImportOptions{})
	require.NoError(t, err)
	require.Equal(t, models.ImportCount{Updated: 1}, report.ImportCount, "the title has changed back")
	report, err = s.Import(context.Background(), strings.NewReader(good), recommend.ImportOptions{})
	require.NoError(t, err)
	require.Equal(t, models.ImportCount{Unchanged: 1}, report.ImportCount)
}

func TestImportUnpacksGzipAndTellsProgress(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	for i := range 150 {
		fmt.Fprintln(zip, strings.ReplaceAll(good, "r1", fmt.Sprint("r", i)))
	}
	require.NoError(t, zip.Close())
	whole := packed.Bytes()

	s, _ := service(t)
	var seen []int
	report, err := s.Import(context.Background(), bytes.NewReader(whole), recommend.ImportOptions{
		Progress: func(p recommend.ImportReport) { seen = append(seen, p.Added) }})
	require.NoError(t, err)
	require.Equal(t, 150, report.Added)
	require.Equal(t, []int{64, 128, 150}, seen)

	s, m := service(t)
	report, err = s.Import(context.Background(), bytes.NewReader(whole[:len(whole)-12]), recommend.ImportOptions{})
	require.Equal(t, models.CodeInvalid, models.CodeOf(err))
	require.ErrorContains(t, err, "is it whole?")
	require.Equal(t, len(m.resources), report.Added, "what was read is in")

	_, err = s.Import(context.Background(), strings.NewReader("\x1f\x8bnot gzip"), recommend.ImportOptions{})
	require.ErrorContains(t, err, "cannot be read from line 1")
}

func TestImportKeepsTheFirstErrors(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	report, err := s.Import(context.Background(), strings.NewReader(strings.Repeat("oops\n", 50)), recommend.ImportOptions{MaxErrors: 3})
	require.NoError(t, err)
	require.Equal(t, 50, report.Failed)
	require.Len(t, report.Errors, 3)
}

func TestImportStops(t *testing.T) {
	t.Parallel()
	rows := ""
	for i := range 200 {
		rows += strings.ReplaceAll(good, "r1", fmt.Sprint("r", i)) + "\n"
	}
	s, m := service(t)
	ctx, cancel := context.WithCancel(context.Background())
	report, err := s.Import(ctx, strings.NewReader(rows), recommend.ImportOptions{Progress: func(recommend.ImportReport) { cancel() }})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 64, report.Added)
	require.Len(t, m.resources, 64)

	s, m = service(t)
	m.fail = errors.New("disk full")
	report, err = s.Import(context.Background(), strings.NewReader(rows), recommend.ImportOptions{})
	require.ErrorIs(t, err, m.fail)
	require.Zero(t, report.Added)
	require.Zero(t, report.Failed, "no row is to blame")
}

func TestImportLessons(t *testing.T) {
	t.Parallel()
	lesson := models.Lesson{
		ID: "L-D1.2-1", Indicator: "D1.2", Stage: models.StageJunior, Minutes: 6, Difficulty: -0.4,
		Title: models.Text{ZH: "口令", EN: "Passwords"}, Body: models.Text{ZH: "正文", EN: "Body"}, TryIt: models.Text{ZH: "试一试", EN: "Try"},
	}
	s, m := service(t)
	for _, want := range []models.ImportCount{{Added: 2}, {Unchanged: 2}} {
		count, err := s.ImportLessons(context.Background(), []models.Lesson{lesson})
		require.NoError(t, err)
		require.Equal(t, want, count)
	}
	require.Len(t, m.resources, 2)
	require.Equal(t, []string{"L-D1.2-1/zh"}, next(t, s, pupil(), 3), "one of the two languages")
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("{\"id\":\"\xff\"}\n\n[]\nnull"))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := recommend.New(recommend.Config{Index: &memory{}, Interactions: &memory{}})
		report, err := s.Import(context.Background(), bytes.NewReader(data), recommend.ImportOptions{MaxLine: 1 << 10})
		if err != nil && models.CodeOf(err) != models.CodeInvalid {
			t.Fatal(err)
		}
		if report.Rows < report.Failed || err == nil && report.Rows != report.Failed+report.Added+report.Updated+report.Unchanged {
			t.Fatalf("rows do not add up: %+v", report)
		}
	})
}
