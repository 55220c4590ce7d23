package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// requireSchema checks a JSON text against a file of docs/schema. It knows the
// keywords that these use for structure: type, properties, required,
// additionalProperties, items, enum, const and references within the file.
func requireSchema(t *testing.T, name, text string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../../docs/schema", name))
	require.NoError(t, err)
	var root map[string]any
	require.NoError(t, json.Unmarshal(content, &root))
	var value any
	require.NoError(t, json.Unmarshal([]byte(text), &value))
	require.Empty(t, schema{root}.faults(root, value, name))
}

type schema struct{ root map[string]any }

// faults lists where a value is not what a node of the schema says.
func (s schema) faults(node map[string]any, value any, at string) (list []string) {
	if ref, given := node["$ref"].(string); given {
		return s.faults(s.resolve(ref), value, at)
	}
	if !typed(node["type"], value) {
		return []string{fmt.Sprintf("%s: %T is not %v", at, value, node["type"])}
	}
	if allowed, given := node["enum"].([]any); given && !slices.Contains(allowed, value) {
		list = append(list, fmt.Sprintf("%s: %v is not among %v", at, value, allowed))
	}
	if constant, given := node["const"]; given && constant != value {
		list = append(list, fmt.Sprintf("%s: %v is not %v", at, value, constant))
	}
	switch value := value.(type) {
	case map[string]any:
		list = append(list, s.objectFaults(node, value, at)...)
	case []any:
		items, _ := node["items"].(map[string]any)
		for i, element := range value {
			list = append(list, s.faults(items, element, fmt.Sprintf("%s[%d]", at, i))...)
		}
	}
	return list
}

func (s schema) objectFaults(node, value map[string]any, at string) (list []string) {
	properties, _ := node["properties"].(map[string]any)
	additional, _ := node["additionalProperties"].(map[string]any)
	for key, element := range value {
		property, known := properties[key].(map[string]any)
		switch {
		case known:
			list = append(list, s.faults(property, element, at+"."+key)...)
		case additional != nil:
			list = append(list, s.faults(additional, element, at+"."+key)...)
		case node["additionalProperties"] == false:
			list = append(list, fmt.Sprintf("%s.%s is not in the schema", at, key))
		}
	}
	required, _ := node["required"].([]any)
	for _, key := range required {
		if _, there := value[key.(string)]; !there {
			list = append(list, fmt.Sprintf("%s.%s is missing", at, key))
		}
	}
	return list
}

// resolve follows a reference such as #/$defs/item.
func (s schema) resolve(ref string) map[string]any {
	node := s.root
	for key := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		node = node[key].(map[string]any)
	}
	return node
}

// typed tells whether a value is of one of the types; nil: any.
func typed(types, value any) bool {
	if types == nil {
		return true
	}
	names, several := types.([]any)
	if !several {
		names = []any{types}
	}
	var name string
	switch value := value.(type) {
	case nil:
		name = "null"
	case bool:
		name = "boolean"
	case string:
		name = "string"
	case []any:
		name = "array"
	case map[string]any:
		name = "object"
	case float64:
		if value == float64(int64(value)) && slices.Contains(names, any("integer")) {
			return true
		}
		name = "number"
	}
	return slices.Contains(names, any(name))
}
