package recommend

import (
	"cmp"
	"context"
	"slices"
)

// variety takes k picks one after the other: of those whose need has been
// answered least often so far the one with the best score. So three picks
// answer three needs where the stock allows, and nothing is picked twice.
type variety struct{ k int }

func (v variety) recommend(_ context.Context, _ Profile, picks []pick) ([]pick, error) {
	left := slices.Clone(picks)
	answered := map[string]int{} // how often each need
	var chosen []pick
	for len(chosen) < v.k && len(left) > 0 {
		best := slices.MinFunc(left, func(a, b pick) int {
			return cmp.Or(
				cmp.Compare(answered[a.need.Indicator], answered[b.need.Indicator]),
				cmp.Compare(b.score, a.score))
		})
		chosen = append(chosen, best)
		answered[best.need.Indicator]++
		left = slices.DeleteFunc(left, func(c pick) bool { return same(c, best) })
	}
	return chosen, nil
}

// same reports whether two picks are one resource, or translations of one page.
func same(a, b pick) bool {
	return a.Resource.ID == b.Resource.ID || a.Resource.Group != "" && a.Resource.Group == b.Resource.Group
}
