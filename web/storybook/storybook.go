package storybook

import (
	"embed"
	"io/fs"
	"net/http"
	"slices"

	"suyang/web"
	"suyang/web/i18n"
)

//go:embed templates
var embedded embed.FS

// Story is one page in one state.
type Story struct {
	Name  string // letters, digits and hyphens; names the picture
	Page  string // the declared page it shows
	State func(r *web.Renderer, l i18n.Locale) web.Page
}

// Stories lists every story. Each area of the site adds its own list.
func Stories() []Story {
	return slices.Concat(componentStories, commonStories, accountStories, pupilStories, researcherStories, operatorStories, teacherStories, authorStories, questionnaireStories, screenStories)
}

// New returns a renderer that knows the storybook's own pages beside those of the service.
func New() (*web.Renderer, error) {
	return web.New(web.Config{Pages: pages(), Location: china, Pictures: map[string][]byte{"sample.svg": sampleDrawing}})
}

// pages declares the pages that exist only here.
func pages() []web.Spec {
	source, err := fs.Sub(embedded, "templates")
	if err != nil {
		panic(err)
	}
	return []web.Spec{
		{Name: "story/components", Title: "common.product", Layout: web.LayoutApp, Source: source, Sample: components{}},
		{Name: "story/charts", Title: "common.product", Layout: web.LayoutApp, Source: source, Sample: charts{}},
		{Name: "story/task", Title: "common.product", Layout: web.LayoutTask, Source: source, Sample: task{}},
		{Name: "story/companion", Title: "common.product", Layout: web.LayoutApp, Source: source, Sample: companion{}},
		{Name: "story/cards", Title: "common.product", Layout: web.LayoutSheet, Source: source, Sample: cards{}},
	}
}

// Handler serves /story/<name>?lang=<locale> and the static files, under the policy of the service.
func Handler(r *web.Renderer) http.Handler {
	mux := http.NewServeMux()
	for _, story := range Stories() {
		mux.HandleFunc("GET /story/"+story.Name, func(w http.ResponseWriter, req *http.Request) {
			page := story.State(r, i18n.Negotiate(req.URL.Query().Get("lang"), "", ""))
			page.Path = req.URL.RequestURI()
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", web.ContentSecurityPolicy)
			if err := r.Render(w, story.Page, page); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		})
	}
	mux.HandleFunc("GET /static/", func(w http.ResponseWriter, req *http.Request) {
		asset, ok := r.Asset(req.URL.Path)
		if !ok {
			http.NotFound(w, req)
			return
		}
		w.Header().Set("Content-Type", asset.ContentType)
		_, _ = w.Write(asset.Body)
	})
	mux.HandleFunc("GET /author/", previewFrame(r))
	for _, area := range []string{"/researcher/", "/operator/"} { // progress that an open page asks for: nothing new
		mux.HandleFunc("GET "+area, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	}
	return mux
}
