package api_test

import (
	"net/url"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/assessment"
	"suyang/content"
	"suyang/models"
	"suyang/store"
)

// A pupil and a teacher meet the question of a lesson, each in the language they read.
func TestSelfCheckOfLesson(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	for i := range bundle.Lessons {
		bundle.Lessons[i].SelfCheck = &models.Part{
			Prompt:  models.Text{ZH: "十条转发有几个来源？", EN: "How many sources have ten copies?"},
			Options: []models.Option{{ID: "a", Text: models.Text{ZH: "一个", EN: "one"}, Correct: true, Rationale: models.Text{ZH: "都是照抄的。", EN: "They are copies."}}},
		}
	}
	s := newSchool(t, func(c *api.Config) {
		db := c.Directory.(*store.Store)
		c.Tests = assessment.New(assessment.Config{Bank: db, Sessions: db, Sittings: db, Assignments: db, Monitor: db, Roster: db, Overdue: db, Lessons: bundle.Lessons})
	})
	b := s.reading("李雷")
	link := regexp.MustCompile(`href="(/pupil/resources/[0-9a-f-]{36})"[^>]*>核实一条消息的四步`).FindStringSubmatch(b.page("/pupil/resources?q=" + url.QueryEscape("怎么核实一条消息")))
	require.NotNil(t, link)
	require.Contains(t, b.page(link[1]), "都是照抄的。")
	require.Contains(t, s.teaching("王芳").page("/teacher/lessons/L-C1.2-1?lang=en"), "They are copies.")
}
