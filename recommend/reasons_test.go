package recommend_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend"
)

func TestReasonsComeFromWhatRanked(t *testing.T) {
	t.Parallel()
	s, _ := service(t, page("核验", "C1.2", "zh", func(r *models.Resource) { r.Difficulty = -1.2 }),
		page("passwords", "D1.2", "en", func(r *models.Resource) { r.Difficulty, r.Minutes = 3, 0 }))
	found, err := s.Next(context.Background(), pupil(), 2)
	require.NoError(t, err)
	require.Equal(t, []string{
		"在“多源核验与深度伪造识别”的题目上，你得了1分（满分5分），这份材料正好讲它。",
		"难度适合你，同样难度的题你大约能做对80%。",
		"大约8分钟。",
	}, words(found[0].Reasons, models.ZhCN))
	require.Equal(t, []string{
		"在“账号、口令与设备安全”的题目上，你得了1分（满分2分），这份材料正好讲它。",
		"比你现在的水平难一些，同样难度的题你大约能做对10%。",
		"内容是英文的。",
	}, words(found[1].Reasons, models.ZhCN))
}

func TestReasonsWithoutEvidence(t *testing.T) {
	t.Parallel()
	s, _ := service(t, page("start", "D1.2", "en", func(r *models.Resource) { r.Difficulty = -4 }))
	found, err := s.Next(context.Background(), recommend.Profile{Stage: models.StageJunior, Locale: models.En, SE: 1}, 1)
	require.NoError(t, err)
	require.Contains(t, words(found[0].Reasons, models.En), "A place to start with “Accounts, passwords and device security”.")
	require.Contains(t, words(found[0].Reasons, models.En), "A little easier than your level: you would solve about 90% of tasks this hard.")

	found, err = s.Next(context.Background(), recommend.Profile{Stage: models.StageJunior, Locale: models.En}, 1)
	require.NoError(t, err)
	require.NotContains(t, strings.Join(words(found[0].Reasons, models.En), " "), "your level", "nothing is known of it yet")
}

func TestTemplatesAreComplete(t *testing.T) {
	t.Parallel()
	placeholder := regexp.MustCompile(`\{[a-z]+\}`)
	for key, text := range recommend.Templates {
		require.True(t, text.Complete(), key)
		require.ElementsMatch(t, placeholder.FindAllString(text.ZH, -1), placeholder.FindAllString(text.EN, -1), key)
	}
}

func words(reasons []recommend.Reason, l models.Locale) []string {
	var said []string
	for _, r := range reasons {
		said = append(said, r.In(l))
	}
	return said
}
