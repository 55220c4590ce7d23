package recommend_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend"
	"suyang/recommend/embed"
)

// framework holds three indicators, one of them only for older pupils.
var framework = []models.Node{
	{Code: "C1.2", Level: 3, Tested: true, Stages: models.Stages(),
		Name:        models.Text{ZH: "多源核验与深度伪造识别", EN: "Cross-checking and spotting deepfakes"},
		Description: models.Text{ZH: "用横向阅读、追溯原始出处、反向搜图等方法核验图文音视频", EN: "Verifies text, image, audio and video by lateral reading, tracing the origin and reverse search"}},
	{Code: "D1.2", Level: 3, Tested: true, Stages: models.Stages(),
		Name:        models.Text{ZH: "账号、口令与设备安全", EN: "Accounts, passwords and device security"},
		Description: models.Text{ZH: "能设置安全口令、使用多重验证", EN: "Sets safe passwords and uses multi-factor checks"}},
	{Code: "C5.1", Level: 3, Tested: true, Stages: []models.Stage{models.StageJunior, models.StageSenior},
		Name:        models.Text{ZH: "任务分配与提示设计", EN: "Delegating and prompting"},
		Description: models.Text{ZH: "判断什么适合交给AI，能给出清楚的提示", EN: "Judges what suits AI and writes a clear prompt"}},
	{Code: "A2.1", Level: 3, Tested: false, Name: models.Text{ZH: "动机", EN: "Motivation"}},
	{Code: "C1", Level: 2, Name: models.Text{ZH: "信息获取与核验", EN: "Accessing and verifying"}},
}

// page is a resource about an indicator in one language.
func page(id, indicator, lang string, change func(*models.Resource)) models.Resource {
	r := models.Resource{
		ID: models.NewID[models.Resource](), Source: "test", SourceID: id, Locale: lang, Title: id, Licence: "CC BY 4.0",
		Format: models.FormatLesson, Indicators: []string{indicator}, Stages: models.Stages(), Minutes: 8, DifficultySD: 0.5,
	}
	for _, n := range framework {
		if n.Code == indicator {
			r.Title += " " + n.Name.In(map[string]models.Locale{"zh": models.ZhCN, "en": models.En}[lang])
		}
	}
	if change != nil {
		change(&r)
	}
	return r
}

// service returns a service over the resources and what stands behind it.
func service(t *testing.T, resources ...models.Resource) (*recommend.Service, *memory) {
	t.Helper()
	m := &memory{}
	s := recommend.New(recommend.Config{
		Index: m, Interactions: m, Framework: framework,
		Clock: func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) },
	})
	embedder := embed.Local{}
	for _, r := range resources {
		v, err := embedder.Embed(context.Background(), []string{r.Title})
		require.NoError(t, err)
		_, err = m.UpsertResources(context.Background(), []models.Resource{r}, []models.Embedding{{ResourceID: r.ID, Model: embedder.Name(), Vector: v[0]}})
		require.NoError(t, err)
	}
	return s, m
}

// pupil is a junior secondary pupil at theta 0 who needs C1.2 most, then D1.2.
func pupil() recommend.Profile {
	return recommend.Profile{
		Learner: models.NewID[models.Account](), Stage: models.StageJunior, Locale: models.ZhCN, Theta: 0, SE: 0.3,
		Needs: []recommend.Need{
			{Indicator: "C5.1", Theta: 0.4, SE: 0.5, Points: 2, Max: 3},
			{Indicator: "C1.2", Theta: -1, SE: 0.5, Points: 1, Max: 5},
			{Indicator: "D1.2", Theta: -0.4, SE: 0.5, Points: 1, Max: 2},
		},
	}
}

// next asks for k resources and returns their source ids.
func next(t *testing.T, s *recommend.Service, p recommend.Profile, k int) []string {
	t.Helper()
	found, err := s.Next(context.Background(), p, k)
	require.NoError(t, err)
	ids := make([]string, len(found))
	for i, r := range found {
		ids[i] = r.Resource.SourceID
	}
	return ids
}
