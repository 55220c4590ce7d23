package api_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
)

func TestHTTPS(t *testing.T) {
	t.Parallel()
	borrowed := httptest.NewTLSServer(nil) // for its certificate
	defer borrowed.Close()
	s := newSite(t, func(c *api.Config) { c.TLS = &tls.Config{Certificates: borrowed.TLS.Certificates} })
	client := borrowed.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	defer client.CloseIdleConnections()
	res, err := client.PostForm(strings.Replace(s.url, "http", "https", 1)+"/signin/card", url.Values{"code": {s.card.String()}})
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.True(t, strings.HasPrefix(res.Header.Get("Set-Cookie"), "__Host-suyang="))
	require.NotEmpty(t, res.Header.Get("Strict-Transport-Security"))
}

func TestListenFails(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	require.Error(t, s.app.Listen(strings.TrimPrefix(s.url, "http://")), "the port is taken")
}
