package recommend_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestSuitable(t *testing.T) {
	t.Parallel()
	inGroup := func(r *models.Resource) { r.Group = "g" }
	for name, c := range map[string]struct {
		stage  models.Stage
		locale models.Locale
		stock  []models.Resource
		want   []string
	}{
		"older pupils read both languages": {models.StageJunior, models.ZhCN,
			[]models.Resource{page("zh", "C1.2", "zh", nil), page("en", "C1.2", "en", nil)}, []string{"zh", "en"}},
		"younger ones their own": {models.StagePrimary56, models.ZhCN,
			[]models.Resource{page("zh", "C1.2", "zh", nil), page("en", "C1.2", "en", nil)}, []string{"zh"}},
		"of translations the own": {models.StageJunior, models.En,
			[]models.Resource{page("zh", "C1.2", "zh", inGroup), page("en", "C1.2", "en", inGroup)}, []string{"en"}},
		"a page without translation stays": {models.StageJunior, models.En,
			[]models.Resource{page("zh", "C1.2", "zh", inGroup)}, []string{"zh"}},
		"no third language": {models.StageSenior, models.En,
			[]models.Resource{page("fr", "C1.2", "en", func(r *models.Resource) { r.Locale = "fr" })}, []string{}},
		"regions do not matter": {models.StagePrimary34, models.En,
			[]models.Resource{page("gb", "C1.2", "en", func(r *models.Resource) { r.Locale = "en-GB" })}, []string{"gb"}},
		"nothing longer than an hour": {models.StageJunior, models.ZhCN,
			[]models.Resource{page("book", "C1.2", "zh", func(r *models.Resource) { r.Minutes = 61 })}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := service(t, c.stock...)
			p := pupil()
			p.Stage, p.Locale = c.stage, c.locale
			require.ElementsMatch(t, c.want, next(t, s, p, 9))
		})
	}
}
