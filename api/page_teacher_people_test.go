package api_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
)

func TestTeacherRecordsConsentOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	pupils := s.classPath("王芳") + "/pupils"
	consent := pupils + "/" + s.ids["李雷"].String() + "/consent"
	require.Contains(t, b.page(pupils), "李雷")
	res := b.form(consent, url.Values{"given": {"yes"}})
	require.Equal(t, pupils+"#pupil-"+s.ids["李雷"].String(), res.header.Get("Location"), "back to the pupil")
	require.Contains(t, b.page(pupils), "已登记李雷的监护人同意")
	learner, err := s.store.Learner(t.Context(), s.ids["李雷"])
	require.NoError(t, err)
	require.True(t, learner.Consent.Given)
	require.Equal(t, s.ids["王芳"], learner.Consent.By)

	_, page := b.post(consent, url.Values{"given": {"no"}})
	require.Contains(t, page, "已撤回李雷的监护人同意")
	learner, err = s.store.Learner(t.Context(), s.ids["李雷"])
	require.NoError(t, err)
	require.False(t, learner.Consent.Given)

	res = b.form(consent, url.Values{"given": {"perhaps"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	requireNoPage(t, b.form(pupils+"/"+s.ids["林涛"].String()+"/consent", url.Values{"given": {"yes"}}))
}

// cardCode is how a card shows its code.
var cardCode = regexp.MustCompile(`<p class="login-card-code">([^<]+)</p>`)

func TestTeacherIssuesCardsOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t, func(c *api.Config) { c.PublicURL = "" })
	b := s.teaching("王芳")
	signedIn := s.reading("李雷")
	one := s.classPath("王芳") + "/pupils/" + s.ids["李雷"].String() + "/card"
	require.Contains(t, b.page(one), "旧卡马上失效")
	require.Equal(t, http.StatusOK, signedIn.get("/pupil").status, "asking changes nothing")

	res := b.form(one, nil)
	require.Equal(t, http.StatusOK, res.status)
	require.Equal(t, "no-store", res.header.Get("Cache-Control"), "codes stay in no cache")
	codes := cardCode.FindAllStringSubmatch(res.body, -1)
	require.Len(t, codes, 1)
	for _, want := range []string{"李雷", "第一中学", "八年级1班", b.url[len("http://"):]} {
		require.Contains(t, res.body, want)
	}
	require.NotContains(t, res.body, `class="topbar"`, "a sheet to print, without navigation")
	require.Equal(t, http.StatusSeeOther, signedIn.get("/pupil").status, "whoever had the old card is out")
	require.Equal(t, http.StatusOK, s.withCard(codes[0][1]).reader().get("/pupil").status)
	require.NotContains(t, s.log.String(), codes[0][1])

	all := s.classPath("王芳") + "/cards"
	require.Contains(t, b.page(all), "换发 2 张")
	codes = cardCode.FindAllStringSubmatch(b.form(all, nil).body, -1)
	require.Len(t, codes, 2)
	for _, code := range codes {
		require.Equal(t, http.StatusOK, s.withCard(code[1]).reader().get("/pupil").status)
	}
}

func TestCardsShowThePublicAddress(t *testing.T) {
	t.Parallel()
	s := newSchool(t, func(c *api.Config) { c.PublicURL = "https://suyang.example.org" })
	b := s.teaching("王芳").with("Origin", "https://suyang.example.org")
	res := b.form(s.classPath("王芳")+"/cards", nil)
	require.Contains(t, res.body, "打开 suyang.example.org，")
}
