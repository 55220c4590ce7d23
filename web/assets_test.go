package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAssets(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	cases := []struct {
		name, contentType, contains string
	}{
		{"app.css", "text/css; charset=utf-8", "--accent:"},
		{"app.css", "text/css; charset=utf-8", "@media print"},
		{"js/app.js", "text/javascript; charset=utf-8", `from "/static/js/tables.`},
		{"vendor/htmx.min.js", "text/javascript; charset=utf-8", "2.0.11"},
		{"favicon.svg", "image/svg+xml", "<svg"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			url, err := r.AssetURL(c.name)
			require.NoError(t, err)
			asset, ok := r.Asset(url)
			require.True(t, ok)
			require.Equal(t, c.contentType, asset.ContentType)
			require.Contains(t, string(asset.Body), c.contains)

			zr, err := gzip.NewReader(bytes.NewReader(asset.Gzip))
			require.NoError(t, err)
			body, err := io.ReadAll(zr)
			require.NoError(t, err)
			require.Equal(t, asset.Body, body)
		})
	}
}

func TestUnknownAsset(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	_, ok := r.Asset("/static/app.css")
	require.False(t, ok, "only the address with the hash is served")
	_, err := r.AssetURL("none.css")
	require.Error(t, err)
}

// A pupil's first page over a rural line: page, style, scripts and icon.
func TestFirstLoadIsSmall(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	total := 0
	for _, name := range []string{"app.css", "js/app.js", "js/tables.js", "vendor/htmx.min.js", "favicon.svg"} {
		url, err := r.AssetURL(name)
		require.NoError(t, err)
		asset, _ := r.Asset(url)
		total += len(asset.Gzip)
	}
	t.Logf("compressed: %d bytes", total)
	require.Less(t, total, 90_000)
}
