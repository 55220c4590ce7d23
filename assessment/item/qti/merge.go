package qti

import (
	"fmt"
	"reflect"
	"strings"

	"suyang/models"
)

// merge adds the texts of an item in another language. What is not text must
// be the same in both.
func merge(into *models.Item, other models.Item) error {
	return mergeValue("", reflect.ValueOf(into).Elem(), reflect.ValueOf(other))
}

func mergeValue(path string, into, other reflect.Value) error {
	if t, isText := reflect.TypeAssert[models.Text](into); isText {
		o, _ := reflect.TypeAssert[models.Text](other)
		if t.ZH != "" && o.ZH != "" || t.EN != "" && o.EN != "" {
			return fmt.Errorf("%s: two texts in the same language", strings.TrimPrefix(path, "."))
		}
		into.Set(reflect.ValueOf(models.Text{ZH: t.ZH + o.ZH, EN: t.EN + o.EN}))
		return nil
	}
	switch into.Kind() {
	case reflect.Pointer:
		if into.IsNil() || other.IsNil() {
			return same(path, into, other)
		}
		return mergeValue(path, into.Elem(), other.Elem())
	case reflect.Slice:
		if into.Len() != other.Len() {
			return fmt.Errorf("%s: %d in one language, %d in the other", strings.TrimPrefix(path, "."), into.Len(), other.Len())
		}
		for i := range into.Len() {
			if err := mergeValue(fmt.Sprintf("%s[%d]", path, i), into.Index(i), other.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		for field, value := range into.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
			if err := mergeValue(path+"."+name, value, other.FieldByIndex(field.Index)); err != nil {
				return err
			}
		}
	default:
		return same(path, into, other)
	}
	return nil
}

func same(path string, into, other reflect.Value) error {
	if !reflect.DeepEqual(into.Interface(), other.Interface()) {
		return fmt.Errorf("%s: %v in one language, %v in the other", strings.TrimPrefix(path, "."), into.Interface(), other.Interface())
	}
	return nil
}
