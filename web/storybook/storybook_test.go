package storybook_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/web/i18n"
	"suyang/web/storybook"
)

// Every story renders in both languages, under the policy, and says nothing in keys.
func TestStories(t *testing.T) {
	t.Parallel()
	r, err := storybook.New()
	require.NoError(t, err)
	handler := storybook.Handler(r)
	for _, story := range storybook.Stories() {
		for _, l := range i18n.Locales {
			t.Run(story.Name+" "+string(l), func(t *testing.T) {
				t.Parallel()
				res := httptest.NewRecorder()
				handler.ServeHTTP(res, httptest.NewRequest(http.MethodGet, "/story/"+story.Name+"?lang="+string(l), nil))
				require.Equal(t, http.StatusOK, res.Code, res.Body.String())
				html := res.Body.String()
				require.Contains(t, html, `<html lang="`+string(l)+`"`)
				for _, fault := range []string{"&lt;no value&gt;", "<no value>", "ZgotmplZ", "%!", " style="} {
					require.NotContains(t, html, fault)
				}
			})
		}
	}
}
