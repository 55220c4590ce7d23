package field

import (
	"reflect"
	"strconv"
	"strings"
)

// Add appends an empty entry to the list at the path of a record, and returns
// the entry's path.
func Add(record any, path string) (string, error) {
	list, err := find(reflect.ValueOf(record).Elem(), path, true)
	if err != nil || !isList(list.Type()) || list.Len() >= longest {
		return "", ErrUnknown
	}
	list.Set(reflect.Append(list, reflect.Zero(list.Type().Elem())))
	return at(path, list.Len()-1), nil
}

// Remove takes the entry at the path, such as parts[0].options[2], out of its
// list.
func Remove(record any, path string) error {
	list, i, err := place(record, path)
	if err != nil {
		return err
	}
	list.Set(reflect.AppendSlice(list.Slice3(0, i, i), list.Slice(i+1, list.Len())))
	return nil
}

// Move lets the entry at the path change places with the one so many places
// behind it, before it when by is negative. Beyond the ends it stays.
func Move(record any, path string, by int) error {
	list, i, err := place(record, path)
	if err != nil {
		return err
	}
	if j := i + by; j >= 0 && j < list.Len() {
		reflect.Swapper(list.Interface())(i, j)
	}
	return nil
}

// place finds the list that an entry stands in, and where.
func place(record any, path string) (list reflect.Value, i int, err error) {
	open := strings.LastIndexByte(path, '[')
	if open < 0 || !strings.HasSuffix(path, "]") {
		return list, 0, ErrUnknown
	}
	if list, err = find(reflect.ValueOf(record).Elem(), path[:open], false); err != nil {
		return list, 0, err
	}
	if !isList(list.Type()) {
		return list, 0, ErrUnknown
	}
	for i := range list.Len() {
		if at(path[:open], i) == path {
			return list, i, nil
		}
	}
	return list, 0, ErrUnknown
}

func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
