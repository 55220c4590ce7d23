package web_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// Each option of a lesson's question opens to its feedback; a lesson without a question shows none.
func TestSelfCheck(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	lesson := models.Lesson{SelfCheck: &models.Part{
		Prompt: models.Text{EN: "Which **one**?"},
		Options: []models.Option{
			{ID: "a", Text: models.Text{EN: "<a>"}, Rationale: models.Text{EN: "No: & why."}},
			{ID: "b", Text: models.Text{EN: "b"}, Correct: true, Rationale: models.Text{EN: "Yes."}},
		},
	}}
	var out strings.Builder
	require.NoError(t, r.Render(&out, "teacher/lesson", web.Page{Locale: i18n.English, Path: "/", Data: web.NewLessonPage(models.En, lesson)}))
	words := strings.Join(strings.Fields(tags.ReplaceAllString(out.String(), " ")), " ")
	require.Contains(t, words, "Which one ?")
	require.Contains(t, words, "&lt;a&gt; Think again. No: &amp; why. b Right. Yes.")

	lesson.SelfCheck = nil
	out.Reset()
	require.NoError(t, r.Render(&out, "teacher/lesson", web.Page{Locale: i18n.English, Path: "/", Data: web.NewLessonPage(models.En, lesson)}))
	require.NotContains(t, out.String(), "self-check")
}
