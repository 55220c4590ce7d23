package markdown_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/web/markdown"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"paragraph", "a **b** c", "<p>a <strong>b</strong> c</p>\n"},
		{"heading below the page's", "# a", "<h2>a</h2>\n"},
		{"deep headings", "### a\n\n#### b", "<h2>a</h2>\n<h3>b</h3>\n"},
		{"many levels", "# a\n\n###### b", "<h2>a</h2>\n<h6>b</h6>\n"},
		{"a less-than sign", "1 < 2", "<p>1 &lt; 2</p>\n"},
		{"code", "`<b>`", "<p><code>&lt;b&gt;</code></p>\n"},
		{"table", "|a|\n|-:|\n|1|", "<table>\n<thead>\n<tr>\n<th align=\"right\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"right\">1</td>\n</tr>\n</tbody>\n</table>\n"},
		{"script", "<script>alert(1)</script>", ""},
		{"link to a script", "[a](javascript:alert(1))", "<p>a</p>\n"},
		{"image", "![a](https://example.org/pixel.png)", "<p></p>\n"},
		{"link", "[a](https://example.org/)", `<p><a href="https://example.org/" rel="nofollow noreferrer noopener" target="_blank">a</a></p>` + "\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, strings.TrimLeft(string(markdown.HTML(tc.text)), "\n"))
		})
	}
}

func FuzzHTML(f *testing.F) {
	f.Add("<img src=x onerror=alert(1)>")
	f.Add("[a](jav&#x09;ascript:alert(1))")
	f.Fuzz(func(t *testing.T, text string) {
		html := strings.ToLower(string(markdown.HTML(text)))
		require.NotContains(t, html, "<script")
		require.NotContains(t, html, "<img")
		require.NotContains(t, html, `href="javascript:`)
	})
}
