package recommend

import (
	"cmp"
	"context"
	"math"
	"slices"

	"suyang/models"
)

// ranking gives every pick a score between 0 and 1, the weighted mean of its
// components, and puts the best first.
type ranking struct {
	weights Weights
	target  float64
}

func (r ranking) recommend(_ context.Context, p Profile, picks []pick) ([]pick, error) {
	w := r.weights
	total := w.Similarity + w.Need + w.Level + w.Language + w.Brevity
	for i := range picks {
		c := &picks[i]
		c.success = expectedSuccess(p, c.Resource)
		c.parts = Weights{
			Similarity: w.Similarity * max(0, c.Similarity),
			Need:       w.Need * c.need.size(p),
			Level:      w.Level * (1 - math.Abs(c.success-r.target)/max(r.target, 1-r.target)),
			Brevity:    w.Brevity * brevity(c.Resource.Minutes),
		}
		if inLanguage(c.Resource, p.Locale) {
			c.parts.Language = w.Language
		}
		c.score = (c.parts.Similarity + c.parts.Need + c.parts.Level + c.parts.Language + c.parts.Brevity) / total
	}
	slices.SortStableFunc(picks, func(a, b pick) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Resource.SourceID, b.Resource.SourceID))
	})
	return picks, nil
}

// expectedSuccess is the chance of solving a task as hard as the resource,
//
//	E[logistic(theta - b)],  theta - b ~ N(m, s²)
//
// with both uncertainties in s, by MacKay's approximation logistic(m /
// sqrt(1 + pi s²/8)) (The evidence framework applied to classification
// networks, Neural Computation 4, 1992, eq. 12).
func expectedSuccess(p Profile, r models.Resource) float64 {
	variance := p.SE*p.SE + r.DifficultySD*r.DifficultySD
	m := (p.Theta - r.Difficulty) / math.Sqrt(1+math.Pi*variance/8)
	return 1 / (1 + math.Exp(-m))
}

// brevity falls from 1 at no time to 0 at an hour; unknown minutes count as
// half an hour.
func brevity(minutes int) float64 {
	if minutes == 0 {
		minutes = 30
	}
	return max(0, 1-float64(minutes)/longest)
}
