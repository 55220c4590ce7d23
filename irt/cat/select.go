package cat

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"suyang/irt"
)

// Candidate is one item of the pool.
type Candidate struct {
	Item irt.Item
	// Group is the content area the item counts for.
	Group string
	// Exposure is the share of past sessions that were given the item, 0 to 1.
	Exposure float64
}

// Selector chooses items by maximum Fisher information under content targets
// and exposure control. The zero value is plain maximum information.
type Selector struct {
	// TopK draws the item at random among this many most informative ones
	// (randomesque: Kingsbury and Zara, 1989). 0 and 1 take the best.
	TopK int
	// Targets is the wanted proportion of items per group. The next item comes
	// from the group furthest below its target (Kingsbury and Zara, 1989); a
	// group without a target counts as 0. Empty: no balancing.
	Targets map[string]float64
	// MaxExposure passes over candidates given to a larger share of sessions,
	// as long as the group has others. 0: no limit.
	MaxExposure float64
}

// Next gives the index in candidates of the item to give at theta, and false
// when all have been administered. administered holds indices in candidates; none
// of them is chosen again. Without rng the most informative item is taken.
func (s Selector) Next(theta float64, candidates []Candidate, administered []int, rng *rand.Rand) (index int, ok bool) {
	open := s.underexposed(candidates, s.balanced(candidates, administered))
	if len(open) == 0 {
		return 0, false
	}
	information := make([]float64, len(candidates))
	for _, i := range open {
		information[i] = candidates[i].Item.Information(theta)
	}
	slices.SortStableFunc(open, func(i, j int) int { return cmp.Compare(information[j], information[i]) })
	if top := min(s.TopK, len(open)); top > 1 && rng != nil {
		return open[rng.IntN(top)], true
	}
	return open[0], true
}

// balanced lists the candidates not yet given, of the groups that lag most.
func (s Selector) balanced(candidates []Candidate, administered []int) []int {
	given := make(map[string]float64)
	used := make([]bool, len(candidates))
	for _, i := range administered {
		used[i] = true
		given[candidates[i].Group]++
	}
	largest := math.Inf(-1)
	for i, c := range candidates {
		if !used[i] {
			largest = max(largest, s.deficit(c.Group, given[c.Group], len(administered)))
		}
	}
	var open []int
	for i, c := range candidates {
		if !used[i] && s.deficit(c.Group, given[c.Group], len(administered)) >= largest {
			open = append(open, i)
		}
	}
	return open
}

// deficit is how far the share of a group among the items given is below its
// target.
func (s Selector) deficit(group string, given float64, total int) float64 {
	if len(s.Targets) == 0 {
		return 0
	}
	return s.Targets[group] - given/float64(max(total, 1))
}

// underexposed leaves out the candidates given too often, if others are left.
func (s Selector) underexposed(candidates []Candidate, open []int) []int {
	if s.MaxExposure == 0 {
		return open
	}
	under := slices.DeleteFunc(slices.Clone(open), func(i int) bool { return candidates[i].Exposure > s.MaxExposure })
	if len(under) == 0 {
		return open
	}
	return under
}
