package qti

import (
	"fmt"
	"strconv"
	"strings"

	"suyang/models"
)

// field is a property of an item that QTI has no element for.
type field struct {
	name string // of the data attribute
	get  func(*models.Item) string
	set  func(*models.Item, string) error
}

// fields stand on the body of an item.
var fields = []field{
	whole("data-version", func(it *models.Item) *int { return &it.Version }),
	word("data-indicator", func(it *models.Item) *string { return &it.Indicator }),
	word("data-stage", func(it *models.Item) *models.Stage { return &it.Stage }),
	word("data-link-stage", func(it *models.Item) *models.Stage { return &it.LinkStage }),
	word("data-family", func(it *models.Item) *string { return &it.Family }),
	words("data-enemies", func(it *models.Item) *[]string { return &it.Enemies }),
	{
		"data-parametric",
		func(it *models.Item) string {
			if it.Parametric {
				return "true"
			}
			return ""
		},
		func(it *models.Item, s string) error { it.Parametric = s == "true"; return nil },
	},
	word("data-pool", func(it *models.Item) *models.Pool { return &it.Pool }),
	word("data-topic", func(it *models.Item) *string { return &it.Topic }),
	whole("data-seconds", func(it *models.Item) *int { return &it.Seconds }),
	word("data-model", func(it *models.Item) *string { return &it.Parameters.Model }),
	decimal("data-a", func(it *models.Item) *float64 { return &it.Parameters.A }),
	{"data-b", func(it *models.Item) string { return numbers(it.Parameters.B) }, setThresholds},
	decimal("data-c", func(it *models.Item) *float64 { return &it.Parameters.C }),
	decimal("data-u", func(it *models.Item) *float64 { return &it.Parameters.U }),
	word("data-source", func(it *models.Item) *string { return &it.Parameters.Source }),
	words("data-lessons", func(it *models.Item) *[]string { return &it.Lessons }),
}

func word[T ~string](name string, at func(*models.Item) *T) field {
	return field{
		name,
		func(it *models.Item) string { return string(*at(it)) },
		func(it *models.Item, s string) error { *at(it) = T(s); return nil },
	}
}

func words(name string, at func(*models.Item) *[]string) field {
	return field{
		name,
		func(it *models.Item) string { return strings.Join(*at(it), " ") },
		func(it *models.Item, s string) error { *at(it) = strings.Fields(s); return nil },
	}
}

func whole(name string, at func(*models.Item) *int) field {
	return field{
		name,
		func(it *models.Item) string { return strconv.Itoa(*at(it)) },
		func(it *models.Item, s string) (err error) { *at(it), err = strconv.Atoi(s); return err },
	}
}

func decimal(name string, at func(*models.Item) *float64) field {
	return field{
		name,
		func(it *models.Item) string {
			if *at(it) == 0 {
				return ""
			}
			return number(*at(it))
		},
		func(it *models.Item, s string) (err error) { *at(it), err = strconv.ParseFloat(s, 64); return err },
	}
}

func numbers(values []float64) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = number(v)
	}
	return strings.Join(parts, " ")
}

func setThresholds(it *models.Item, s string) error {
	for part := range strings.FieldsSeq(s) {
		b, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return err
		}
		it.Parameters.B = append(it.Parameters.B, b)
	}
	return nil
}

// readFields takes the fields of a body that has them.
func readFields(it *models.Item, body *node) error {
	for _, f := range fields {
		if value := body.attr(f.name); value != "" {
			if err := f.set(it, value); err != nil {
				return fmt.Errorf("%s=%q: %w", f.name, value, err)
			}
		}
	}
	return nil
}
