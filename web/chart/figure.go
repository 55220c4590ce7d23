package chart

import (
	"html/template"
	"math"
	"strconv"
	"strings"

	"suyang/web/svg"
)

// Figure is what every chart has beside its data.
type Figure struct {
	ID     string               // unique on the page: letters, digits and hyphens
	Title  string               // the finding, as one sentence
	Desc   string               // what is drawn and how to read it, for those who do not see it
	Source string               // where the numbers come from and how many they rest on
	Table  string               // words that open the table of the numbers
	Format func(float64) string // writes numbers; nil: at most two decimals
}

func (f Figure) number(v float64) string {
	if f.Format != nil {
		return f.Format(v)
	}
	text := strconv.FormatFloat(math.Round(v*100)/100+0, 'f', -1, 64)
	return strings.Replace(text, "-", "\u2212", 1)
}

func (f Figure) interval(low, high float64) string {
	return f.number(low) + " – " + f.number(high)
}

// table is the data behind a chart, as words.
type table struct {
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// html puts caption, picture, source and table together. A picture with links in it is a group to
// assistive technology, one without is an image.
func (f Figure) html(picture canvas, height float64, data table) template.HTML {
	var s canvas
	s.Open("figure", "class", "chart", "id", f.ID)
	s.Leaf("figcaption", f.Title, "class", "chart-title")
	role := "img"
	if strings.Contains(picture.String(), "<a ") {
		role = "group"
	}
	s.Open("svg", "class", "chart-plot", "height", svg.Px(height), "role", role, "aria-labelledby", f.ID+"-title "+f.ID+"-desc")
	s.Leaf("title", f.Title, "id", f.ID+"-title")
	s.Leaf("desc", f.Desc, "id", f.ID+"-desc")
	s.WriteString(picture.String())
	s.Close("svg")
	s.Leaf("p", f.Source, "class", "chart-source")
	f.dataTable(&s, data)
	s.Close("figure")
	return template.HTML(s.String()) //nolint:gosec // the builder escapes every text and attribute
}

func (f Figure) dataTable(s *canvas, data table) {
	s.Open("details", "class", "chart-data")
	s.Leaf("summary", f.Table)
	s.Open("div", "class", "table-wrap", "tabindex", "0", "role", "region", "aria-label", f.Title)
	s.Open("table", "class", "table")
	s.WriteString("<thead><tr>")
	for _, head := range data.head {
		s.Leaf("th", head, "scope", "col")
	}
	s.WriteString("</tr></thead><tbody>")
	for _, row := range data.rows {
		s.WriteString("<tr>")
		s.Leaf("th", row[0], "scope", "row")
		for _, cell := range row[1:] {
			s.Leaf("td", cell)
		}
		s.WriteString("</tr>")
	}
	s.WriteString("</tbody></table></div></details>")
}
