package web

import (
	"strconv"
	"strings"

	"suyang/models"
	"suyang/models/field"
)

// FieldPath is the path of a field of an item, such as parts[0].options[1].text.zh.
type FieldPath string

// FieldStep is one step of a path: a field and, in a list, which entry of it.
type FieldStep struct {
	Name string
	N    string // from 1; empty: no list
}

// Steps are what the path is made of.
func (p FieldPath) Steps() []FieldStep {
	var steps []FieldStep
	for step := range strings.SplitSeq(string(p), ".") {
		name, rest, listed := strings.Cut(step, "[")
		s := FieldStep{Name: name}
		if listed {
			s.N = ordinal(strings.TrimSuffix(rest, "]"))
		}
		steps = append(steps, s)
	}
	return steps
}

// Change is a field in which two versions differ.
type Change struct {
	FieldPath
	Old, New []models.Span
}

// NewChanges are changes for a page.
func NewChanges(changes []models.Change) []Change {
	list := make([]Change, len(changes))
	for i, c := range changes {
		list[i] = Change{FieldPath: FieldPath(c.Path), Old: c.Old, New: c.New}
	}
	return list
}

// Remarks are the comments on an item, with a form for one more: it posts "path" and "text" to
// URL/comments. A button posts to /author/comments/<id>/resolve.
type Remarks struct {
	URL      string
	Comments []models.Comment
	Paths    []FieldPath // to choose from
	Writer   bool        // the reader may add some
	Path     string
	Text     string
	Errors   FormErrors
}

// Open is how many remarks nobody has dealt with.
func (r Remarks) Open() int {
	n := 0
	for _, c := range r.Comments {
		if !c.Resolved() {
			n++
		}
	}
	return n
}

// Steps are those of the path of a comment.
func (Remarks) Steps(path string) []FieldStep { return FieldPath(path).Steps() }

// PathsOf are the fields of an item with words in them, which a remark can be about.
func PathsOf(it models.Item) []FieldPath {
	var paths []FieldPath
	for _, leaf := range field.Leaves(it) {
		if leaf.Value != "" && (strings.HasSuffix(leaf.Path, ".zh") || strings.HasSuffix(leaf.Path, ".en")) {
			paths = append(paths, FieldPath(leaf.Path))
		}
	}
	return paths
}

func ordinal(index string) string {
	i, err := strconv.Atoi(index)
	if err != nil {
		return index
	}
	return strconv.Itoa(i + 1)
}
