package blind

import (
	"fmt"
	"io"
	"strings"

	"suyang/assessment/item"
	"suyang/assessment/paper"
	"suyang/models"
	"suyang/models/screen"
)

// Booklet writes the items as Markdown, as a reader of the language sees them:
// no title, key or hint. The seed shuffles the options; Compare needs the same.
func Booklet(w io.Writer, items []models.Item, l models.Locale, seed uint64) error {
	for _, it := range items {
		view := item.View(it, l, seed)
		if _, err := fmt.Fprintf(w, "# %s\n\n%s\n\n", it.ID, screen.Plain(view.Stimulus)); err != nil {
			return err
		}
		for _, p := range view.Parts {
			if _, err := io.WriteString(w, part(p)); err != nil {
				return err
			}
		}
	}
	return nil
}

// part is one part with lettered options; those of a matching have numbers
// and the targets the letters.
func part(p models.PartView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s (%s)\n\n%s\n\n", p.ID, p.Type, p.Prompt)
	for i, o := range p.Options {
		label := paper.Letter(i)
		if p.Type == models.PartMatching {
			label = fmt.Sprint(i + 1)
		}
		fmt.Fprintf(&b, "- %s: %s\n", label, o.Text)
	}
	for i, t := range p.Targets {
		fmt.Fprintf(&b, "- -> %s: %s\n", paper.Letter(i), t.Text)
	}
	if p.Unit != "" {
		fmt.Fprintf(&b, "____ %s\n", p.Unit)
	}
	return b.String() + "\n"
}

// Columns of the sheet.
var columns = []string{"item", "part", "answer", "second", "comment"}

// Sheet is the empty table for the reader: a row a part.
func Sheet(items []models.Item) [][]string {
	rows := [][]string{columns}
	for _, it := range items {
		for _, p := range it.Parts {
			rows = append(rows, []string{it.ID, p.ID, "", "", ""})
		}
	}
	return rows
}
