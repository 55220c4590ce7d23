package table

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"suyang/models"
	"suyang/models/field"
)

// Change is one field of an item with another value.
type Change struct {
	Path     string
	From, To string
}

// Fault is a cell that cannot be taken.
type Fault struct {
	Table  string
	Row    int    // as a spreadsheet counts: the columns' names are row 1
	Column string // may be empty: the row as a whole
	What   string
}

// Place is where the cell is, such as "texts row 7 zh".
func (f Fault) Place() string {
	return strings.TrimSpace(fmt.Sprintf("%s row %d %s", f.Table, f.Row, f.Column))
}

func (f Fault) String() string { return f.Place() + ": " + f.What }

// Edited is an item that the tables change.
type Edited struct {
	Item    models.Item // with all changes
	Changes []Change
}

// Apply takes what the tables say of the items. It returns the items that
// change, in their order, and every cell that cannot be taken. An item with
// such a cell is left out: it changes whole or not at all.
func Apply(items []models.Item, tables ...Table) ([]Edited, []Fault) {
	a := &applier{items: map[string]*edit{}}
	for _, it := range items {
		a.items[it.ID] = &edit{before: it}
	}
	for _, t := range tables {
		a.table(t)
	}
	var edited []Edited
	for _, it := range items {
		if e := a.items[it.ID]; e.after != nil && !e.faulty && len(e.changes) > 0 {
			edited = append(edited, Edited{*e.after, e.changes})
		}
	}
	return edited, a.faults
}

// edit is one item on its way.
type edit struct {
	before  models.Item
	after   *models.Item
	paths   map[string]field.Leaf // by key
	changes []Change
	faulty  bool
}

type applier struct {
	items  map[string]*edit
	faults []Fault
}

func (a *applier) table(t Table) {
	columns := t.Rows[0]
	for i, cells := range t.Rows[1:] {
		row := row{a, t.Name, i + 2, map[string]string{}}
		for j, cell := range cells {
			if j < len(columns) {
				row.cells[columns[j]] = cell
			} else if cell != "" {
				row.fault("", "the row has more cells than there are columns")
			}
		}
		if len(cells) > 0 && slices.ContainsFunc(cells, func(c string) bool { return c != "" }) {
			row.apply(columns)
		}
	}
}

// row is one row of a table.
type row struct {
	*applier
	table  string
	number int
	cells  map[string]string
}

func (r row) fault(column, what string) {
	r.faults = append(r.faults, Fault{r.table, r.number, column, what})
	if e := r.items[r.cells[columnID]]; e != nil {
		e.faulty = true
	}
}

// apply changes the item that the row names.
func (r row) apply(columns []string) {
	id := r.cells[columnID]
	e := r.items[id]
	if e == nil {
		r.fault(columnID, fmt.Sprintf("the bank has no item %q; a new item begins in the editor or as a file", id))
		return
	}
	if r.cells[columnVersion] != strconv.Itoa(e.before.Version) {
		r.fault(columnVersion, fmt.Sprintf("the row was made from version %q of %s, and the bank has %d; export again and repeat the change", r.cells[columnVersion], id, e.before.Version))
		return
	}
	e.open()
	if r.table == Items {
		for _, c := range columns {
			if c != columnID && c != columnVersion {
				r.set(e, c, c, r.cells[c])
			}
		}
		return
	}
	r.text(e, columns)
}

// text changes one field, or one text in the languages that the table has.
func (r row) text(e *edit, columns []string) {
	name := r.cells[columnField]
	found := false
	for _, c := range []string{columnZH, columnEN, columnValue} {
		key := name + "." + c
		if c == columnValue {
			key = name
		}
		if _, there := e.paths[key]; !there {
			if r.cells[c] != "" {
				r.fault(c, fmt.Sprintf("%q of %s has no such value", name, e.before.ID))
			}
			continue
		}
		found = true
		if slices.Contains(columns, c) {
			r.set(e, key, c, r.cells[c])
		}
	}
	if !found {
		r.fault(columnField, fmt.Sprintf("%s has no field %q; a table changes fields that are there", e.before.ID, name))
	}
}

// set gives a field a value.
func (r row) set(e *edit, key, column, value string) {
	leaf := e.paths[key]
	if leaf.Value == value {
		return
	}
	if err := field.Set(e.after, leaf.Path, value); err != nil {
		r.fault(column, err.Error())
		return
	}
	e.changes = append(e.changes, Change{leaf.Path, leaf.Value, value})
}

// open makes the copy that is changed.
func (e *edit) open() {
	if e.after != nil {
		return
	}
	e.after = clone(e.before)
	e.paths = map[string]field.Leaf{}
	for _, leaf := range field.Leaves(e.before) {
		if !leaf.Order {
			e.paths[leaf.Key] = leaf
		}
	}
}

// clone is a copy that shares nothing with the item.
func clone(it models.Item) *models.Item {
	data, err := json.Marshal(it)
	if err != nil {
		panic("table: an item cannot be copied: " + err.Error())
	}
	var out models.Item
	if err := json.Unmarshal(data, &out); err != nil {
		panic("table: an item cannot be copied: " + err.Error())
	}
	return &out
}
