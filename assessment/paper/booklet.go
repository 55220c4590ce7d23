package paper

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"suyang/assessment/item"
	"suyang/models"
)

// Booklet is a test as it was printed.
type Booklet struct {
	Test  models.PaperTest
	Items []models.Item // the versions that Test names, in its order
}

// Field is one thing to key in: a part of an item.
type Field struct {
	Name   string // of the field in a form, such as 3-1
	Number int    // of the item in the booklet, from 1
	Letter string // (1), (2) … of the part; empty for the only one
	Item   models.Item
	Part   models.PartView // options in the order of the first version
}

// CoverField is the field for what stands on the cover: one of Covers.
const CoverField = "cover"

// Covers are the versions in both languages, such as "A zh-CN".
func (b Booklet) Covers() []string {
	var out []string
	for _, l := range []models.Locale{models.ZhCN, models.En} {
		for _, v := range b.Test.Versions {
			out = append(out, v.Name+" "+string(l))
		}
	}
	return out
}

// cover reads one of Covers.
func (b Booklet) cover(written string) (models.PaperVersion, models.Locale, error) {
	name, locale, _ := strings.Cut(written, " ")
	v, ok := b.Test.Version(name)
	l, err := models.ParseLocale(locale)
	if !ok || err != nil {
		return v, l, models.Invalid(CoverField, "choose what stands on the cover: version and language")
	}
	return v, l, nil
}

// Fields are all parts in the order of the booklet.
func (b Booklet) Fields() []Field {
	var out []Field
	for i, it := range b.Items {
		view := View(it, b.Test.Versions[0], models.ZhCN)
		for j, p := range view.Parts {
			f := Field{Name: fmt.Sprintf("%d-%d", i+1, j+1), Number: i + 1, Item: it, Part: p}
			if len(view.Parts) > 1 {
				f.Letter = fmt.Sprintf("(%d)", j+1)
			}
			out = append(out, f)
		}
	}
	return out
}

// Unreadable reports whether the keyer wrote that there is something which is
// no answer: illegible, or two crosses where one is asked for.
func Unreadable(written string) bool {
	return strings.TrimSpace(width.Fold.String(written)) == "?"
}

// answer reads what was keyed in for a part as the booklet's version shows it.
// Blank and unreadable are omitted parts.
func (f Field) answer(p models.PartView, written string) (models.PartAnswer, error) {
	if Unreadable(written) {
		return models.PartAnswer{}, nil
	}
	a, err := Parse(p, written)
	if err != nil {
		return a, err
	}
	return a, item.Check(f.Item, models.Answer{Parts: map[string]models.PartAnswer{p.ID: a}})
}

// Check reports what cannot be an answer.
func (f Field) Check(written string) error {
	_, err := f.answer(f.Part, written)
	return err
}

// Faults are the names of the fields of an entry that cannot be taken as they
// are, in order.
func (b Booklet) Faults(written map[string]string) []string {
	var out []string
	if _, _, err := b.cover(written[CoverField]); err != nil {
		out = append(out, CoverField)
	}
	for _, f := range b.Fields() {
		if f.Check(written[f.Name]) != nil {
			out = append(out, f.Name)
		}
	}
	return out
}

// Differences are the names of the fields in which two entries differ, in
// order. Small and capital letters, spaces and separators make no difference.
func (b Booklet) Differences(first, second map[string]string) []string {
	var out []string
	if first[CoverField] != second[CoverField] {
		out = append(out, CoverField)
	}
	for _, f := range b.Fields() {
		if f.canonical(first[f.Name]) != f.canonical(second[f.Name]) {
			out = append(out, f.Name)
		}
	}
	return out
}

// canonical writes one way what can be written in many.
func (f Field) canonical(written string) string {
	if Unreadable(written) {
		return "?"
	}
	if a, err := Parse(f.Part, written); err == nil {
		written = Write(f.Part, a)
	}
	return strings.Join(strings.Fields(width.Fold.String(written)), " ")
}

// Unreadable counts the fields of an entry that hold no answer though
// something was written.
func (b Booklet) Unreadable(written map[string]string) int {
	n := 0
	for _, f := range b.Fields() {
		if Unreadable(written[f.Name]) {
			n++
		}
	}
	return n
}

// Answers are what an entry says, one an item in the order of the booklet, and
// the language it was answered in. The models.Error of the first fault names
// its field.
func (b Booklet) Answers(written map[string]string) ([]models.Answer, models.Locale, error) {
	version, l, err := b.cover(written[CoverField])
	if err != nil {
		return nil, l, err
	}
	answers := make([]models.Answer, len(b.Items))
	for i := range answers {
		answers[i].Parts = map[string]models.PartAnswer{}
	}
	for _, f := range b.Fields() {
		parts := View(f.Item, version, l).Parts
		p := parts[slices.IndexFunc(parts, func(p models.PartView) bool { return p.ID == f.Part.ID })]
		a, err := f.answer(p, written[f.Name])
		if err != nil {
			return nil, l, models.Invalid(f.Name, err.Error())
		}
		if !a.Omitted() {
			answers[f.Number-1].Parts[p.ID] = a
		}
	}
	return answers, l, nil
}
