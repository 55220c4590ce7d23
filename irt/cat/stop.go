package cat

import (
	"math"
	"time"
)

// Reason says why an adaptive test ended.
type Reason string

const (
	// Continue: no stopping rule is met.
	Continue Reason = ""
	// Precise: the standard error is small enough.
	Precise Reason = "precise"
	// Steady: the last item changed the standard error too little.
	Steady Reason = "steady"
	// Classified: it is settled on which side of each cut theta lies.
	Classified Reason = "classified"
	// Full: the greatest number of items has been given.
	Full Reason = "full"
	// Late: the time is over.
	Late Reason = "late"
)

// Progress is how far a session has come.
type Progress struct {
	Items     int
	Theta, SE float64
	// SEBefore is the standard error before the last item; 0: unknown.
	SEBefore float64
	Elapsed  time.Duration
	// LogLikelihood is that of the responses at a value of theta; only SPRT
	// reads it.
	LogLikelihood func(theta float64) float64
}

// Stop is a stopping rule. MaxItems and Time end a test whatever else holds. The
// other rules end it from MinItems on, when one of those in use holds, or all of
// them where All is set. The zero value never stops.
type Stop struct {
	MinItems, MaxItems int
	Time               time.Duration
	// SE ends the test at a standard error of theta of this or less; 0: never.
	SE float64
	// SEChange ends it when the last item lowered the standard error by this or
	// less; 0: never.
	SEChange float64
	// SPRT and Interval end it when theta is classified; nil: never.
	SPRT     *SPRT
	Interval *Interval
	All      bool
}

// Done says why to stop, or Continue.
func (s Stop) Done(p Progress) Reason {
	switch {
	case s.MaxItems > 0 && p.Items >= s.MaxItems:
		return Full
	case s.Time > 0 && p.Elapsed >= s.Time:
		return Late
	case p.Items < s.MinItems:
		return Continue
	}
	return s.decide(s.judge(p))
}

// verdict is whether a rule that is in use holds.
type verdict struct {
	reason Reason
	holds  bool
}

func (s Stop) judge(p Progress) []verdict {
	var verdicts []verdict
	if s.SE > 0 {
		verdicts = append(verdicts, verdict{Precise, p.SE <= s.SE})
	}
	if s.SEChange > 0 {
		verdicts = append(verdicts, verdict{Steady, p.SEBefore > 0 && math.Abs(p.SEBefore-p.SE) <= s.SEChange})
	}
	if s.SPRT != nil {
		verdicts = append(verdicts, verdict{Classified, s.SPRT.Decided(p.LogLikelihood)})
	}
	if s.Interval != nil {
		verdicts = append(verdicts, verdict{Classified, s.Interval.Decided(p.Theta, p.SE)})
	}
	return verdicts
}

// decide gives the reason of the first rule that holds, or of the last of rules
// that all have to.
func (s Stop) decide(verdicts []verdict) Reason {
	reason := Continue
	for _, v := range verdicts {
		switch {
		case v.holds && !s.All:
			return v.reason
		case v.holds:
			reason = v.reason
		case s.All:
			return Continue
		}
	}
	return reason
}
