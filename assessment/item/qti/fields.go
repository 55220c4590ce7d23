package qti

import (
	"fmt"
	"strings"

	"suyang/models"
	"suyang/models/field"
)

// attribute is the name under which a property of an item that QTI has no
// element for stands on the body, such as data-parameters-a.
func attribute(path string) string {
	return "data-" + strings.NewReplacer(".", "-", "_", "-").Replace(path)
}

// writeProperties sets the attributes of an item's body.
func writeProperties(body *node, it models.Item) {
	for _, p := range field.Properties(it) {
		if p.Path != "id" { // which is the item's identifier
			body.set(attribute(p.Path), p.Value)
		}
	}
}

// readProperties takes the properties of a body that has them.
func readProperties(it *models.Item, body *node) error {
	for _, p := range field.Properties(*it) {
		name := attribute(p.Path)
		if value := body.attr(name); value != "" {
			if err := field.Set(it, p.Path, value); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}
