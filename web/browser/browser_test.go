package browser_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"suyang/web/browser"
)

func TestPDF(t *testing.T) {
	t.Parallel()
	path, ok := browser.Find()
	if !ok {
		t.Skip("no Chromium found: install the package chromium")
	}
	tab, stop, err := browser.Start(context.Background(), path)
	require.NoError(t, err)
	defer stop()
	ctx, cancel := context.WithTimeout(tab, 30*time.Second)
	defer cancel()

	var pdf []byte
	page := `data:text/html,<style>@page{size:A4}</style><p>report</p>`
	require.NoError(t, chromedp.Run(ctx, chromedp.Navigate(page), browser.PDF(&pdf)))
	require.True(t, bytes.HasPrefix(pdf, []byte("%PDF-")))
	require.Contains(t, string(pdf), "/MediaBox [0 0 594.95996 841.91998]", "A4 in points")
}

func TestStartWithoutBrowser(t *testing.T) {
	t.Parallel()
	_, _, err := browser.Start(context.Background(), "/nowhere/chromium")
	require.ErrorContains(t, err, "/nowhere/chromium")
}
