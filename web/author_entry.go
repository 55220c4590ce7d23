package web

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"suyang/models"
	"suyang/models/field"
)

// ParseItem reads an item from the form of the page "author/edit". What the form does not hold is
// empty; what cannot be read is a fault of its field, and empty, too.
func ParseItem(form url.Values) (models.Item, FormErrors) {
	var it models.Item
	var faults FormErrors
	for path, values := range form {
		err := field.Set(&it, path, values[len(values)-1])
		if err != nil && !errors.Is(err, field.ErrUnknown) {
			faults = append(faults, FieldError{Field: path, Key: "author.edit.number"})
		}
	}
	slices.SortFunc(faults, func(a, b FieldError) int { return strings.Compare(a.Field, b.Field) })
	return it, faults
}

// Rearrange carries out the press of a button that changes the lists of an item, such as
// "remove parts[0].options[2]", or applies the type of a part. It reports whether there was one.
func Rearrange(it *models.Item, do string) bool {
	act, path, _ := strings.Cut(do, " ")
	var err error
	switch act {
	case "add":
		if path, err = field.Add(it, path); err == nil {
			err = begin(it, path)
		}
	case "remove":
		err = field.Remove(it, path)
	case "up":
		err = field.Move(it, path, -1)
	case "down":
		err = field.Move(it, path, 1)
	case "type":
		for i := range it.Parts {
			fitType(&it.Parts[i])
		}
	default:
		return false
	}
	return err == nil
}

// begin gives a new entry an identifier that no other of its list has.
func begin(it *models.Item, path string) error {
	list := path[:strings.LastIndexByte(path, '[')]
	taken := map[string]bool{}
	for _, leaf := range field.Leaves(*it) {
		if strings.HasPrefix(leaf.Path, list+"[") && strings.HasSuffix(leaf.Path, "].id") {
			taken[leaf.Value] = true
		}
	}
	ids := "abcdefghijklmnopqrstuvwxyz"
	if list == "parts" {
		ids = "123456789"
	}
	for _, id := range ids {
		if !taken[string(id)] {
			err := field.Set(it, path+".id", string(id))
			if errors.Is(err, field.ErrUnknown) { // entries of this list have none
				return nil
			}
			return err
		}
	}
	return nil
}

// fitType gives a part what its type needs and takes from it what belongs to others.
func fitType(p *models.Part) {
	has := func(name string) bool { return slices.Contains(belongings[name], p.Type) }
	if !has("options") {
		p.Options = nil
	}
	if !has("targets") {
		p.Targets = nil
	}
	if !has("order") {
		p.Order = nil
	}
	p.Fixed = p.Fixed && has("fixed")
	p.Numeric, p.Rubric = only(has("numeric"), p.Numeric), only(has("rubric"), p.Rubric)
	for i := range p.Options {
		o := &p.Options[i]
		o.Correct = o.Correct && has("correct")
		if !has("target") {
			o.Target = ""
		}
	}
	switch {
	case p.Type == models.PartShort:
		p.Rule = models.RuleRubric
	case p.Rule == models.RuleRubric || p.Rule == "":
		p.Rule = models.RuleExact
	}
}

// only is the value, made where there is none, or nil where none belongs.
func only[T any](belongs bool, value *T) *T {
	switch {
	case !belongs:
		return nil
	case value == nil:
		return new(T)
	}
	return value
}
