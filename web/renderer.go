package web

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"time"

	"suyang/web/i18n"
	"suyang/web/screens"
)

// ContentSecurityPolicy is the policy every page of this package works under: nothing inline,
// nothing from elsewhere.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; " +
	"img-src 'self' data:; connect-src 'self'; media-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-src 'self'; frame-ancestors 'none'"

// FramedContentPolicy is the policy of the pages that stand in a frame of a page of ours: the
// previews of items.
var FramedContentPolicy = strings.Replace(ContentSecurityPolicy, "frame-ancestors 'none'", "frame-ancestors 'self'", 1)

// Config adjusts a Renderer. The zero value works.
type Config struct {
	Pages    []Spec            // pages beside those of Pages()
	Location *time.Location    // time zone of dates on pages; nil: the machine's
	Pictures map[string][]byte // drawings (SVG) that screens of a stimulus name, by file name
}

// Renderer turns page data into HTML and hands out the static files. It is read-only after New
// and safe for concurrent use.
type Renderer struct {
	catalog  *i18n.Catalog
	assets   *assets
	icons    map[string]template.HTML
	screens  *screens.Drawer
	location *time.Location
	pages    map[string]page
}

// page is a declared page with its template set for each locale.
type page struct {
	title    string
	dataType reflect.Type
	sets     map[i18n.Locale]*template.Template
}

// New loads the locales and static files, parses every page in every locale and executes it with
// its sample. It fails, naming each fault, when a template is missing, undeclared, lacks its block
// "main", does not fit its sample, or names a message, placeholder, asset or icon there is not.
func New(cfg Config) (*Renderer, error) {
	r := &Renderer{location: cfg.Location, pages: make(map[string]page)}
	if r.location == nil {
		r.location = time.Local
	}
	var err error
	if r.catalog, err = i18n.Load(sub("locales")); err != nil {
		return nil, fmt.Errorf("web: locales: %w", err)
	}
	if r.assets, err = loadAssets(sub("static")); err != nil {
		return nil, fmt.Errorf("web: static files: %w", err)
	}
	if r.icons, err = loadIcons(sub("icons")); err != nil {
		return nil, fmt.Errorf("web: icons: %w", err)
	}
	if r.screens, err = screens.New(r.catalog, cfg.Pictures); err != nil {
		return nil, fmt.Errorf("web: screens: %w", err)
	}
	faults := []error{checkDeclared(sub("templates"), Pages())}
	for _, spec := range append(Pages(), cfg.Pages...) {
		if err := r.add(spec); err != nil {
			faults = append(faults, fmt.Errorf("web: page %s: %w", spec.Name, err))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return r, nil
}

// add parses, checks and tries out one page.
func (r *Renderer) add(spec Spec) error {
	p := page{title: spec.Title, dataType: reflect.TypeOf(spec.Sample), sets: make(map[i18n.Locale]*template.Template)}
	for _, l := range i18n.Locales {
		set, err := r.parse(spec, l)
		if err != nil {
			return err
		}
		if err := r.check(set); err != nil {
			return err
		}
		p.sets[l] = set
	}
	r.pages[spec.Name] = p
	for _, l := range i18n.Locales {
		sample := Page{Locale: l, Path: "/", Data: spec.Sample}
		if err := r.Render(io.Discard, spec.Name, sample); err != nil {
			return fmt.Errorf("with its sample: %w", err)
		}
	}
	return nil
}

// parse builds the template set of one page in one locale.
func (r *Renderer) parse(spec Spec, l i18n.Locale) (*template.Template, error) {
	set := template.New("base").Funcs(r.funcs(l))
	shared := []string{"layout/base.html", "layout/" + string(spec.Layout) + ".html", "partial/*.html"}
	if _, err := set.ParseFS(sub("templates"), shared...); err != nil {
		return nil, err
	}
	source := spec.Source
	if source == nil {
		source = sub("templates")
	}
	text, err := fs.ReadFile(source, spec.Name+".html")
	if err != nil {
		return nil, err
	}
	if _, err := set.New(spec.Name).Parse(string(text)); err != nil {
		return nil, err
	}
	if set.Lookup("main") == nil {
		return nil, errors.New(`the template does not define the block "main"`)
	}
	return set, nil
}

// Render writes a whole page. Nothing is written when it fails: a page that is not declared, data
// of another type than declared, or a title without a message.
func (r *Renderer) Render(w io.Writer, name string, p Page) error {
	return r.RenderFragment(w, name, "base", p)
}

// RenderFragment writes one block of a page, for htmx. The block gets the same Page as "main".
func (r *Renderer) RenderFragment(w io.Writer, name, block string, p Page) error {
	declared, ok := r.pages[name]
	if !ok {
		return fmt.Errorf("web: no page is declared as %q", name)
	}
	if got := reflect.TypeOf(p.Data); got != declared.dataType {
		return fmt.Errorf("web: page %s: the data is %v, declared is %v", name, got, declared.dataType)
	}
	if p.Title == "" {
		p.Title = declared.title
	}
	if !r.catalog.Has(p.Title) {
		return fmt.Errorf("web: page %s: no message for the title %q", name, p.Title)
	}
	if _, ok := declared.sets[p.Locale]; !ok {
		p.Locale = i18n.Chinese
	}
	var buf bytes.Buffer
	if err := declared.sets[p.Locale].ExecuteTemplate(&buf, block, p); err != nil {
		return fmt.Errorf("web: page %s: %w", name, err)
	}
	_, err := buf.WriteTo(w)
	return err
}

// Stimulus draws a Markdown text with its screens: the situation of an item, the text of a lesson.
// Templates have it as the function stimulus, in the language of their page.
func (r *Renderer) Stimulus(l i18n.Locale, text string) template.HTML { return r.screens.HTML(text, l) }

// Catalog returns the messages, for code that answers in words without a page.
func (r *Renderer) Catalog() *i18n.Catalog { return r.catalog }
