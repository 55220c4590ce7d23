package content

import (
	"bytes"
	"slices"

	"go.yaml.in/yaml/v3"

	"suyang/models"
)

// inline are the fields that stand on one line of a file.
var inline = []string{"parameters", "enemies", "lessons", "order", "any_of"}

// WriteItem returns an item as the text of its file, in the layout of the
// files here: what [ReadItem] makes of it is the item.
func WriteItem(it models.Item) ([]byte, error) {
	var root yaml.Node
	if err := root.Encode(it); err != nil {
		return nil, err
	}
	layOut(&root)
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := encoder.Encode(&root); err != nil {
		return nil, err
	}
	return text.Bytes(), encoder.Close()
}

// layOut leaves texts out that are empty in both languages and gives the rest
// the style of the files.
func layOut(node *yaml.Node) {
	if node.Kind == yaml.MappingNode {
		arrange(node)
	}
	for _, child := range node.Content {
		layOut(child)
	}
	if node.Style == yaml.SingleQuotedStyle {
		node.Style = yaml.DoubleQuotedStyle
	}
}

// before says which fields stand before another, against the order of the
// records' declaration.
var before = map[string]string{"misconception": "rationale", "targets": "options"}

// arrange drops the empty texts of a mapping and gives its fields their order
// and style.
func arrange(node *yaml.Node) {
	var kept []*yaml.Node
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if emptyText(value) {
			continue
		}
		if slices.Contains(inline, key.Value) {
			value.Style = yaml.FlowStyle
		}
		if key.Value == "parameters" {
			decimals(value)
		}
		at := len(kept)
		for j := 0; j < len(kept); j += 2 {
			if kept[j].Value == before[key.Value] {
				at = j
			}
		}
		kept = slices.Insert(kept, at, key, value)
	}
	node.Content = kept
}

// decimals writes the whole numbers among parameters as 1.0.
func decimals(node *yaml.Node) {
	for _, child := range node.Content {
		decimals(child)
	}
	if node.Tag == "!!int" {
		node.Value, node.Tag = node.Value+".0", "!!float"
	}
}

func emptyText(node *yaml.Node) bool {
	if node.Kind != yaml.MappingNode || len(node.Content) != 4 || node.Content[0].Value != "zh" || node.Content[2].Value != "en" {
		return false
	}
	return node.Content[1].Value == "" && node.Content[3].Value == ""
}
