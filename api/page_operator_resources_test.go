package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// resourceLines are so many good lines and one without a title.
func resourceLines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"r%d","lang":"en","title":"Passwords %d","licence":"MIT","url":"https://example.org/%d"}`+"\n", i, i, i)
	}
	b.WriteString(`{"id":"bad","lang":"en","licence":"MIT"}` + "\n")
	return b.String()
}

func TestOperatorImportsResourcesOnThePage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	require.NotContains(t, b.page("/operator/resources"), "<h2 id=\"imports\">", "nothing was imported yet")
	res := b.upload("/operator/resources", map[string]string{"source": "open-books"}, "books.jsonl", resourceLines(3))
	require.Equal(t, http.StatusSeeOther, res.status, res.body)
	path := res.header.Get("Location")
	page := b.page(path)
	require.Contains(t, page, "<title>Import of books.jsonl · ")
	require.Contains(t, page, "Source open-books")
	require.Contains(t, page, `hx-get="`+path+`/state"`, "the page asks again by itself")
	part := b.get(path + "/state")
	require.NotContains(t, part.body, "<html", "a part of the page")
	require.Contains(t, part.body, "Queued")
	require.Empty(t, part.header.Get("HX-Refresh"))

	require.NoError(t, s.imports.Run(t.Context(), strings.TrimPrefix(path, "/operator/resources/")))
	part = b.get(path + "/state")
	require.Equal(t, "true", part.header.Get("HX-Refresh"))
	require.NotContains(t, part.body, "hx-get", "it asks no more")
	page = b.page(path)
	require.Contains(t, page, "<dt>Added</dt><dd>3</dd>")
	require.Contains(t, page, "<dt>Left out</dt><dd>1</dd>")
	require.Regexp(t, `class="number">4</th><td><code>title</code></td><td>A title with a letter or a digit</td><td lang="en">[^<]+<`, page)
	require.Contains(t, b.page(path+"?lang=zh-CN"), "标题，至少有一个字")
	require.Contains(t, b.page("/operator/resources?lang=en"), `<a href="`+path+`">books.jsonl</a>`)
	at, _ := b.post(path+"/cancel", nil)
	require.Equal(t, path, at, "cancelling what has ended does nothing")
	require.Contains(t, b.page(path), "Done")
}

func TestOperatorCancelsAnImport(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	path := b.upload("/operator/resources", nil, "books.jsonl", resourceLines(3)).header.Get("Location")
	_, page := b.post(path+"/cancel", nil)
	require.Contains(t, page, "The import was cancelled. What is in stays.")
}

func TestResourceFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.operating()
	tests := map[string]struct{ source, file, content, want string }{
		"no file":         {"books", "", "", "Choose a file"},
		"an empty file":   {"books", "books.jsonl", "", "books.jsonl is empty"},
		"our own lessons": {"lessons", "books.jsonl", "{}", "and not “lessons”"},
		"capitals":        {"Books", "books.jsonl", "{}", "Use 1 to 40 lower-case letters"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			res := b.uploadPage("/operator/resources", map[string]string{"source": tt.source}, tt.file, tt.content)
			require.Equal(t, http.StatusUnprocessableEntity, res.status)
			require.Contains(t, res.body, tt.want)
			require.Contains(t, res.body, `value="`+tt.source+`"`, "what was entered is kept")
		})
	}
	path := b.upload("/operator/resources", map[string]string{"source": "books"}, "books.jsonl.gz", "\x1f\x8bnot gzip").header.Get("Location")
	require.NoError(t, s.imports.Run(t.Context(), strings.TrimPrefix(path, "/operator/resources/")))
	page := b.page(path)
	require.Contains(t, page, "The import did not finish")
	require.Contains(t, page, "cannot be read from line 1")
}

func TestImportsAreForOperators(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	path := s.operating().upload("/operator/resources", nil, "books.jsonl", resourceLines(1)).header.Get("Location")
	for _, stranger := range []*browser{s.reading("李雷"), s.teacher("王芳").reader(), s.staff("zhou.yan").reader()} {
		for _, address := range []string{"/operator/resources", path, path + "/state"} {
			require.Equal(t, http.StatusForbidden, stranger.get(address).status, address)
		}
		require.Equal(t, http.StatusForbidden, stranger.form(path+"/cancel", nil).status)
	}
	b := s.operating()
	for _, address := range []string{"/operator/resources/nonsense", "/operator/resources/" + models.NewID[models.Import]().String() + "/state"} {
		require.Equal(t, http.StatusNotFound, b.get(address).status, address)
	}
}

func TestImportsOverTheAPI(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.staff("operator")
	var list []models.Import
	b.json("GET", "/api/v1/imports", nil, &list)
	require.Empty(t, list)
	res := b.upload("/api/v1/imports", map[string]string{"source": "books"}, "books.jsonl", resourceLines(2))
	require.Equal(t, http.StatusOK, res.status, res.body)
	b.json("GET", "/api/v1/imports", nil, &list)
	require.Equal(t, models.JobQueued, list[0].State)
	path := "/api/v1/imports/" + list[0].ID.String()

	following := b.open(t.Context(), path+"/events")
	require.NoError(t, s.imports.Run(t.Context(), list[0].ID.String()))
	events := frames(t, following)
	require.Contains(t, events[len(events)-2], `"state":"done"`)
	require.Equal(t, "event: done\ndata: {}", events[len(events)-1])
	var one models.Import
	b.json("GET", path, nil, &one)
	require.Equal(t, []int{3, 2, 1}, []int{one.Rows, one.Added, one.Failed})
	require.Equal(t, models.CodeConflict, b.json("POST", path+"/cancel", nil, nil).problem(t).Code, "it has ended")
	require.Equal(t, "source", b.upload("/api/v1/imports", map[string]string{"source": "Books"}, "b.jsonl", "{}").problem(t).Field)
	require.Equal(t, "file", b.upload("/api/v1/imports", nil, "", "").problem(t).Field)
}
