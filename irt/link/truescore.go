package link

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"suyang/irt"
)

// TrueScore is an integer score of one form and what corresponds to it.
type TrueScore struct {
	Score float64
	// Theta is where Score is expected: minus and plus infinity at and beyond
	// the asymptotes of the test characteristic curve.
	Theta float64
	// Equivalent is the expected score of the other form there.
	Equivalent float64
}

// TrueScores equates number-correct scores of one form to those of another whose
// items are on the same scale, by the test characteristic curves. At and below
// the sum of the lower asymptotes, where no theta corresponds, scores are
// interpolated between zero and that sum on both forms, and likewise between the
// sum of the upper asymptotes and the highest score. (Kolen and Brennan, 2014, section 6.5.)
func TrueScores(from, to []irt.Item) ([]TrueScore, error) {
	if len(from) == 0 || len(to) == 0 {
		return nil, errors.New("a form to equate has no items")
	}
	if err := increasing(slices.Concat(from, to)); err != nil {
		return nil, err
	}
	bottom, top, highest := asymptotes(from)
	bottomTo, topTo, highestTo := asymptotes(to)
	var list []TrueScore
	for score := 0.0; score <= highest; score++ {
		e := TrueScore{Score: score}
		switch {
		case score == 0:
			e.Theta = math.Inf(-1)
		case score == highest:
			e.Theta, e.Equivalent = math.Inf(1), highestTo
		case score <= bottom:
			e.Theta, e.Equivalent = math.Inf(-1), interpolate(score, 0, bottom, 0, bottomTo)
		case score >= top:
			e.Theta, e.Equivalent = math.Inf(1), interpolate(score, top, highest, topTo, highestTo)
		default:
			e.Theta = solve(from, score)
			e.Equivalent = expected(to, e.Theta)
		}
		list = append(list, e)
	}
	return list, nil
}

func increasing(items []irt.Item) error {
	for _, it := range items {
		if it.A < 0 {
			return fmt.Errorf("item %q has a negative slope: expected scores do not increase with theta and cannot be equated", it.ID)
		}
	}
	return nil
}

// asymptotes are the sums of lower and upper asymptotes and the highest score.
func asymptotes(items []irt.Item) (bottom, top, highest float64) {
	for _, it := range items {
		steps := float64(len(it.B))
		bottom += it.C * steps
		top += it.Upper() * steps
		highest += steps
	}
	return bottom, top, highest
}

// interpolate takes x of [a, b] to [c, d].
func interpolate(x, a, b, c, d float64) float64 {
	return c + (d-c)*(x-a)/(b-a)
}

// expected is the test characteristic curve.
func expected(items []irt.Item, theta float64) float64 {
	sum := 0.0
	for _, it := range items {
		sum += it.ExpectedScore(theta)
	}
	return sum
}

// solve finds theta of an expected score by bisection.
func solve(items []irt.Item, score float64) float64 {
	lo, hi := -1.0, 1.0
	for expected(items, lo) > score && lo > -1e6 {
		lo *= 2
	}
	for expected(items, hi) < score && hi < 1e6 {
		hi *= 2
	}
	for range 100 {
		middle := (lo + hi) / 2
		if expected(items, middle) < score {
			lo = middle
		} else {
			hi = middle
		}
	}
	return (lo + hi) / 2
}
