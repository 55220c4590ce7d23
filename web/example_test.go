package web_test

import (
	"fmt"
	"os"
	"testing/fstest"

	"suyang/web"
	"suyang/web/i18n"
)

// A page is a template, the type of its data, and a declaration that ties them together.
func Example() {
	type Lesson struct{ Name string }

	pages := []web.Spec{{
		Name: "example/lesson", Title: "signin.title", Layout: web.LayoutApp, Sample: Lesson{},
		Source: fstest.MapFS{"example/lesson.html": {Data: []byte(
			`{{define "main"}}{{with .Data}}{{template "badge" dict "kind" "success" "text" .Name}}{{end}}{{end}}`)}},
	}}
	r, err := web.New(web.Config{Pages: pages})
	if err != nil {
		fmt.Println(err)
		return
	}
	page := web.Page{Locale: i18n.English, Data: Lesson{Name: "Fractions & <b>friends</b>"}}
	if err := r.RenderFragment(os.Stdout, "example/lesson", "main", page); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <span class="badge badge-success">Fractions &amp; &lt;b&gt;friends&lt;/b&gt;</span>
}
