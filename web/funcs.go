package web

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"time"

	"suyang/models"
	"suyang/web/i18n"
)

// funcs are the functions of templates, bound to one locale.
func (r *Renderer) funcs(l i18n.Locale) template.FuncMap {
	c := r.catalog
	return template.FuncMap{
		"t":          func(key string, args ...any) string { return c.T(l, key, args...) },
		"tx":         func(key string, args []any) string { return c.T(l, key, args...) },
		"asset":      r.AssetURL,
		"icon":       func(name string) template.HTML { return r.icons[name] },
		"stimulus":   func(text string) template.HTML { return r.Stimulus(l, text) },
		"in":         func(text models.Text) string { return text.In(models.Locale(l)) },
		"dict":       dict,
		"add":        func(a, b int) int { return a + b },
		"fieldError": fieldError,
		"number":     func(v float64, decimals int) string { return i18n.Number(l, v, decimals) },
		"count":      func(n int) string { return i18n.Number(l, float64(n), 0) },
		"percent":    func(v float64, decimals int) string { return i18n.Percent(l, v, decimals) },
		"minutes":    func(d time.Duration) string { return c.Minutes(l, d) },
		"date":       func(t time.Time) string { return c.Date(l, t.In(r.location)) },
		"datetime":   func(t time.Time) string { return c.DateTime(l, t.In(r.location)) },
	}
}

// dict builds the argument of a partial from pairs of name and value.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %d arguments, want pairs of name and value", len(pairs))
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: name %v is not a string", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// fieldError finds the fault of a field where a partial may have been given no errors at all.
func fieldError(errs any, field string) *FieldError {
	e, _ := errs.(FormErrors)
	return e.For(field)
}

// loadIcons reads every icon, by its name without ending.
func loadIcons(files fs.FS) (map[string]template.HTML, error) {
	names, err := fs.Glob(files, "*.svg")
	if err != nil {
		return nil, err
	}
	icons := make(map[string]template.HTML, len(names))
	for _, name := range names {
		svg, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		name = strings.TrimSuffix(path.Base(name), ".svg")
		icons[name] = template.HTML(strings.TrimSpace(string(svg))) //nolint:gosec // a file of ours
	}
	return icons, nil
}
