package delivery

import (
	"math"
	"math/rand/v2"
	"slices"

	"suyang/assessment/item"
	"suyang/irt"
	"suyang/irt/cat"
	"suyang/models"
)

// next chooses the item to present; false when there is none left. No item
// comes twice, and none that clashes with one that was presented.
func (r Rules) next(t *models.SessionTrail) (models.Item, bool, error) {
	presented, err := r.presented(t)
	if err != nil {
		return models.Item{}, false, err
	}
	var left []models.Item
	for _, it := range r.Pool {
		if !slices.ContainsFunc(presented, func(p models.Item) bool { return p.ID == it.ID || p.Clashes(it) }) {
			left = append(left, it)
		}
	}
	if len(left) == 0 {
		return models.Item{}, false, nil
	}
	if r.Form.Kind == models.FormLinear {
		return left[0], true, nil
	}
	return r.mostInformative(t, presented, left)
}

// presented returns the items of the responses.
func (r Rules) presented(t *models.SessionTrail) ([]models.Item, error) {
	items := make([]models.Item, len(t.Responses))
	for i, resp := range t.Responses {
		it, err := r.Item(resp)
		if err != nil {
			return nil, err
		}
		items[i] = it
	}
	return items, nil
}

// mostInformative chooses by information at the current estimate, balanced over
// the blueprint, at random among the best by the session's seed and the
// position: doing it again gives the same item.
func (r Rules) mostInformative(t *models.SessionTrail, presented, left []models.Item) (models.Item, bool, error) {
	pool := slices.Concat(presented, left)
	administered := make([]int, len(presented))
	for i := range administered {
		administered[i] = i
	}
	parameters, areas := make([]irt.Item, len(pool)), make([]string, len(pool))
	for i, it := range pool {
		parameters[i], areas[i] = item.IRT(it), models.Dimension(it.Indicator)
	}
	selector := cat.Selector{Randomesque: r.Form.TopK}
	if len(r.Form.Blueprint) > 0 {
		selector.Content = &cat.Content{Area: areas, Target: r.Form.Blueprint}
	}
	rng := rand.New(rand.NewPCG(t.Session.Seed, uint64(len(t.Responses))))
	state := cat.State{Theta: t.Session.Theta, Given: administered}
	i, err := selector.Next(cat.NewPool(parameters, irt.Grid{}), state, rng)
	if err != nil {
		return models.Item{}, false, err
	}
	return pool[i], true, nil
}

// stop names the stopping rule that holds after the last answer, or "".
func (r Rules) stop(t models.SessionTrail) string {
	if r.Form.Kind == models.FormLinear {
		return ""
	}
	switch r.stopping().Done(cat.Progress{Items: Answered(t), SE: t.Session.SE}) {
	case cat.Precise:
		return StopSE
	case cat.Full:
		return StopLength
	}
	return ""
}

func (r Rules) stopping() cat.Stop {
	return cat.Stop{SE: r.Form.TargetSE, MinItems: r.Form.MinItems, MaxItems: r.Form.MaxItems}
}

// exhausted is why a session ends when no item is left: a linear form has been
// given whole.
func (r Rules) exhausted() string {
	if r.Form.Kind == models.FormLinear {
		return StopLength
	}
	return StopExhausted
}

// progressSteps is how finely progress is told: coarse enough that the number
// of items left cannot be read from it.
const progressSteps = 20

// Progress is the share of the test that is done, from 0 to 1 (1 only when the
// session has ended). It never goes back. In an adaptive test it follows
// whichever of the stopping rules is closer: precision or length.
func (r Rules) Progress(t models.SessionTrail) float64 {
	if !t.Session.State.Open() {
		return 1
	}
	done := 0.0
	for i, resp := range t.Responses {
		if resp.Answered() {
			done = max(done, r.reached(i+1, resp.SE))
		}
	}
	return min(math.Floor(done*progressSteps), progressSteps-1) / progressSteps
}

// reached is the share done after n answers with standard error se.
func (r Rules) reached(n int, se float64) float64 {
	if r.Form.Kind == models.FormLinear {
		return share(float64(n), float64(len(r.Pool)))
	}
	precise := share(information(se), information(r.Form.TargetSE))
	if r.Form.MinItems > 0 {
		precise = min(precise, share(float64(n), float64(r.Form.MinItems)))
	}
	return max(precise, share(float64(n), float64(r.Form.MaxItems)))
}

// information is what the answers have added to a prior of variance 1.
func information(se float64) float64 { return 1/(se*se) - 1 }

// share is part of whole, 0 when there is no whole to reach.
func share(part, whole float64) float64 {
	if whole <= 0 || math.IsInf(whole, 1) {
		return 0
	}
	return part / whole
}
