package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"suyang/assessment/item/qti"
	"suyang/assessment/item/table"
	"suyang/models"
)

// Extensions are those of the formats.
var Extensions = []string{".zip", ".xlsx", ".csv"}

// Known reports whether a name is that of a file this package writes and
// reads.
func Known(name string) bool { return slices.Contains(Extensions, extension(name)) }

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// Write writes the items in the format of the name: .zip is a QTI package
// drawn by c, .xlsx a workbook with all there is of the items, .csv its table
// of texts.
func Write(w io.Writer, name string, items []models.Item, c qti.Config) error {
	switch extension(name) {
	case ".zip":
		return qti.Write(w, items, c)
	case ".xlsx":
		return table.Write(w, items)
	case ".csv":
		return table.WriteCSV(w, table.Tables(items)[1])
	}
	return unknown(name)
}

func unknown(name string) error {
	return models.Errorf(models.CodeInvalid, "%s: the name must end in one of %s", name, strings.Join(Extensions, ", "))
}

// Entry is one item of a file, or a part of the file that cannot be read.
type Entry struct {
	Place    string // in the file, such as items/IL20.en.xml or texts row 7
	Item     models.Item
	Warnings []string // what could not be taken over as it was
	Err      error    // then there is no item
}

// Read reads a file. Tables change items of the bank; those that they leave as
// they are do not come back. A fault is an entry of its own and does not stop
// the rest; the error is about the file as a whole.
func Read(name string, data []byte, bank []models.Item) ([]Entry, error) {
	switch extension(name) {
	case ".zip":
		return packaged(data)
	case ".xlsx":
		tables, err := table.Read(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		return applied(bank, tables...), nil
	case ".csv":
		one, err := table.ReadCSV(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		return applied(bank, one), nil
	}
	return nil, unknown(name)
}

func packaged(data []byte) ([]Entry, error) {
	items, err := qti.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(items))
	for i, it := range items {
		entries[i] = Entry{strings.Join(it.Files, ", "), it.Item, it.Warnings, it.Err}
	}
	return entries, nil
}

func applied(bank []models.Item, tables ...table.Table) []Entry {
	edited, faults := table.Apply(bank, tables...)
	var entries []Entry
	for _, e := range edited {
		entries = append(entries, Entry{Place: fmt.Sprintf("%s (%d changes)", e.Item.ID, len(e.Changes)), Item: e.Item})
	}
	for _, f := range faults {
		entries = append(entries, Entry{Place: f.Place(), Err: errors.New(f.What)})
	}
	return entries
}
