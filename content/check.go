package content

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"suyang/models"
)

// Check returns everything that is wrong in the bundle, in the order of its
// files; nothing when a pupil may meet it.
func Check(b *Bundle) Problems {
	c := newChecker(b)
	c.framework()
	c.scale()
	c.misconceptions()
	c.specifications()
	for i, form := range b.Forms {
		c.at("forms", i, form.Code).form(form)
	}
	for i, item := range b.Items {
		c.at("items", i, item.ID).item(item)
	}
	c.siblings()
	for i, lesson := range b.Lessons {
		c.at("lessons", i, lesson.ID).lesson(lesson)
	}
	for i, q := range b.Questionnaires {
		c.at("questionnaires", i, q.Code).questionnaire(q)
	}
	return c.problems
}

// checker gathers problems and knows what records may refer to.
type checker struct {
	bundle   *Bundle
	nodes    map[string]models.Node
	families map[string]models.Family
	items    map[string]models.Item
	lessons  map[string]bool
	beliefs  map[string]bool // misconceptions
	seen     map[string]bool // identities of records so far, such as items/IL20
	problems Problems
}

func newChecker(b *Bundle) *checker {
	c := &checker{
		bundle: b, nodes: map[string]models.Node{}, families: map[string]models.Family{}, items: map[string]models.Item{},
		lessons: map[string]bool{}, beliefs: map[string]bool{}, seen: map[string]bool{},
	}
	for _, n := range b.Framework {
		c.nodes[n.Code] = n
	}
	for _, f := range b.Families {
		c.families[f.Code] = f
	}
	for _, it := range b.Items {
		c.items[it.ID] = it
	}
	for _, l := range b.Lessons {
		c.lessons[l.ID] = true
	}
	for _, m := range b.Misconceptions {
		c.beliefs[m.Code] = true
	}
	return c
}

// record reports problems of one record, or of one list that is a file.
type record struct {
	*checker
	origin origin
}

func (c *checker) list(address string) record { return record{c, c.bundle.origins[address]} }

// at returns the record number i of a folder, after a look at its identity.
func (c *checker) at(folder string, i int, id string) record {
	r := c.list(fmt.Sprintf("%s[%d]", folder, i))
	r.unique(folder, idField(folder), id)
	if r.origin.file != "" && path.Base(r.origin.file) != id+".yaml" {
		r.bad(idField(folder), fmt.Sprintf("%q is not the name of the file", id), "name the file after the record")
	}
	return r
}

func idField(folder string) string {
	if folder == "forms" || folder == "questionnaires" {
		return "code"
	}
	return "id"
}

// unique reports an identity that is empty or was there before in its space.
func (r record) unique(space, path, id string) {
	key := space + "/" + id
	switch {
	case id == "":
		r.bad(path, "is empty", "give it a name of its own")
	case r.seen[key]:
		r.bad(path, fmt.Sprintf("%q is used twice", id), "give each its own")
	}
	r.seen[key] = true
}

// bad reports a problem of the field at the path.
func (r record) bad(path, what, mend string) {
	r.problems = append(r.problems, Problem{File: r.origin.file, Line: r.origin.line(path), Path: path, What: what, Mend: mend})
}

// stage reports a stage that is not one.
func (r record) stage(path string, s models.Stage) {
	if !slices.Contains(models.Stages(), s) {
		r.bad(path, fmt.Sprintf("%q is not a stage", s), "use primary34, primary56, junior or senior")
	}
}

// bilingual reports every text in v that lacks a language. Texts whose path
// ends in one of the optional names may be left out as a whole.
func (r record) bilingual(path string, v any, optional ...string) {
	eachText(v, func(field string, t models.Text) {
		path := join(path, field)
		if t.IsZero() && slices.ContainsFunc(optional, func(o string) bool { return strings.HasSuffix(path, o) }) {
			return
		}
		if strings.TrimSpace(t.ZH) == "" {
			r.bad(join(path, "zh"), "the Chinese text is missing", "write it")
		}
		if strings.TrimSpace(t.EN) == "" {
			r.bad(join(path, "en"), "the English text is missing", "write it")
		}
	})
}

// eachText visits every [models.Text] inside v with its path.
func eachText(v any, visit func(string, models.Text)) { walkTexts("", reflect.ValueOf(v), visit) }

func walkTexts(path string, v reflect.Value, visit func(string, models.Text)) {
	if t, ok := reflect.TypeAssert[models.Text](v); ok {
		visit(path, t)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walkTexts(path, v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walkTexts(fmt.Sprintf("%s[%d]", path, i), v.Index(i), visit)
		}
	case reflect.Struct:
		for field, value := range v.Fields() {
			walkTexts(join(path, fieldName(field)), value, visit)
		}
	}
}

// fieldName returns the name of a field in the files.
func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	if name == "" {
		return strings.ToLower(f.Name)
	}
	return name
}

func join(path, field string) string { return strings.TrimPrefix(path+"."+field, ".") }
