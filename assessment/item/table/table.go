package table

import (
	"slices"
	"strconv"
	"strings"

	"suyang/models"
	"suyang/models/field"
)

// Names of the tables, which are those of the sheets of a workbook.
const (
	Items = "items"
	Texts = "texts"
)

// Table is a table of one of the two kinds, as cells. The first row holds the
// names of the columns.
type Table struct {
	Name string // Items or Texts
	Rows [][]string
}

// Columns of the texts, and those that both tables begin with.
const (
	columnID      = "id"
	columnVersion = "version"
	columnField   = "field"
	columnZH      = "zh"
	columnEN      = "en"
	columnValue   = "value"
)

// Tables are the items as the two tables.
func Tables(items []models.Item) [2]Table {
	properties := Table{Name: Items, Rows: [][]string{propertyColumns()}}
	texts := Table{Name: Texts, Rows: [][]string{{columnID, columnVersion, columnField, columnZH, columnEN, columnValue}}}
	for _, it := range items {
		properties.Rows = append(properties.Rows, propertyRow(it))
		texts.Rows = append(texts.Rows, textRows(it)...)
	}
	return [2]Table{properties, texts}
}

// propertyColumns are the names of the properties.
func propertyColumns() []string {
	var names []string
	for _, leaf := range field.Properties(models.Item{}) {
		names = append(names, leaf.Path)
	}
	return names
}

func propertyRow(it models.Item) []string {
	var row []string
	for _, leaf := range field.Properties(it) {
		row = append(row, leaf.Value)
	}
	return row
}

// textRows are the other fields of an item, one a row. Fields of the same
// name in both languages share one.
func textRows(it models.Item) [][]string {
	properties := propertyColumns()
	var rows [][]string
	at := map[string]int{}
	for _, leaf := range field.Leaves(it) {
		if leaf.Order || slices.Contains(properties, leaf.Path) {
			continue
		}
		name, column, isText := language(leaf.Key)
		if !isText {
			name, column = leaf.Key, columnValue
		}
		i, there := at[name]
		if !there {
			i = len(rows)
			at[name] = i
			rows = append(rows, []string{it.ID, strconv.Itoa(it.Version), name, "", "", ""})
		}
		rows[i][slices.Index([]string{"", "", "", columnZH, columnEN, columnValue}, column)] = leaf.Value
	}
	return rows
}

// language splits the name of a text into that of the pair and its language.
func language(key string) (name, column string, isText bool) {
	for _, l := range []string{columnZH, columnEN} {
		if name, isText = strings.CutSuffix(key, "."+l); isText {
			return name, l, true
		}
	}
	return "", "", false
}
