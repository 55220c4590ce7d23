package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"suyang/irt/files"
)

// spec is a value in a YAML file with the path of fields that leads to it, so
// that errors can name file, line and field.
type spec struct {
	*yaml.Node
	file, field string
}

// readSpec reads a YAML file, which must hold a mapping.
func readSpec(path string) (spec, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return spec{}, err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return spec{}, &files.Error{File: path, Message: "is not YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	if len(document.Content) == 0 {
		return spec{}, &files.Error{File: path, Message: "the file is empty"}
	}
	return spec{document.Content[0], path, ""}, nil
}

func (s spec) fault(format string, args ...any) error {
	return &files.Error{File: s.file, Line: s.Line, Field: s.field, Message: fmt.Sprintf(format, args...)}
}

// blame turns an error about the value to one that says where it stands.
func (s spec) blame(err error) error {
	var located *files.Error
	if err == nil || errors.As(err, &located) {
		return err
	}
	return s.fault("%v", err)
}

// entries are the fields of a mapping, in order.
func (s spec) entries() (names []string, entries []spec, err error) {
	if s.Kind != yaml.MappingNode {
		return nil, nil, s.fault("write fields and their values here")
	}
	for i := 0; i < len(s.Content); i += 2 {
		name, value := s.Content[i].Value, s.Content[i+1]
		field := name
		if s.field != "" {
			field = s.field + "." + name
		}
		entry := spec{value, s.file, field}
		if slices.Contains(names, name) {
			return nil, nil, entry.fault("the field is there twice")
		}
		names, entries = append(names, name), append(entries, entry)
	}
	return names, entries, nil
}

// reader says how a field of a mapping is read.
type reader struct {
	field string
	read  func(spec) error
}

// read reads the fields of a mapping in the order of the readers, whatever their
// order in the file. There must be no others.
func (s spec) read(readers ...reader) error {
	names, entries, err := s.entries()
	if err != nil {
		return err
	}
	known := make([]string, len(readers))
	for i, r := range readers {
		known[i] = r.field
	}
	for i, name := range names {
		if !slices.Contains(known, name) {
			return entries[i].fault("there is no such field; use %s", strings.Join(known, ", "))
		}
	}
	for _, r := range readers {
		if i := slices.Index(names, r.field); i >= 0 {
			if err := entries[i].blame(r.read(entries[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// list reads a list of values.
func (s spec) list() ([]spec, error) {
	if s.Kind != yaml.SequenceNode {
		return nil, s.fault("write a list here, such as [one, two]")
	}
	var all []spec
	for i, node := range s.Content {
		all = append(all, spec{node, s.file, fmt.Sprintf("%s[%d]", s.field, i)})
	}
	return all, nil
}

// text reads a word.
func (s spec) text() (string, error) {
	if s.Kind != yaml.ScalarNode {
		return "", s.fault("write one word here")
	}
	return s.Value, nil
}

// texts reads a list of words.
func (s spec) texts() (words []string, err error) {
	all, err := s.list()
	for _, one := range all {
		word, err := one.text()
		if err != nil {
			return nil, err
		}
		words = append(words, word)
	}
	return words, err
}

// number reads a number.
func (s spec) number() (x float64, err error) {
	if s.Decode(&x) != nil {
		return 0, s.fault("%q is not a number", s.Value)
	}
	return x, nil
}

// set makes a reader of a value that parse understands.
func set[T any](to *T, parse func(string) (T, error)) func(spec) error {
	return func(s spec) error {
		word, err := s.text()
		if err != nil {
			return err
		}
		*to, err = parse(word)
		return err
	}
}
