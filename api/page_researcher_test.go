package api_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// researching returns a browser in which a researcher reads pages in English.
func (s *school) researching(username string) *browser {
	return s.staff(username).reader().with("Accept-Language", "en")
}

// uploadPage sends the form of the page; the answer's text is without entities.
func (b *browser) uploadPage(path string, fields map[string]string, name, content string) answer {
	b.t.Helper()
	res := b.upload(path, fields, name, content)
	res.body = html.UnescapeString(res.body)
	return res
}

// submitted uploads responses on the page and returns the page of the new study.
func (b *browser) submitted(name, content string) (path string) {
	b.t.Helper()
	res := b.uploadPage("/researcher/studies", map[string]string{"model": "2pl", "name": name}, "pilot.csv", content)
	require.Equal(b.t, http.StatusSeeOther, res.status, res.body)
	require.Regexp(b.t, `^/researcher/studies/[0-9a-f-]{36}$`, res.header.Get("Location"))
	return res.header.Get("Location")
}

// calibrate does the work that a worker would.
func (s *school) calibrate(path string) {
	s.t.Helper()
	require.NoError(s.t, s.studies.Run(s.t.Context(), strings.TrimPrefix(path, "/researcher/studies/")))
}

func TestResearcherCalibratesOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.researching("zhou.yan")
	require.Contains(t, b.page("/researcher"), "No studies yet")
	require.Contains(t, b.page("/researcher?lang=zh-CN"), "还没有研究")
	require.Contains(t, b.page("/researcher?lang=en"), "No studies yet")

	// The sixth item is solved by everybody, and the codes of the first leave a gap.
	content := strings.ReplaceAll(responses(300), "\n", ",1\n")
	content = strings.Replace(content, "i5,1", "i5,easy", 1)
	path := b.submitted("七年级试测", content)
	page := b.page(path)
	require.Contains(t, page, "<title>七年级试测 · ")
	require.Contains(t, page, "2PL · Persons: 300 · Items: 6")
	require.Contains(t, page, "Queued")
	require.Contains(t, page, `hx-get="`+path+`/state"`, "the page asks again by itself")
	part := b.get(path + "/state")
	require.NotContains(t, part.body, "<html", "a part of the page")
	require.Contains(t, part.body, `hx-get="`+path+`/state"`)
	require.Empty(t, part.header.Get("HX-Refresh"))

	s.calibrate(path)
	part = b.get(path + "/state")
	require.Equal(t, "true", part.header.Get("HX-Refresh"), "the result is a new page")
	require.NotContains(t, part.body, "hx-get", "it asks no more")

	page = b.page(path)
	require.Contains(t, page, "Everybody has the same score on these items. They were left out:")
	require.Contains(t, page, `<b>easy</b>`)
	require.Contains(t, page, `all responses to item "easy" are the same`)
	require.Contains(t, page, "n = 300 persons, 5 items")
	require.Contains(t, page, `<h2 id="curve-head">Item i1</h2>`)
	require.Contains(t, b.page(path+"?item=i3"), `<h2 id="curve-head">Item i3</h2>`)
	require.Contains(t, b.page(path+"?lang=zh-CN"), "所有人得分都一样的题没有参加标定：")
	require.Equal(t, http.StatusNotFound, b.get(path+"?item=easy").status)
	for _, file := range []string{"items.json", "scores.csv", "responses.csv"} {
		require.Contains(t, page, "/files/"+file)
	}
	require.Contains(t, b.page("/researcher"), "七年级试测")
}

func TestUploadsOnThePageThatAreRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.researching("zhou.yan")
	var damaged bytes.Buffer
	zip := gzip.NewWriter(&damaged)
	_, err := zip.Write([]byte(responses(30)))
	require.NoError(t, err)
	require.NoError(t, zip.Close())
	tests := map[string]struct {
		model, file, content string
		want                 []string
	}{
		"no file":         {"grm", "", "", []string{"Choose a file"}},
		"empty file":      {"grm", "x.csv", "", []string{"The file cannot be used.", "the file is empty"}},
		"a column twice":  {"grm", "x.csv", "i1,i1\n1,0\n", []string{"Line 1 of the file, column “i1”, is wrong.", "the same name"}},
		"text for a code": {"grm", "x.csv", "i1,i2\n1,0\n1,C\n", []string{"Line 3 of the file, column “i2”, is wrong.", `"C" is not an integer code`}},
		"semicolons":      {"grm", "x.csv", "i1;i2\n1;0\n", []string{"Line 1 of the file is wrong.", "not separated by commas"}},
		"too many codes":  {"grm", "x.csv", "age,i2\n" + manyCodes(), []string{"The column “age” of the file cannot be used."}},
		"damaged gzip":    {"grm", "x.csv.gz", damaged.String()[:damaged.Len()-9], []string{"The file cannot be used.", "is damaged"}},
		"no such model":   {"4pl", "x.csv", responses(30), []string{"Choose a model"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			fields := map[string]string{"model": tt.model, "name": "秋季试测"}
			res := b.uploadPage("/researcher/studies", fields, tt.file, tt.content)
			require.Equal(t, http.StatusUnprocessableEntity, res.status)
			for _, want := range tt.want {
				require.Contains(t, res.body, want)
			}
			require.Contains(t, res.body, `value="秋季试测"`, "what was entered is kept")
			if tt.model == "grm" {
				require.Regexp(t, `value="grm" checked`, res.body)
			}
		})
	}
	t.Run("a long name", func(t *testing.T) {
		res := b.uploadPage("/researcher/studies", map[string]string{"model": "2pl", "name": strings.Repeat("长", 121)}, "x.csv", responses(30))
		require.Equal(t, http.StatusUnprocessableEntity, res.status)
		require.Contains(t, res.body, "A name has at most 120 characters")
	})
	t.Run("no form at all", func(t *testing.T) {
		require.Equal(t, http.StatusUnprocessableEntity, b.do("POST", "/researcher/studies", "text/csv", responses(30)).status)
	})
	require.Contains(t, b.page("/researcher"), "No studies yet")
}

func manyCodes() string {
	var b strings.Builder
	for i := range 100 {
		fmt.Fprintf(&b, "%d,%d\n", i, i%2)
	}
	return b.String()
}

func TestCompressedUploadOnThePage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, err := zip.Write([]byte(responses(300)))
	require.NoError(t, err)
	require.NoError(t, zip.Close())
	b := s.researching("zhou.yan")
	res := b.upload("/researcher/studies", map[string]string{"model": "grm"}, "pilot.csv.gz", packed.String())
	require.Equal(t, http.StatusSeeOther, res.status)
	page := b.page(res.header.Get("Location"))
	require.Contains(t, page, "<h1>pilot.csv.gz</h1>", "the name of the file where none is given")
	require.Contains(t, page, "GRM · Persons: 300 · Items: 5")
}

func TestTooLargeAnUploadIsRefusedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	token := s.staff("zhou.yan").cookie("suyang").Value
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "POST /researcher/studies HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nCookie: suyang=%s\r\nContent-Length: %d\r\n\r\n", token, 65<<20)
	require.NoError(t, err)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusRequestEntityTooLarge, res.StatusCode)
}

func TestResearcherTakesTheResponsesToATest(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.researching("zhou.yan")
	form := s.form("junior-sampler").String()
	chosen := url.Values{"form": {form}, "model": {"grm"}}
	for _, unanswered := range []answer{b.form("/researcher/forms", chosen), b.get("/researcher/responses.csv?form=" + form)} {
		require.Equal(t, http.StatusUnprocessableEntity, unanswered.status)
		require.Contains(t, unanswered.body, "Nobody has finished this test yet")
		require.Contains(t, unanswered.body, `<option value="`+form+`" selected>`)
	}
	none := b.form("/researcher/forms", url.Values{"model": {"2pl"}})
	require.Equal(t, http.StatusUnprocessableEntity, none.status)
	require.Contains(t, none.body, "Choose a test")
	require.Equal(t, http.StatusNotFound, b.get("/researcher/responses.csv?form="+models.NewID[models.Form]().String()).status)

	s.pupil("李雷").sit(s.open("王芳", "junior-sampler"))
	file := b.get("/researcher/responses.csv?form=" + form)
	require.Equal(t, `attachment; filename="junior-sampler-responses.csv"`, file.header.Get("Content-Disposition"))
	require.Contains(t, file.header.Get("Content-Type"), "text/csv")
	require.Equal(t, 2, strings.Count(file.body, "\n"), "a header and a sitting")
	require.True(t, strings.HasPrefix(file.body, "ID_session,IL"), file.body)
	require.NotContains(t, file.body, "李雷")
	require.NotContains(t, file.body, s.ids["李雷"].String())

	res := b.form("/researcher/forms", chosen)
	require.Equal(t, http.StatusSeeOther, res.status, res.body)
	require.Contains(t, b.page(res.header.Get("Location")), "GRM · Persons: 1")
}

func TestResearcherCancelsOnThePage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.researching("zhou.yan")
	path := b.submitted("试测", responses(300))
	at, page := b.post(path+"/cancel", nil)
	require.Equal(t, path, at)
	require.Contains(t, page, "This study was cancelled and has no result.")
	require.Equal(t, "true", b.get(path+"/state").header.Get("HX-Refresh"))
	at, _ = b.post(path+"/cancel", nil)
	require.Equal(t, path, at, "cancelling again does nothing")
}

func TestFailedStudySaysWhy(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.researching("zhou.yan")
	path := b.submitted("试测", "i1,i2\n1,1\n1,1\n")
	s.calibrate(path)
	page := b.page(path)
	require.Contains(t, page, "These data cannot be calibrated")
	require.Contains(t, page, `all responses to item "i1" are the same`)
	require.NotContains(t, page, "scores.csv")
}

func TestStudyPagesAreTheirOwners(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	path := s.researching("zhou.yan").submitted("试测", responses(300))
	s.calibrate(path)
	other := s.researching("wu.yan")
	require.NotContains(t, other.page("/researcher"), "试测")
	for _, address := range []string{path, path + "/state", "/researcher/studies/nonsense", "/researcher/studies/" + models.NewID[models.Study]().String()} {
		require.Equal(t, http.StatusNotFound, other.get(address).status, address)
	}
	require.Equal(t, http.StatusNotFound, other.form(path+"/cancel", nil).status)
	for _, stranger := range []*browser{s.reading("李雷"), s.teacher("王芳").reader(), s.staff("operator").reader()} {
		require.Equal(t, http.StatusForbidden, stranger.get("/researcher").status)
		require.Equal(t, http.StatusForbidden, stranger.get(path).status)
	}
	nobody := s.nobody().reader().get(path)
	require.Equal(t, http.StatusSeeOther, nobody.status)
	require.Equal(t, "/signin?next="+url.QueryEscape(path), nobody.header.Get("Location"))
}
