package field

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// longest is how many entries a list may have: a path is input from outside.
const longest = 64

// ErrUnknown says that a record has no such field.
var ErrUnknown = errors.New("there is no such field")

// Leaf is a field that holds a value rather than other fields.
type Leaf struct {
	Path string // such as parts[0].options[1].text.zh
	// Key is the path with identifiers in place of numbers where the entries of
	// a list have them, such as parts[1].options[b].text.zh: it stays when the
	// entries change places.
	Key   string
	Value string // as [Set] reads it
	Order bool   // no field, but the identifiers of a list's entries in their order
}

// Leaves lists the fields of a record, a struct or a pointer to one, in the
// order of their declaration.
func Leaves(record any) []Leaf {
	var leaves []Leaf
	collect(&leaves, "", "", reflect.ValueOf(record))
	return leaves
}

// Properties lists the fields that are values of the record as a whole:
// neither a text in two languages nor part of an entry of a list.
func Properties(record any) []Leaf {
	return slices.DeleteFunc(Leaves(record), func(l Leaf) bool {
		return l.Order || strings.Contains(l.Path, "[") || strings.HasSuffix(l.Path, ".zh") || strings.HasSuffix(l.Path, ".en")
	})
}

func collect(leaves *[]Leaf, path, key string, v reflect.Value) {
	switch {
	case v.Kind() == reflect.Pointer:
		if !v.IsNil() {
			collect(leaves, path, key, v.Elem())
		}
	case v.Kind() == reflect.Struct:
		for f, value := range v.Fields() {
			collect(leaves, join(path, name(f)), join(key, name(f)), value)
		}
	case isList(v.Type()):
		ids := identifiers(v)
		if ids != nil {
			*leaves = append(*leaves, Leaf{Path: path, Key: key, Value: strings.Join(ids, "\n"), Order: true})
		}
		for i := range v.Len() {
			entryKey := at(key, i)
			if ids != nil {
				entryKey = key + "[" + ids[i] + "]"
			}
			collect(leaves, at(path, i), entryKey, v.Index(i))
		}
	default:
		*leaves = append(*leaves, Leaf{Path: path, Key: key, Value: format(v)})
	}
}

// isList reports whether a type is a list of records; a list of values is a
// value.
func isList(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct
}

// identifiers are the IDs of the entries of a list; nil unless all have one of
// their own.
func identifiers(list reflect.Value) []string {
	var ids []string
	seen := map[string]bool{"": true}
	for i := range list.Len() {
		id := list.Index(i).FieldByName("ID")
		if !id.IsValid() || seen[id.String()] {
			return nil
		}
		seen[id.String()] = true
		ids = append(ids, id.String())
	}
	return ids
}

func join(path, field string) string { return strings.TrimPrefix(path+"."+field, ".") }

// name is what a field is called in the files.
func name(f reflect.StructField) string {
	tag, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return tag
}

// Set gives the field at the path of a record the value that the text says: a
// list of texts has one a line, one of numbers one a word, and a truth is
// "true" or empty. Entries of lists on the way are made where they are missing.
// An error leaves the record as it was; [ErrUnknown] is one.
func Set(record any, path, text string) error {
	v := reflect.ValueOf(record).Elem()
	if err := set(reflect.New(v.Type()).Elem(), path, text); err != nil { // tried where it does no harm
		return err
	}
	return set(v, path, text)
}

func set(record reflect.Value, path, text string) error {
	v, err := find(record, path, true)
	if err != nil {
		return err
	}
	return parse(v, strings.ReplaceAll(text, "\r\n", "\n"))
}

// Get returns the value of the field at the path as [Set] reads it.
func Get(record any, path string) (text string, ok bool) {
	for _, leaf := range Leaves(record) {
		if leaf.Path == path && !leaf.Order {
			return leaf.Value, true
		}
	}
	return "", false
}

// find returns the value at a path; grow makes what is missing on the way.
func find(v reflect.Value, path string, grow bool) (reflect.Value, error) {
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				if !grow {
					return v, ErrUnknown
				}
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		var err error
		switch {
		case v.Kind() == reflect.Struct:
			v, err = named(v, step)
		case isList(v.Type()):
			v, err = entry(v, step, grow)
		default:
			err = ErrUnknown
		}
		if err != nil {
			return v, err
		}
	}
	return v, nil
}

func named(v reflect.Value, step string) (reflect.Value, error) {
	for f, value := range v.Fields() {
		if name(f) == step {
			return value, nil
		}
	}
	return v, ErrUnknown
}

func entry(list reflect.Value, step string, grow bool) (reflect.Value, error) {
	i, err := strconv.Atoi(step)
	if err != nil || i < 0 || i >= longest || i >= list.Len() && !grow {
		return list, ErrUnknown
	}
	for list.Len() <= i {
		list.Set(reflect.Append(list, reflect.Zero(list.Type().Elem())))
	}
	return list.Index(i), nil
}

func format(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return "true"
		}
		return ""
	case reflect.Slice:
		words := make([]string, v.Len())
		for i := range words {
			words[i] = format(v.Index(i))
		}
		if v.Type().Elem().Kind() == reflect.String {
			return strings.Join(words, "\n")
		}
		return strings.Join(words, " ")
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

func parse(v reflect.Value, text string) error {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(text == "true")
	case reflect.Int:
		n, err := strconv.Atoi(orZero(text))
		if err != nil {
			return fmt.Errorf("%.40q is not a whole number", text)
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		x, err := strconv.ParseFloat(orZero(text), 64)
		if err != nil {
			return fmt.Errorf("%.40q is not a number", text)
		}
		v.SetFloat(x)
	case reflect.Slice:
		return parseList(v, text)
	default:
		return ErrUnknown
	}
	return nil
}

func orZero(text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return "0"
	}
	return text
}

func parseList(v reflect.Value, text string) error {
	if isList(v.Type()) {
		return ErrUnknown
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	if v.Type().Elem().Kind() != reflect.String {
		words = strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n\t,", r) })
	}
	list := reflect.Zero(v.Type())
	for _, word := range words {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		value := reflect.New(v.Type().Elem()).Elem()
		if err := parse(value, word); err != nil {
			return err
		}
		list = reflect.Append(list, value)
	}
	v.Set(list)
	return nil
}
