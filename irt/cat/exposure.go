package cat

import "math/rand/v2"

// Draw bars items by chance at the start of a session: item j stays open with
// probability open[j]. Under the method of Sympson and Hetter (1985) these are
// its exposure control parameters. One draw per session and item is the same as
// the original's draw when an item is first selected, since an item that fails
// it is out for the session.
func Draw(open []float64, rng *rand.Rand) (barred []bool) {
	barred = make([]bool, len(open))
	for j, p := range open {
		barred[j] = rng.Float64() >= p
	}
	return barred
}

// SympsonHetter finds exposure control parameters (Sympson and Hetter, 1985)
// under which no item is given in more than a share limit of the sessions.
// simulate gives the share of sessions that were given each item when they were
// open with the probabilities it gets. An item selected with probability s, that
// is given in a share s open of the sessions, is opened with limit/s, at most 1.
// The parameters returned are those of the rounds simulated whose most exposed
// item was given least.
func SympsonHetter(items int, limit float64, rounds int, simulate func(open []float64) (given []float64)) []float64 {
	open := make([]float64, items)
	for j := range open {
		open[j] = 1
	}
	best, least := open, 2.0
	for range rounds {
		given := simulate(open)
		next, most := make([]float64, items), 0.0
		for j, share := range given {
			next[j] = 1
			if selected := share / open[j]; selected > limit {
				next[j] = limit / selected
			}
			most = max(most, share)
		}
		if most < least {
			best, least = open, most
		}
		open = next
	}
	return best
}

// Eligibility controls exposure by counts of past sessions, without simulation
// (van der Linden and Veldkamp, 2004). A caller keeps one, with a count per item,
// adds sessions to it, and bars the items of each by Draw(Probabilities()).
type Eligibility struct {
	// Limit is the largest share of sessions that may be given an item.
	Limit float64
	// Fading multiplies all counts before a session is added, so that they follow
	// what the barring of other items changes (van der Linden and Veldkamp, 2007,
	// use 0.999); 0: counts stay.
	Fading float64
	// Sessions is their number. Feasible counts those in which no barred item
	// had to be given.
	Sessions, Feasible float64
	// Given counts, per item, the sessions that were given it. Open counts those
	// in which it might have been: it was not barred, or the session was not
	// feasible.
	Given, Open []float64
}

// NewEligibility starts without past sessions.
func NewEligibility(items int, limit float64) *Eligibility {
	return &Eligibility{Limit: limit, Given: make([]float64, items), Open: make([]float64, items)}
}

// Record adds a session.
func (e *Eligibility) Record(given []int, barred []bool) {
	e.fade()
	feasible := true
	for _, j := range given {
		e.Given[j]++
		feasible = feasible && !barred[j]
	}
	e.Sessions++
	if feasible {
		e.Feasible++
	}
	for j, out := range barred {
		if !out || !feasible {
			e.Open[j]++
		}
	}
}

func (e *Eligibility) fade() {
	if e.Fading == 0 {
		return
	}
	e.Sessions *= e.Fading
	e.Feasible *= e.Fading
	for j := range e.Given {
		e.Given[j] *= e.Fading
		e.Open[j] *= e.Fading
	}
}

// Probabilities gives the probability that each item is open in the next
// session. With f the share of feasible sessions, o that in which the item was
// open and g that in which it was given, it is
//
//	1 - 1/f + limit o / (g f)
//
// within 0 and 1; 1 for an item never given.
func (e *Eligibility) Probabilities() []float64 {
	open := make([]float64, len(e.Given))
	for j, given := range e.Given {
		open[j] = 1
		if given > 0 && e.Feasible > 0 {
			f := e.Feasible / e.Sessions
			open[j] = max(0, min(1, 1-1/f+e.Limit*e.Open[j]/(given*f)))
		}
	}
	return open
}
