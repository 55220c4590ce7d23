package cat

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
)

// ErrExhausted says that no item of the pool is left.
var ErrExhausted = errors.New("no item of the pool is left")

// State is what is known in a session when the next item is chosen.
type State struct {
	// Theta is the present estimate.
	Theta float64
	// Posterior holds the weights of the nodes of Pool.Prior, which sum to 1;
	// only the criteria that Criterion.NeedsPosterior names read it.
	Posterior []float64
	// Given lists the items given, as indices in the pool. None is chosen again.
	Given []int
	// Barred are items to be passed over in this session, where others are
	// left: see Draw. Nil: none.
	Barred []bool
}

// Selector chooses items. The zero value takes the item of most information at
// theta.
type Selector struct {
	Criterion Criterion
	// Randomesque draws the item at random among this many best ones (Kingsbury
	// and Zara, 1989). 0 and 1 take the best.
	Randomesque int
	// Progressive mixes chance into the first items of a test of this length: an
	// item is worth (1 - s) r + s v, v its value by the criterion above the
	// least one, r uniform between 0 and the largest v, and s the share of the
	// test that is done (Revuelta and Ponsoda, 1998). 0: no mixing.
	Progressive int
	// Strata restricts the choice by the stage of the test.
	Strata *Strata
	// Content balances content areas by target proportions.
	Content *Content
	// Shadow restricts the choice to the best test that meets all constraints.
	// Strata and Content must be nil then: what they wish are constraints.
	Shadow *Shadow
}

// Next gives the index in the pool of the item to give. It returns ErrExhausted
// where none is left, and the errors of Shadow.Assemble. Random, Randomesque and
// Progressive need rng; without it the latter two are as if not asked for.
func (s Selector) Next(p *Pool, state State, rng *rand.Rand) (int, error) {
	return s.Choose(p.Values(nil, s.Criterion, state, rng), state, rng)
}

// Choose is Next for items worth the given values, such as Rule.Values. It may
// overwrite the values.
func (s Selector) Choose(values []float64, state State, rng *rand.Rand) (int, error) {
	if rng != nil && s.Progressive > 0 {
		s.progress(values, len(state.Given), rng)
	}
	open, err := s.open(values, state)
	if err != nil {
		return -1, err
	}
	if len(open) == 0 {
		return -1, ErrExhausted
	}
	if s.Randomesque <= 1 || rng == nil {
		return slices.MaxFunc(open, func(i, j int) int { return cmp.Compare(values[i], values[j]) }), nil
	}
	slices.SortStableFunc(open, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	return open[rng.IntN(min(s.Randomesque, len(open)))], nil
}

// progress mixes chance into the values.
func (s Selector) progress(values []float64, given int, rng *rand.Rand) {
	share := min(1, float64(given)/float64(s.Progressive))
	least, most := slices.Min(values), slices.Max(values)
	for j, v := range values {
		values[j] = (1-share)*rng.Float64()*(most-least) + share*(v-least)
	}
}

// open lists the items to choose from.
func (s Selector) open(values []float64, state State) ([]int, error) {
	if s.Shadow != nil && (s.Strata != nil || s.Content != nil) {
		return nil, errors.New("strata and content targets do not go with a shadow test: make them constraints of its blueprint")
	}
	if s.Shadow != nil {
		test, err := s.Shadow.Assemble(values, state)
		return remaining(test, state.Given), err
	}
	all := make([]int, len(values))
	for j := range all {
		all[j] = j
	}
	open := remaining(all, state.Given)
	if s.Strata != nil {
		open = s.Strata.restrict(open, len(state.Given))
	}
	if s.Content != nil {
		open = s.Content.restrict(open, state.Given)
	}
	return prefer(open, func(j int) bool { return state.Barred == nil || !state.Barred[j] }), nil
}

// Complete tells whether a session may end with the items given: whether they
// meet the constraints of Shadow by themselves.
func (s Selector) Complete(given []int) bool {
	return s.Shadow == nil || len(s.Shadow.blueprint.Violated(given)) == 0
}

// remaining leaves out the items given.
func remaining(items, given []int) []int {
	return slices.DeleteFunc(items, func(j int) bool { return slices.Contains(given, j) })
}

// prefer keeps the items wanted, or all where none is.
func prefer(items []int, wanted func(item int) bool) []int {
	if !slices.ContainsFunc(items, wanted) {
		return items
	}
	return slices.DeleteFunc(items, func(j int) bool { return !wanted(j) })
}
