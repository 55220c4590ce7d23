package i18n_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/web/i18n"
)

func TestNegotiate(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, query, cookie, accept string
		want                        i18n.Locale
	}{
		{"nothing said", "", "", "", i18n.Chinese},
		{"query first", "en", "zh-CN", "zh-CN", i18n.English},
		{"then cookie", "", "en", "zh-CN", i18n.English},
		{"unknown query", "fr", "en", "", i18n.English},
		{"header", "", "", "en-GB,en;q=0.9", i18n.English},
		{"header by weight", "", "", "en;q=0.4,zh;q=0.8", i18n.Chinese},
		{"traditional script", "", "", "zh-TW", i18n.Chinese},
		{"language we lack", "", "", "fr-FR", i18n.Chinese},
		{"broken header", "", "", ";;;q=", i18n.Chinese},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, i18n.Negotiate(c.query, c.cookie, c.accept))
		})
	}
}
