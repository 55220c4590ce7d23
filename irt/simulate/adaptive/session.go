package adaptive

import (
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"suyang/irt/cat"
	"suyang/irt/simulate"
)

// sitting is a session under way.
type sitting struct {
	Design
	Session
	state  cat.State
	before float64 // the standard error before the last item
	values []float64
}

// session gives one test.
func (d Design) session(theta float64, open []float64, rng *rand.Rand) (Session, error) {
	s := &sitting{Design: d, Session: Session{Theta: theta}}
	s.state.Posterior = slices.Clone(d.Pool.Prior.Weights)
	if open != nil {
		s.barred = cat.Draw(open, rng)
		s.state.Barred = s.barred
	}
	s.Estimate, s.SE = d.Pool.Moments(s.state.Posterior)
	for s.Reason == cat.Continue {
		if err := s.step(rng); err != nil {
			return s.Session, err
		}
	}
	s.Class = s.class()
	return s.Session, nil
}

// step gives an item, unless none is left, and judges whether to stop. A rule
// other than the length stops only a test that meets the constraints already.
func (s *sitting) step(rng *rand.Rand) error {
	s.state.Theta, s.state.Given = s.Estimate, s.Items
	s.values = s.Pool.Values(s.values, s.Selector.Criterion, s.state, rng)
	j, err := s.Selector.Choose(s.values, s.state, rng)
	if errors.Is(err, cat.ErrExhausted) {
		s.Reason = cat.Full
		return nil
	}
	if err != nil {
		return err
	}
	response := simulate.Draw(s.Pool.Items[j].Probabilities(nil, s.Theta), rng)
	s.Items, s.Responses = append(s.Items, j), append(s.Responses, response)
	s.Pool.Update(s.state.Posterior, j, response)
	s.before = s.SE
	s.Estimate, s.SE = s.Pool.Moments(s.state.Posterior)
	reason := s.Stop.Done(s.progress())
	if reason == cat.Full || s.Selector.Complete(s.Items) {
		s.Reason = reason
	}
	return nil
}

func (s *sitting) progress() cat.Progress {
	p := cat.Progress{Items: len(s.Items), Theta: s.Estimate, SE: s.SE, LogLikelihood: s.logLikelihood}
	if p.Items > 1 {
		p.SEBefore = s.before
	}
	if s.Seconds != nil {
		for _, j := range s.Items {
			p.Elapsed += time.Duration(s.Seconds[j] * float64(time.Second))
		}
	}
	return p
}

func (s *sitting) logLikelihood(theta float64) float64 {
	sum := 0.0
	for i, j := range s.Items {
		sum += s.Pool.Items[j].LogLikelihood(s.Responses[i], theta)
	}
	return sum
}

// class is the class at the end.
func (s *sitting) class() int {
	if s.Stop.SPRT != nil {
		return s.Stop.SPRT.Class(s.logLikelihood)
	}
	return cat.Class(s.Estimate, s.Cuts)
}
