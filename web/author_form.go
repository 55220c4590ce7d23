package web

import (
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"suyang/models"
	"suyang/models/field"
)

// DraftForm is the data of the page "author/edit". Its form posts every field of the item under its
// path, "revision", and "do" where a button other than saving was pressed, to URL/edit.
type DraftForm struct {
	URL      string
	New      bool // the item is not in the bank yet
	Revision int
	Item     models.Item
	Posted   url.Values // what was entered, where it could not be read
	Choices  map[string][]Choice
	Problems []models.ItemProblem
	Conflict *DraftConflict
	Errors   FormErrors
}

// Node is a part of the form: a field, a text in both languages, or a group of nodes.
type Node struct {
	Name string // of the field in the files
	Path string
	N    string // which entry of a list a group is, from 1; of the button: how many there are; empty: none

	Kind    string // text, area, lines, number, check, choice or locked; add: a button that adds an entry to a list; empty: no field
	Value   string
	Choices []Choice
	Error   *FieldError

	Pair  []Node // a text in both languages
	Nodes []Node // of a group
	Typed bool   // the group has a type that a button applies
}

// Nodes are the parts of the form in their order.
func (f DraftForm) Nodes() []Node { return f.nodes("", reflect.ValueOf(f.Item), models.Part{}).Nodes }

// nodes builds the group of a record. Part is the one it belongs to, which decides what is shown.
func (f DraftForm) nodes(path string, v reflect.Value, part models.Part) Node {
	var group Node
	if p, ok := reflect.TypeAssert[models.Part](v); ok {
		part, group.Typed = p, true
	}
	for info, value := range v.Fields() {
		name, _, _ := strings.Cut(info.Tag.Get("yaml"), ",")
		_, inOption := reflect.TypeAssert[models.Option](v)
		if name == "version" || (group.Typed || inOption) && !belongs(part, name, value) {
			continue
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		if value.Kind() == reflect.Pointer {
			value = orNew(value)
		}
		switch {
		case value.Type() == reflect.TypeFor[models.Text]():
			group.Nodes = append(group.Nodes, f.text(name, at, value))
		case value.Kind() == reflect.Struct:
			inner := f.nodes(at, value, part)
			inner.Name, inner.Path = name, at
			group.Nodes = append(group.Nodes, inner)
		case value.Kind() == reflect.Slice && value.Type().Elem().Kind() == reflect.Struct:
			group.Nodes = append(group.Nodes, f.entries(name, at, value, part)...)
			group.Nodes = append(group.Nodes, Node{Name: name, Path: at, Kind: "add", N: strconv.Itoa(value.Len())})
		default:
			group.Nodes = append(group.Nodes, f.field(name, at, value, part))
		}
	}
	return group
}

func (f DraftForm) entries(name, path string, list reflect.Value, part models.Part) []Node {
	var nodes []Node
	for i := range list.Len() {
		at := path + "[" + strconv.Itoa(i) + "]"
		var entry Node
		if list.Type().Elem() == reflect.TypeFor[models.Text]() {
			text := f.text("", at, list.Index(i))
			entry.Nodes = []Node{text}
		} else {
			entry = f.nodes(at, list.Index(i), part)
		}
		entry.Name, entry.Path, entry.N = name, at, strconv.Itoa(i+1)
		nodes = append(nodes, entry)
	}
	return nodes
}

// text is a text in both languages, side by side.
func (f DraftForm) text(name, path string, v reflect.Value) Node {
	node := Node{Name: name, Path: path}
	for info, value := range v.Fields() {
		language := info.Tag.Get("yaml")
		half := f.field(language, path+"."+language, value, models.Part{})
		half.Kind = "area"
		node.Pair = append(node.Pair, half)
	}
	return node
}

func (f DraftForm) field(name, path string, v reflect.Value, part models.Part) Node {
	value, _ := field.Get(f.Item, path)
	if posted, ok := f.Posted[path]; ok && len(posted) > 0 {
		value = posted[len(posted)-1]
	}
	node := Node{Name: name, Path: path, Kind: kindOf(name, v), Value: value, Error: f.fault(path)}
	if name == "id" && path == "id" && !f.New {
		node.Kind = "locked"
	}
	if node.Choices = f.choices(name, part); node.Choices != nil {
		node.Kind = "choice"
		if !slices.ContainsFunc(node.Choices, func(c Choice) bool { return c.Value == value }) {
			node.Choices = append([]Choice{{Value: value, Label: value}}, node.Choices...)
		}
	}
	return node
}

func kindOf(name string, v reflect.Value) string {
	switch {
	case v.Kind() == reflect.Bool:
		return "check"
	case v.Kind() == reflect.Int || v.Kind() == reflect.Float64:
		return "number"
	case name == "order" || name == "any_of" || name == "enemies" || name == "lessons":
		return "lines"
	}
	return "text"
}

// choices are the values a field has; nil: any.
func (f DraftForm) choices(name string, part models.Part) []Choice {
	if name != "target" {
		return f.Choices[name]
	}
	list := []Choice{{}}
	for _, t := range part.Targets {
		list = append(list, Choice{Value: t.ID, Label: t.ID + "  " + t.Text.ZH})
	}
	return list
}

// fault is what is wrong with a field: of the form, or by the rules of the bank.
func (f DraftForm) fault(path string) *FieldError {
	if e := f.Errors.For(path); e != nil {
		return e
	}
	for _, p := range f.Problems {
		if p.Path == path {
			return &FieldError{Field: path, Key: "author.edit.problem", Detail: p.What + "; " + p.Mend}
		}
	}
	return nil
}

// Elsewhere are the problems of no field that the form shows.
func (f DraftForm) Elsewhere() []models.ItemProblem {
	shown := map[string]bool{}
	var visit func(nodes []Node)
	visit = func(nodes []Node) {
		for _, n := range nodes {
			if n.Kind != "" && n.Kind != "add" {
				shown[n.Path] = true
			}
			visit(n.Pair)
			visit(n.Nodes)
		}
	}
	visit(f.Nodes())
	var rest []models.ItemProblem
	for _, p := range f.Problems {
		if !shown[p.Path] {
			rest = append(rest, p)
		}
	}
	return rest
}

// belongings are the fields that belong to parts of some types only, those of their options included.
var belongings = map[string][]models.PartType{
	"correct": {models.PartSingle, models.PartMultiple},
	"target":  {models.PartMatching},
	"options": {models.PartSingle, models.PartMultiple, models.PartOrdering, models.PartMatching},
	"fixed":   {models.PartSingle, models.PartMultiple, models.PartMatching},
	"targets": {models.PartMatching},
	"order":   {models.PartOrdering},
	"numeric": {models.PartNumeric},
	"rubric":  {models.PartShort},
}

// belongs reports whether a part of its type has the field, or it holds something all the same.
func belongs(p models.Part, name string, v reflect.Value) bool {
	types, some := belongings[name]
	return !some || slices.Contains(types, p.Type) || !v.IsZero()
}

func orNew(pointer reflect.Value) reflect.Value {
	if pointer.IsNil() {
		return reflect.New(pointer.Type().Elem()).Elem()
	}
	return pointer.Elem()
}
