package screen

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Sheet is a spreadsheet with lettered columns and numbered rows.
type Sheet struct {
	Name     string     `yaml:"name"`
	Rows     [][]string `yaml:"rows"`     // the first is row 1; all of one length
	Selected string     `yaml:"selected"` // cell with the cursor, such as B8
	Formula  string     `yaml:"formula"`  // in the formula bar
}

func (s *Sheet) Kind() string { return "sheet" }

func (s *Sheet) Words() []string {
	lines := words(s.Name, join(" ", s.Selected, s.Formula))
	for i, row := range s.Rows {
		lines = append(lines, fmt.Sprintf("%d | %s", i+1, strings.Join(row, " | ")))
	}
	return lines
}

// Column is the letter of the column at index i, which is below 26.
func Column(i int) string { return string(rune('A' + i)) }

func (s *Sheet) check() error {
	if len(s.Rows) == 0 {
		return errors.New("rows is empty")
	}
	for i, row := range s.Rows {
		if len(row) != len(s.Rows[0]) || len(row) == 0 || len(row) > 26 {
			return fmt.Errorf("rows[%d] has %d cells; give every row as many as the first, 1 to 26", i, len(row))
		}
	}
	return nil
}

// Files is a folder as a file manager shows it.
type Files struct {
	Title   string `yaml:"title"` // path or name of the folder
	Entries []File `yaml:"entries"`
}

// File is a file, or a folder with what it holds.
type File struct {
	Name    string `yaml:"name"`
	Folder  bool   `yaml:"folder"`
	Size    string `yaml:"size"`
	Date    string `yaml:"date"`
	Entries []File `yaml:"entries"`
}

func (f *Files) Kind() string { return "files" }

func (f *Files) Words() []string { return append(words(f.Title), listed(f.Entries, "")...) }

func listed(entries []File, indent string) []string {
	var lines []string
	for _, e := range entries {
		name := e.Name
		if e.Folder {
			name += "/"
		}
		lines = append(lines, indent+"- "+join(" | ", name, e.Size, e.Date))
		lines = append(lines, listed(e.Entries, indent+"  ")...)
	}
	return lines
}

func (f *Files) check() error {
	if len(f.Entries) == 0 {
		return errors.New("entries is empty")
	}
	return named(f.Entries)
}

func named(entries []File) error {
	for i, e := range entries {
		if e.Name == "" {
			return fmt.Errorf("entries[%d].name is missing", i)
		}
		if !e.Folder && len(e.Entries) > 0 {
			return fmt.Errorf("entries[%d]: %s holds files but is no folder", i, e.Name)
		}
		if err := named(e.Entries); err != nil {
			return err
		}
	}
	return nil
}

// Chart shows one or two series of numbers.
type Chart struct {
	Type   string   `yaml:"type"` // bar, line, pie or scatter
	Title  string   `yaml:"title"`
	X      string   `yaml:"x"`      // what the labels, or the x of a scatter plot, are
	Y      string   `yaml:"y"`      // what the numbers are, with the unit
	From   float64  `yaml:"from"`   // where the y axis begins; a bar chart that misleads begins above 0
	Labels []string `yaml:"labels"` // bar, line, pie: one a number
	Series []Series `yaml:"series"`
}

// Series is a row of numbers of a chart.
type Series struct {
	Name   string    `yaml:"name"`
	X      []float64 `yaml:"x"` // scatter only
	Values []float64 `yaml:"values"`
}

func (c *Chart) Kind() string { return "chart" }

func (c *Chart) Words() []string {
	lines := words(c.Title, join(" / ", c.X, c.Y))
	for _, s := range c.Series {
		for i, v := range s.Values {
			lines = append(lines, fmt.Sprintf("%s: %g", join(" ", s.Name, c.label(s, i)), v))
		}
	}
	return lines
}

func (c *Chart) label(s Series, i int) string {
	if c.Type == "scatter" {
		return fmt.Sprintf("%g", s.X[i])
	}
	return c.Labels[i]
}

func (c *Chart) check() error {
	switch c.Type {
	case "bar", "line", "pie", "scatter":
	default:
		return fmt.Errorf("type %q is not one of bar, line, pie, scatter", c.Type)
	}
	if len(c.Series) == 0 || len(c.Series) > 2 || c.Type == "pie" && len(c.Series) > 1 {
		return fmt.Errorf("%d series; give one or two, a pie one", len(c.Series))
	}
	for i, s := range c.Series {
		places := len(c.Labels)
		if c.Type == "scatter" {
			places = len(s.X)
		}
		if len(s.Values) == 0 || len(s.Values) != places {
			return fmt.Errorf("series[%d] has %d values for %d places", i, len(s.Values), places)
		}
		for _, v := range slices.Concat(s.X, s.Values, []float64{c.From}) {
			if !(math.Abs(v) <= 1e12) {
				return fmt.Errorf("series[%d]: %g cannot be drawn; use numbers up to 1e12", i, v)
			}
		}
	}
	return nil
}

// Grid is a map of square cells, such as the floor a robot drives on. Rows are
// strings of one character a cell; "." is an empty cell.
type Grid struct {
	Title  string            `yaml:"title"`
	Rows   []string          `yaml:"rows"`
	Legend map[string]string `yaml:"legend"` // what each other character means
}

func (g *Grid) Kind() string { return "grid" }

func (g *Grid) Words() []string {
	lines := append(words(g.Title), g.Rows...)
	for _, key := range sorted(g.Legend) {
		lines = append(lines, key+" = "+g.Legend[key])
	}
	return lines
}

func (g *Grid) check() error {
	if len(g.Rows) == 0 {
		return errors.New("rows is empty")
	}
	width := len([]rune(g.Rows[0]))
	for i, row := range g.Rows {
		cells := []rune(row)
		if len(cells) != width {
			return fmt.Errorf("rows[%d] has %d cells, the first has %d", i, len(cells), width)
		}
		for _, c := range cells {
			if c != '.' && g.Legend[string(c)] == "" {
				return fmt.Errorf("rows[%d] holds %q, which the legend does not name", i, c)
			}
		}
	}
	return nil
}
