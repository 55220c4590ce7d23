package screens_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/models/screen"
	"suyang/web/i18n"
	"suyang/web/screens"
)

var update = flag.Bool("update", false, "write the golden files anew")

const sample = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><rect width="320" height="200" fill="#eee"/><text data-label="sign" x="10" y="20"/></svg>`

func drawer(t testing.TB) *screens.Drawer {
	t.Helper()
	d, err := screens.New(catalog(t), map[string][]byte{"sample.svg": []byte(sample)})
	require.NoError(t, err)
	return d
}

func catalog(t testing.TB) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(os.DirFS("../locales"))
	require.NoError(t, err)
	return c
}

func fenced(kind, body string) string { return "```screen " + kind + "\n" + body + "\n```\n" }

// harm is a text that would do harm if it were not escaped.
const harm = `<script>alert(1)</script>"><img src=x onerror=alert(1)>`

// bodies is one screen of every kind with every field, harmful where there is room for a text.
var bodies = map[string]string{
	"search":  `{query: HARM, results: [{title: HARM, url: HARM, label: Ad, date: HARM, text: HARM}, {title: "**b** ` + "`c`" + `", url: a.example, label: HARM}]}`,
	"chat":    `{title: HARM, members: 3, messages: [{from: HARM, time: HARM, text: HARM, note: HARM, picture: HARM}, {from: 林晓, me: true, text: "- no list\n1. nor this"}, {system: true, text: HARM}]}`,
	"dialog":  `{app: HARM, title: HARM, text: HARM, toggles: [{name: HARM, text: HARM, on: true}, {name: b}], buttons: [HARM, b]}`,
	"sheet":   `{name: HARM, rows: [[HARM, "1,234"], ["", long words in a cell]], selected: B1, formula: HARM}`,
	"flow":    `{title: HARM, steps: [{kind: start, text: HARM}, {id: q, kind: ask, text: HARM, no: e}, {kind: io, text: HARM, next: q}, {id: e, kind: end, text: HARM}]}`,
	"ai":      `{name: HARM, prompt: HARM, answer: [HARM, b], marks: true, sources: [HARM]}`,
	"page":    `{url: HARM, site: HARM, title: HARM, by: HARM, date: HARM, lock: true, text: [HARM], fields: [HARM], button: HARM, foot: HARM}`,
	"post":    `{account: HARM, about: HARM, time: HARM, text: HARM, picture: HARM, video: true, label: HARM, likes: HARM, shares: HARM, comments: [HARM]}`,
	"files":   `{title: HARM, entries: [{name: HARM, folder: true, entries: [{name: HARM, size: HARM, date: HARM}]}]}`,
	"chart":   `{type: line, title: HARM, x: HARM, y: HARM, labels: [HARM, b], series: [{name: HARM, values: [-3, 14]}, {name: HARM, values: [1, 2]}]}`,
	"grid":    `{title: HARM, rows: ["S.", "#<"], legend: {S: HARM, "#": wall, "<": HARM}}`,
	"notice":  `{title: HARM, text: [HARM], by: HARM, date: HARM}`,
	"picture": `{file: sample.svg, alt: HARM, labels: {sign: HARM}}`,
}

func body(kind string) string {
	return strings.ReplaceAll(bodies[kind], "HARM", `'`+harm+`'`)
}

// Every kind is drawn as it was looked at, as well-formed markup in which no text of an author is
// an element and nothing can be focused, submitted or fetched.
func TestEveryKind(t *testing.T) {
	t.Parallel()
	d := drawer(t)
	for _, kind := range screen.Kinds() {
		for _, l := range i18n.Locales {
			t.Run(kind+" "+string(l), func(t *testing.T) {
				t.Parallel()
				html := string(d.HTML(fenced(kind, body(kind)), l))
				file := filepath.Join("testdata", kind+"."+string(l)+".html")
				if *update {
					require.NoError(t, os.WriteFile(file, []byte(html), 0o644))
				}
				want, err := os.ReadFile(file)
				require.NoError(t, err)
				require.Equal(t, string(want), html)
				require.Contains(t, html, `<figure class="screen screen-`+kind+`" aria-label="`)
				harmless(t, html)
			})
		}
	}
}

// harmless reads the markup and refuses what a drawing must not have.
func harmless(t require.TestingT, html string) {
	r := xml.NewDecoder(strings.NewReader(html))
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err, html)
		tag, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		require.NotContains(t, []string{"script", "img", "a", "button", "input", "form", "style", "iframe"}, tag.Name.Local)
		for _, a := range tag.Attr {
			require.NotContains(t, []string{"href", "src", "style", "id"}, a.Name.Local)
			require.False(t, strings.HasPrefix(a.Name.Local, "on"), a.Name.Local)
			require.True(t, a.Name.Local != "tabindex" || tag.Attr[0].Value == "table-wrap sheet-scroll", "a drawn %s can be focused", tag.Name.Local)
		}
	}
}

func TestKindsOfCharts(t *testing.T) {
	t.Parallel()
	d := drawer(t)
	for _, tc := range []struct{ name, body, want string }{
		{"bars that mislead begin above 0", "{type: bar, from: 90, labels: [a, b], series: [{values: [98, 92]}]}", `>90</text>`},
		{"bars begin at 0", "{type: bar, labels: [a, b], series: [{values: [98, 92]}]}", `>0</text>`},
		{"a whole pie", "{type: pie, labels: [a, b], series: [{values: [5, 0]}]}", `<circle class="pie-1"`},
		{"an empty pie", "{type: pie, labels: [a, b], series: [{values: [0, 0]}]}", `<path class="pie-2"`},
		{"points far from 0", "{type: scatter, series: [{x: [6, 9], values: [420, 340]}]}", `>340</text>`},
		{"a series of one value", "{type: line, labels: [a], series: [{values: [7]}]}", `<circle class="chart-fill-1"`},
		{"very large numbers", "{type: line, labels: [a, b], series: [{values: [1e12, -1e12]}]}", `class="chart-line chart-line-1"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			html := string(d.HTML(fenced("chart", tc.body), i18n.English))
			require.Contains(t, html, tc.want)
			require.NotContains(t, html, "NaN")
			harmless(t, html)
		})
	}
}

func TestHTML(t *testing.T) {
	t.Parallel()
	d := drawer(t)
	for _, tc := range []struct{ name, text, want string }{
		{"running text", "a **b**", "<p>a <strong>b</strong></p>\n"},
		{"a kind there is not", "```screen video\nx: <b>\n```", `<pre class="screen-unread">x: &lt;b&gt;</pre>` + "\n"},
		{"a screen that cannot be read", "before\n\n```screen chat\n<b>\n```\n\nafter", "<p>before</p>\n<pre class=\"screen-unread\">&lt;b&gt;</pre>\n<p>after</p>\n"},
		{"a picture there is not", "```screen picture\n{file: b.svg, alt: a tree}\n```", `<pre class="screen-unread">{file: b.svg, alt: a tree}</pre>` + "\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, string(d.HTML(tc.text, i18n.English)))
		})
	}
}

// The manual shows every kind, and each of its examples is drawn.
func TestManual(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../../docs/content.md")
	require.NoError(t, err)
	drawing, err := os.ReadFile("../../content/pictures/p56-pot.svg")
	require.NoError(t, err)
	d, err := screens.New(catalog(t), map[string][]byte{"p56-pot.svg": drawing})
	require.NoError(t, err)
	shown := map[string]bool{}
	for _, b := range screen.Split(string(manual)) {
		if b.Kind != "" {
			_, err := screen.Parse(b.Kind, b.Body)
			require.NoError(t, err)
			require.Contains(t, string(d.HTML(fenced(b.Kind, b.Body), i18n.English)), "<figure", b.Body)
			shown[b.Kind] = true
		}
	}
	require.Len(t, shown, len(screen.Kinds()))
}

func TestNewRefusesHostilePictures(t *testing.T) {
	t.Parallel()
	_, err := screens.New(nil, map[string][]byte{"a.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>`)})
	require.ErrorContains(t, err, "a.svg: a drawing has no <script>")
}

// Texts of any form in every field stay texts.
func TestEscaping(t *testing.T) {
	t.Parallel()
	d := drawer(t)
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(screen.Kinds()).Draw(t, "kind")
		text := rapid.StringMatching("[a-z中文<>&\"/=`* ]{1,40}").Draw(t, "text")
		quoted := "'" + strings.ReplaceAll(text, "'", "''") + "'"
		html := string(d.HTML(fenced(kind, strings.ReplaceAll(bodies[kind], "HARM", quoted)), i18n.Chinese))
		harmless(t, strings.ReplaceAll(html, "&#34;", "&quot;"))
	})
}

func FuzzHTML(f *testing.F) {
	d := drawer(f)
	for kind := range bodies {
		f.Add(kind, body(kind))
	}
	f.Add("chart", "{type: pie, labels: [a], series: [{values: [.nan]}]}")
	f.Fuzz(func(t *testing.T, kind, body string) {
		html := string(d.HTML(fenced(kind, body), i18n.English))
		require.NotContains(t, html, "<script")
		require.NotContains(t, html, "<img")
	})
}
