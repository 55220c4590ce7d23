package recommend

import (
	"cmp"
	"math"
	"slices"

	"suyang/models"
)

// Profile is what is known of a learner who asks what to learn next.
type Profile struct {
	Learner models.AccountID
	Stage   models.Stage
	Locale  models.Locale
	Theta   float64 // ability estimate, on the scale of resources' difficulty
	SE      float64 // its standard error; 0: not measured yet
	Needs   []Need  // indicators with evidence, in any order; none: the stage alone decides
}

// Need is what tests have shown of one indicator.
type Need struct {
	Indicator string  // framework code
	Theta     float64 // estimate from the indicator's tasks
	SE        float64 // its standard error; 0: unknown, taken as 1
	Points    int     // reached in the indicator's tasks
	Max       int     // that could be reached; 0: not measured
}

// size is how surely the indicator lies below the learner's ability as a whole:
// the normal probability of that, 0 to 1.
func (n Need) size(p Profile) float64 {
	z := (p.Theta - n.Theta) / cmp.Or(n.SE, 1)
	return 0.5 * math.Erfc(-z/math.Sqrt2)
}

// largest returns the n largest needs, largest first.
func (p Profile) largest(n int) []Need {
	needs := slices.Clone(p.Needs)
	slices.SortStableFunc(needs, func(a, b Need) int {
		return cmp.Or(cmp.Compare(b.size(p), a.size(p)), cmp.Compare(a.Theta, b.Theta))
	})
	return needs[:min(n, len(needs))]
}
