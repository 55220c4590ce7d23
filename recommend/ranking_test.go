package recommend_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend"
)

func TestRankingPrefers(t *testing.T) {
	t.Parallel()
	hard := func(b float64) func(*models.Resource) { return func(r *models.Resource) { r.Difficulty = b } }
	for name, c := range map[string]struct{ better, worse models.Resource }{
		"expected success near 0.75 to too hard": {page("fits", "C1.2", "zh", hard(-1.2)), page("hard", "C1.2", "zh", hard(2))},
		"expected success near 0.75 to too easy": {page("fits", "C1.2", "zh", hard(-1.2)), page("easy", "C1.2", "zh", hard(-5))},
		"the larger need":                        {page("large", "C1.2", "zh", nil), page("small", "D1.2", "zh", nil)},
		"the own language":                       {page("zh", "C1.2", "zh", nil), page("en", "C1.2", "en", nil)},
		"the shorter":                            {page("brief", "C1.2", "zh", nil), page("long", "C1.2", "zh", func(r *models.Resource) { r.Minutes = 50 })},
		"the nearer to the indicator": {page("核验", "C1.2", "zh", nil),
			page("别的", "C1.2", "zh", func(r *models.Resource) { r.Title = "植物角的观察日记" })},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := service(t, c.worse, c.better)
			found, err := s.Next(context.Background(), pupil(), 2)
			require.NoError(t, err)
			require.Len(t, found, 2)
			require.Equal(t, c.better.ID, found[0].Resource.ID)
			require.Greater(t, found[0].Score, found[1].Score)
			require.LessOrEqual(t, found[0].Score, 1.0)
		})
	}
}

// The approximation is checked against the integral itself (trapezoidal rule
// over ±8 standard deviations, 4,000 steps).
func TestExpectedSuccess(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ theta, se, b, sd float64 }{
		"sure and equal":     {0, 0, 0, 0},
		"sure and able":      {1.1, 0, 0, 0},
		"unsure and able":    {1.1, 0.5, 0, 1},
		"unsure and unable":  {-1, 0.8, 0.5, 0.5},
		"far above and sure": {3, 0.2, -1, 0.2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := service(t, page("p", "C1.2", "zh", func(r *models.Resource) { r.Difficulty, r.DifficultySD = c.b, c.sd }))
			p := pupil()
			p.Theta, p.SE = c.theta, c.se
			found, err := s.Next(context.Background(), p, 1)
			require.NoError(t, err)
			require.InDelta(t, logisticNormal(c.theta-c.b, math.Hypot(c.se, c.sd)), found[0].Success, 0.015)
		})
	}
}

func logisticNormal(m, sd float64) float64 {
	if sd == 0 {
		return 1 / (1 + math.Exp(-m))
	}
	const steps = 4000
	var sum, mass float64
	for i := range steps + 1 {
		z := -8 + 16*float64(i)/steps
		w := math.Exp(-z * z / 2)
		sum += w / (1 + math.Exp(-m-sd*z))
		mass += w
	}
	return sum / mass
}

func TestWeightsAreConfiguration(t *testing.T) {
	t.Parallel()
	m := &memory{}
	stocked, stock := service(t, page("zh", "C1.2", "zh", func(r *models.Resource) { r.Minutes = 50 }), page("en", "C1.2", "en", nil))
	require.Equal(t, []string{"zh", "en"}, next(t, stocked, pupil(), 2))
	brief := recommend.New(recommend.Config{Index: stock, Interactions: m, Framework: framework, Weights: recommend.Weights{Brevity: 1}})
	require.Equal(t, []string{"en", "zh"}, next(t, brief, pupil(), 2))
}
