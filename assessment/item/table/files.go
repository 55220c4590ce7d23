package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"suyang/models"
)

// Write writes both tables as the sheets of a workbook (XLSX).
func Write(w io.Writer, items []models.Item) error {
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", Items); err != nil {
		return err
	}
	if _, err := book.NewSheet(Texts); err != nil {
		return err
	}
	for _, t := range Tables(items) {
		if err := writeSheet(book, t); err != nil {
			return err
		}
	}
	return book.Write(w)
}

// writeSheet writes a table whose columns stay in view and can be filtered.
func writeSheet(book *excelize.File, t Table) error {
	stream, err := book.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	for i := range t.Rows[0] {
		if err := stream.SetColWidth(i+1, i+1, widthOf(t.Rows[0][i])); err != nil {
			return err
		}
	}
	for i, row := range t.Rows {
		cells := make([]any, len(row))
		for j, cell := range row {
			cells[j] = cell // as text, so that no cell becomes a formula or a date
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.Rows[0]), len(t.Rows))
	if err != nil {
		return err
	}
	return book.AutoFilter(t.Name, "A1:"+last, nil)
}

// widthOf is the width of a column in characters.
func widthOf(column string) float64 {
	switch column {
	case columnZH, columnEN:
		return 60
	case columnField:
		return 32
	}
	return 14
}

// maxUnzipped bounds what a workbook may unpack to.
const maxUnzipped = 256 << 20

// Read reads the tables of a workbook. Other sheets are left alone.
func Read(r io.Reader) ([]Table, error) {
	book, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: maxUnzipped})
	if err != nil {
		return nil, models.Errorf(models.CodeInvalid, "the file is no workbook (XLSX): %w", err)
	}
	defer book.Close()
	var tables []Table
	for _, name := range []string{Items, Texts} {
		if !slices.Contains(book.GetSheetList(), name) {
			continue
		}
		rows, err := book.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, models.Errorf(models.CodeInvalid, "sheet %s: %w", name, err)
		}
		if err := known(name, rows); err != nil {
			return nil, err
		}
		tables = append(tables, Table{name, rows})
	}
	if len(tables) == 0 {
		return nil, models.Errorf(models.CodeInvalid, "the workbook has no sheet named %s or %s; keep the names that the export gave them", Items, Texts)
	}
	return tables, nil
}

// byteOrderMark makes spreadsheet programs read a CSV file as UTF-8.
const byteOrderMark = "\ufeff"

// risky begins a cell that a spreadsheet program would run as a formula. The
// apostrophe before it is the programs' own mark of a text.
var (
	risky  = regexp.MustCompile(`^[=+\-@\t\r]`)
	number = regexp.MustCompile(`^[+-]?[0-9.]+( [+-]?[0-9.]+)*$`)
	quoted = regexp.MustCompile(`^'[=+\-@\t\r]`)
)

// WriteCSV writes one table as CSV.
func WriteCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for _, row := range t.Rows {
		cells := slices.Clone(row)
		for i, cell := range cells {
			if risky.MatchString(cell) && !number.MatchString(cell) || quoted.MatchString(cell) {
				cells[i] = "'" + cell
			}
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// ReadCSV reads one table, which is known by its columns.
func ReadCSV(r io.Reader) (Table, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Table{}, err
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte(byteOrderMark))))
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		return Table{}, models.Errorf(models.CodeInvalid, "the file is no CSV: %w", err)
	}
	for _, row := range rows {
		for i, cell := range row {
			if strings.HasPrefix(cell, "'") && (quoted.MatchString(cell) || quoted.MatchString(cell[1:])) {
				row[i] = cell[1:]
			}
		}
	}
	name := Items
	if len(rows) > 0 && slices.Contains(rows[0], columnField) {
		name = Texts
	}
	return Table{name, rows}, known(name, rows)
}

// known reports columns that are missing or none of the table's.
func known(name string, rows [][]string) error {
	columns, needed := propertyColumns(), []string{columnID, columnVersion}
	if name == Texts {
		columns = []string{columnID, columnVersion, columnField, columnZH, columnEN, columnValue}
		needed = append(needed, columnField)
	}
	if len(rows) == 0 {
		return models.Errorf(models.CodeInvalid, "%s: the table is empty", name)
	}
	var faults []error
	for _, c := range needed {
		if !slices.Contains(rows[0], c) {
			faults = append(faults, fmt.Errorf("the column %s is missing", c))
		}
	}
	for i, c := range rows[0] {
		if !slices.Contains(columns, c) {
			faults = append(faults, fmt.Errorf("%q is no column; there are %s", c, strings.Join(columns, ", ")))
		} else if slices.Index(rows[0], c) < i {
			faults = append(faults, fmt.Errorf("the column %s is there twice", c))
		}
	}
	if len(faults) > 0 {
		return models.Errorf(models.CodeInvalid, "%s: %w", name, errors.Join(faults...))
	}
	return nil
}
