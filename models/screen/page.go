package screen

import (
	"errors"
	"fmt"
)

// Search is a page of search results.
type Search struct {
	Query   string   `yaml:"query"`
	Results []Result `yaml:"results"`
}

// Result is one hit of a search.
type Result struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
	Label string `yaml:"label"` // such as Ad
	Date  string `yaml:"date"`
	Text  string `yaml:"text"`
}

func (s *Search) Kind() string { return "search" }

func (s *Search) Words() []string {
	lines := words(prefix("? ", s.Query))
	for i, r := range s.Results {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, join(" | ", bracket(r.Label), r.Title, r.URL, r.Date, r.Text)))
	}
	return lines
}

func (s *Search) check() error {
	if len(s.Results) == 0 {
		return errors.New("results is empty")
	}
	for i, r := range s.Results {
		if err := missing("title", r.Title, "url", r.URL); err != nil {
			return fmt.Errorf("results[%d]: %w", i, err)
		}
	}
	return missing("query", s.Query)
}

// Page is a page of a web site.
type Page struct {
	URL    string   `yaml:"url"`
	Site   string   `yaml:"site"` // name in the head of the page
	Title  string   `yaml:"title"`
	By     string   `yaml:"by"`
	Date   string   `yaml:"date"`
	Lock   bool     `yaml:"lock"`   // the padlock of an encrypted connection
	Text   []string `yaml:"text"`   // paragraphs
	Fields []string `yaml:"fields"` // labels of the fields of a form
	Button string   `yaml:"button"`
	Foot   string   `yaml:"foot"` // last line of the page, such as its imprint
}

func (p *Page) Kind() string { return "page" }

func (p *Page) Words() []string {
	lines := words(p.URL, p.Site, p.Title, join(" ", p.By, p.Date))
	lines = append(lines, p.Text...)
	for _, f := range p.Fields {
		lines = append(lines, f+": ____")
	}
	return append(lines, words(bracket(p.Button), p.Foot)...)
}

func (p *Page) check() error { return missing("title", p.Title) }

// Dialog asks the owner of a device for something: a permission, a setting, a
// confirmation.
type Dialog struct {
	App     string   `yaml:"app"`
	Title   string   `yaml:"title"`
	Text    string   `yaml:"text"`
	Toggles []Toggle `yaml:"toggles"`
	Buttons []string `yaml:"buttons"`
}

// Toggle is one switch of a dialog.
type Toggle struct {
	Name string `yaml:"name"`
	Text string `yaml:"text"`
	On   bool   `yaml:"on"`
}

func (d *Dialog) Kind() string { return "dialog" }

func (d *Dialog) Words() []string {
	lines := words(d.App, d.Title, d.Text)
	for _, t := range d.Toggles {
		state := "[ ] "
		if t.On {
			state = "[x] "
		}
		lines = append(lines, state+join(" - ", t.Name, t.Text))
	}
	for _, b := range d.Buttons {
		lines = append(lines, bracket(b))
	}
	return lines
}

func (d *Dialog) check() error {
	for i, t := range d.Toggles {
		if t.Name == "" {
			return fmt.Errorf("toggles[%d].name is missing", i)
		}
	}
	return missing("title", d.Title)
}

// Notice is a sheet of paper or a poster.
type Notice struct {
	Title string   `yaml:"title"`
	Text  []string `yaml:"text"` // lines
	By    string   `yaml:"by"`
	Date  string   `yaml:"date"`
}

func (n *Notice) Kind() string { return "notice" }

func (n *Notice) Words() []string {
	return append(append(words(n.Title), n.Text...), words(join(" ", n.By, n.Date))...)
}

func (n *Notice) check() error {
	if len(n.Text) == 0 {
		return errors.New("text is empty")
	}
	return nil
}

// Picture is a drawing of content/pictures with its text alternative.
type Picture struct {
	File   string            `yaml:"file"`   // such as spring-outing.svg
	Alt    string            `yaml:"alt"`    // all a reader needs who cannot see it
	Labels map[string]string `yaml:"labels"` // words in the drawing: <text data-label="KEY"> shows the value
}

func (p *Picture) Kind() string    { return "picture" }
func (p *Picture) Words() []string { return []string{bracket(p.Alt)} }
func (p *Picture) check() error    { return missing("file", p.File, "alt", p.Alt) }
