package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"suyang/irt/files"
)

// readContentRules reads a file of rules: CSV where its name says so, else YAML.
func readContentRules(path string) ([]contentRule, error) {
	if strings.HasSuffix(path, ".csv") {
		return readContentCSV(path)
	}
	document, err := readSpec(path)
	if err != nil {
		return nil, err
	}
	var rules []contentRule
	err = document.read(reader{"rules", func(s spec) error {
		all, err := s.list()
		for _, one := range all {
			rule, err := readContentRule(one)
			if err != nil {
				return err
			}
			rules = append(rules, rule)
		}
		return err
	}})
	return rules, err
}

func newContentRule(file string, line int) contentRule {
	return contentRule{place: files.Error{File: file, Line: line}, min: math.NaN(), max: math.NaN(), target: math.NaN()}
}

func readContentRule(s spec) (contentRule, error) {
	r := newContentRule(s.file, s.Line)
	number := func(to *float64) func(spec) error {
		return func(s spec) (err error) {
			*to, err = s.number()
			return err
		}
	}
	err := s.read(
		reader{"name", set(&r.name, word)},
		reader{"attribute", set(&r.attribute, word)},
		reader{"value", set(&r.value, word)},
		reader{"sum", set(&r.sum, parseBool)},
		reader{"items", func(s spec) (err error) { r.items, err = s.texts(); return err }},
		reader{"min", number(&r.min)},
		reader{"max", number(&r.max)},
		reader{"target", number(&r.target)},
	)
	return r, err
}

func parseBool(word string) (bool, error) {
	if word != "true" && word != "false" {
		return false, fmt.Errorf("%q is neither true nor false", word)
	}
	return word == "true", nil
}

// readContentCSV reads rules from a table with the same fields as columns, the
// items of a rule separated by spaces.
func readContentCSV(path string) ([]contentRule, error) {
	header, rows, err := readSheet(path)
	if err != nil {
		return nil, err
	}
	var rules []contentRule
	for i, row := range rows {
		rule := newContentRule(path, i+2)
		for k, name := range header {
			if err := rule.set(name, row[k]); err != nil {
				return nil, rule.fault(name, "%v", err)
			}
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

// set sets a field from a cell; an empty one says nothing.
func (r *contentRule) set(field, text string) (err error) {
	if text == "" {
		return nil
	}
	number := func(to *float64) error {
		if *to, err = strconv.ParseFloat(text, 64); err != nil {
			return fmt.Errorf("%q is not a number", text)
		}
		return nil
	}
	switch field {
	case "name":
		r.name = text
	case "attribute":
		r.attribute = text
	case "value":
		r.value = text
	case "sum":
		r.sum, err = parseBool(text)
	case "items":
		r.items = strings.Fields(text)
	case "min":
		err = number(&r.min)
	case "max":
		err = number(&r.max)
	case "target":
		err = number(&r.target)
	default:
		err = errors.New("there is no such field; use attribute, items, max, min, name, sum, target, value")
	}
	return err
}

// readAttributes reads a table whose first column is the item. It must have all
// items of the pool; others are passed over.
func (c *contentRules) readAttributes(path string) error {
	header, rows, err := readSheet(path)
	if err != nil {
		return err
	}
	if header[0] != "item" {
		return &files.Error{File: path, Line: 1, Column: 1, Field: header[0], Message: "the first column must be item"}
	}
	for _, attribute := range header[1:] {
		c.attributes[attribute] = map[string]string{}
	}
	seen := map[string]bool{}
	for i, row := range rows {
		if seen[row[0]] {
			return &files.Error{File: path, Line: i + 2, Column: 1, Field: "item", Message: fmt.Sprintf("item %q is here twice", row[0])}
		}
		seen[row[0]] = true
		for k, attribute := range header[1:] {
			c.attributes[attribute][row[0]] = row[k+1]
		}
	}
	for _, name := range c.items {
		if !seen[name] {
			return &files.Error{File: path, Message: fmt.Sprintf("item %q of the items file is missing", name)}
		}
	}
	return nil
}

// readSheet reads a CSV with a header.
func readSheet(path string) (header []string, rows [][]string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	return parseSheet(file, path)
}

func parseSheet(r io.Reader, path string) (header []string, rows [][]string, err error) {
	lines, err := csv.NewReader(r).ReadAll()
	if bad := new(csv.ParseError); errors.As(err, &bad) {
		return nil, nil, &files.Error{File: path, Line: bad.Line, Column: bad.Column, Message: bad.Err.Error()}
	}
	if err == nil && len(lines) == 0 {
		err = &files.Error{File: path, Message: "the file is empty"}
	}
	if err != nil {
		return nil, nil, err
	}
	return lines[0], lines[1:], nil
}
