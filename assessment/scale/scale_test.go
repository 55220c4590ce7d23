package scale_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/scale"
	"suyang/irt"
	"suyang/models"
)

var levels = []models.Level{{Code: "developing"}, {Code: "basic", From: 407}, {Code: "proficient", From: 492}}

func TestLevelAt(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		score float64
		want  string
	}{
		{"far below every cut", -50, "developing"},
		{"just below a cut", 406.99, "developing"},
		{"at a cut", 407, "basic"},
		{"above the last cut", 900, "proficient"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, scale.LevelAt(levels, tt.score).Code)
		})
	}
	require.Zero(t, scale.LevelAt(nil, 500), "without levels there is none")
}

func TestPriorIsTheStages(t *testing.T) {
	t.Parallel()
	for _, stage := range models.Stages() {
		p := irt.NewPosterior(scale.Prior(stage))
		require.InDelta(t, scale.StageMean(stage), p.Mean(), 1e-4, "%s", stage)
		require.InDelta(t, 1, p.SD(), 1e-4, "%s", stage)
	}
}

func TestPosteriorIsBatchEAP(t *testing.T) {
	t.Parallel()
	one := models.Item{ID: "one", Parts: []models.Part{{Max: 1}}, Parameters: models.Parameters{A: 1, B: []float64{0.3}}}
	two := models.Item{ID: "two", Parts: []models.Part{{Max: 2}}, Parameters: models.Parameters{A: 1.2, B: []float64{-0.5, 0.7}}}
	prior := scale.Prior(models.StageJunior)
	p := scale.Posterior(prior, []scale.Observation{{Item: one, Points: 1}, {Item: two, Points: 1}})
	theta, se := irt.EAP([]irt.Item{
		{ID: "one", Model: irt.TwoPL, A: 1, B: []float64{0.3}},
		{ID: "two", Model: irt.GPCM, A: 1.2, B: []float64{-0.5, 0.7}},
	}, []int{1, 1}, prior)
	require.InDelta(t, theta, p.Mean(), 1e-12)
	require.InDelta(t, se, p.SD(), 1e-12)
}

func ExampleLevelAt() {
	fmt.Println(scale.LevelAt(levels, scale.DefaultMetric.Score(-0.4)).Code)
	// Output: basic
}
