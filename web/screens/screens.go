package screens

import (
	"embed"
	"fmt"
	"html/template"
	"strings"

	"suyang/models/screen"
	"suyang/web/i18n"
	"suyang/web/markdown"
)

//go:embed templates
var files embed.FS

// Drawer draws screens. It is read-only after New and safe for concurrent use.
type Drawer struct {
	catalog  *i18n.Catalog
	pictures map[string]*screen.Drawing
	sets     map[i18n.Locale]*template.Template
}

// New reads the drawings, SVG by the file name under which screens name them. It fails when one
// holds what [screen.ParseDrawing] refuses.
func New(catalog *i18n.Catalog, pictures map[string][]byte) (*Drawer, error) {
	d := &Drawer{catalog: catalog, sets: make(map[i18n.Locale]*template.Template)}
	var err error
	if d.pictures, err = parsePictures(pictures); err != nil {
		return nil, err
	}
	for _, l := range i18n.Locales {
		if d.sets[l], err = template.New("screens").Funcs(d.funcs(l)).ParseFS(files, "templates/*.html"); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// HTML draws a Markdown text with its screens.
func (d *Drawer) HTML(text string, l i18n.Locale) template.HTML {
	var out strings.Builder
	for _, b := range screen.Split(text) {
		if b.Kind == "" && b.Body == "" {
			out.WriteString(string(markdown.HTML(b.Markdown)))
			continue
		}
		out.WriteString(string(d.screen(b, l)))
	}
	return template.HTML(out.String()) //nolint:gosec // each part is safe by itself
}

// screen draws one screen; one that cannot be read or drawn is shown as it was written.
func (d *Drawer) screen(b screen.Block, l i18n.Locale) template.HTML {
	s, err := screen.Parse(b.Kind, b.Body)
	if err != nil {
		return asWritten(b)
	}
	body, err := d.draw(s, l)
	if err != nil {
		return asWritten(b)
	}
	return body
}

func asWritten(b screen.Block) template.HTML {
	return template.HTML(`<pre class="screen-unread">` + template.HTMLEscapeString(b.Body) + "</pre>\n") //nolint:gosec // escaped
}

// figure is what the templates of the kinds are given.
type figure struct {
	Screen screen.Screen
	Name   string        // of the kind, in the reader's language
	Drawn  template.HTML // of kinds that are drawn in Go
}

func (d *Drawer) draw(s screen.Screen, l i18n.Locale) (template.HTML, error) {
	f := figure{Screen: s, Name: d.catalog.T(l, fmt.Sprintf("screen.kind.%s", s.Kind()))}
	switch s := s.(type) {
	case *screen.Flow:
		f.Drawn = d.flow(s, l)
	case *screen.Chart:
		f.Drawn = d.chart(s)
	case *screen.Grid:
		f.Drawn = d.grid(s, l)
	case *screen.Picture:
		drawing, ok := d.pictures[s.File]
		if !ok {
			return "", fmt.Errorf("there is no picture %q", s.File)
		}
		f.Drawn = template.HTML(drawing.SVG(s.Alt, s.Labels)) //nolint:gosec // parsed against a list of what may be in it, written anew
	}
	var out strings.Builder
	if err := d.sets[l].ExecuteTemplate(&out, s.Kind(), f); err != nil {
		return "", err
	}
	return template.HTML(out.String()), nil //nolint:gosec // the template escaped it
}
