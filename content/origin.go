package content

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// origin is where a record was read from.
type origin struct {
	file string
	root *yaml.Node
	at   string // where in the file the record stands, such as [3]; empty: it is the file
}

// entry is the origin of the record at an index of a list.
func (o origin) entry(i int) origin {
	o.at = fmt.Sprintf("[%d]", i)
	return o
}

// line returns the line of the field at the path, or of the deepest field on
// the way to it that is there: a missing field is reported where it belongs.
func (o origin) line(path string) int {
	if o.root == nil || len(o.root.Content) == 0 {
		return 0
	}
	node := o.root.Content[0]
	line := node.Line
	for _, step := range steps(o.at + "." + path) {
		if node.Kind == yaml.AliasNode {
			node = node.Alias
		}
		if node = child(node, step); node == nil {
			break
		}
		line = node.Line
	}
	return line
}

// steps splits a path such as parts[0].prompt.en into parts, 0, prompt, en.
func steps(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}

// child returns the value under a key of a mapping or at an index of a
// sequence, or nil.
func child(node *yaml.Node, step string) *yaml.Node {
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(node.Content) {
			return node.Content[i]
		}
	}
	return nil
}
