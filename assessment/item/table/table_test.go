package table_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item/table"
	"suyang/content"
	"suyang/models"
)

func bank(t testing.TB) []models.Item {
	t.Helper()
	b, err := content.Load()
	require.NoError(t, err)
	return b.Items
}

// Tables that nobody changed change nothing, by either way.
func TestUnchangedTables(t *testing.T) {
	t.Parallel()
	items := bank(t)
	var book bytes.Buffer
	require.NoError(t, table.Write(&book, items))
	tables, err := table.Read(&book)
	require.NoError(t, err)
	require.Len(t, tables, 2)
	edited, faults := table.Apply(items, tables...)
	require.Empty(t, faults)
	require.Empty(t, edited)

	for _, want := range table.Tables(items) {
		var file bytes.Buffer
		require.NoError(t, table.WriteCSV(&file, want))
		got, err := table.ReadCSV(&file)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

// cell finds the row of a table by the values of some columns, and the place
// of a column.
func cell(t *testing.T, tb table.Table, column string, where map[string]string) (row, col int) {
	t.Helper()
	places := map[string]int{}
	for i, c := range tb.Rows[0] {
		places[c] = i
	}
	for i, r := range tb.Rows[1:] {
		fits := true
		for c, v := range where {
			fits = fits && r[places[c]] == v
		}
		if fits {
			return i + 1, places[column]
		}
	}
	t.Fatalf("no row %v", where)
	return 0, 0
}

func TestApply(t *testing.T) {
	t.Parallel()
	items := bank(t)
	tables := table.Tables(items)
	row, col := cell(t, tables[0], "seconds", map[string]string{"id": "IL24"})
	tables[0].Rows[row][col] = "80"
	row, col = cell(t, tables[0], "parameters.b", map[string]string{"id": "IL24"})
	tables[0].Rows[row][col] = "-1.5 -0.3"
	row, col = cell(t, tables[1], "en", map[string]string{"id": "IL24", "field": "parts[1].options[b].text"})
	tables[1].Rows[row][col] = "=Where you are"
	edited, faults := table.Apply(items, tables[:]...)
	require.Empty(t, faults)
	require.Len(t, edited, 1)
	got := edited[0]
	require.Len(t, got.Changes, 3)
	require.Equal(t, table.Change{Path: "seconds", From: "75", To: "80"}, got.Changes[0])
	require.Equal(t, 80, got.Item.Seconds)
	require.Equal(t, []float64{-1.5, -0.3}, got.Item.Parameters.B)
	o, _ := got.Item.Parts[0].Option("b")
	require.Equal(t, "=Where you are", o.Text.EN)
	before := items[slices.IndexFunc(items, func(it models.Item) bool { return it.ID == "IL24" })]
	require.Equal(t, 75, before.Seconds, "the bank's item is as it was")
	o, _ = before.Parts[0].Option("b")
	require.NotEqual(t, "=Where you are", o.Text.EN)
}

func TestApplyReportsCells(t *testing.T) {
	t.Parallel()
	items := bank(t)
	properties := func(row string) table.Table {
		return table.Table{Name: table.Items, Rows: [][]string{{"id", "version", "seconds"}, strings.Split(row, ",")}}
	}
	texts := func(row string) table.Table {
		return table.Table{Name: table.Texts, Rows: [][]string{{"id", "version", "field", "zh", "value"}, strings.Split(row, ",")}}
	}
	for _, tc := range []struct {
		name  string
		table table.Table
		want  string
	}{
		{"unknown item", properties("XX,1,60"), `items row 2 id: the bank has no item "XX"`},
		{"older version", properties("IL24,0,60"), `items row 2 version: the row was made from version "0"`},
		{"no number", properties("IL24,1,soon"), `items row 2 seconds: "soon" is not a whole number`},
		{"too many cells", properties("IL24,1,60,9"), "items row 2: the row has more cells"},
		{"unknown field", texts("IL24,1,parts[1].sound,,"), `texts row 2 field: IL24 has no field "parts[1].sound"`},
		{"a value for a text", texts("IL24,1,title,,1"), `texts row 2 value: "title" of IL24 has no such value`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			edited, faults := table.Apply(items, tc.table)
			require.Empty(t, edited)
			require.NotEmpty(t, faults)
			require.Contains(t, faults[0].String(), tc.want)
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	_, err := table.Read(strings.NewReader("id,version"))
	require.ErrorContains(t, err, "no workbook")
	for name, file := range map[string]string{
		"the table is empty":                   "",
		"the column version is missing":        "id,seconds\n",
		`"second" is no column; there are id,`: "id,version,second\n",
		"the column id is there twice":         "id,version,id\n",
		"the file is no CSV":                   "id,\"version\n",
	} {
		_, err := table.ReadCSV(strings.NewReader(file))
		require.ErrorContains(t, err, name)
	}
}

func FuzzApply(f *testing.F) {
	f.Add("id,version,field,zh\nIL24,1,title,x\n")
	f.Add("id,version,parameters.b\nIL24,1,1 2\n")
	items := []models.Item{{ID: "IL24", Version: 1, Parts: []models.Part{{ID: "1"}}}}
	f.Fuzz(func(_ *testing.T, file string) {
		if tb, err := table.ReadCSV(strings.NewReader(file)); err == nil {
			table.Apply(items, tb)
		}
	})
}
