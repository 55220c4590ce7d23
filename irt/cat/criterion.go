package cat

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// Criterion says what an item is worth at a state of the session. Items worth
// most are given.
type Criterion uint8

const (
	// MFI is the Fisher information at theta (Lord, 1980).
	MFI Criterion = iota
	// MEI is the expected information of the item at the estimate of theta that
	// follows the response to it, over the posterior predictive distribution of
	// the response (van der Linden, 1998).
	MEI
	// KL is the Kullback-Leibler divergence of the response at theta from that
	// nearby, integrated over theta -3/sqrt(n) to theta +3/sqrt(n), n items
	// having been given (Chang and Ying, 1996).
	KL
	// KLP is that divergence averaged over the posterior (Chang and Ying, 1996).
	KLP
	// MPWI is the information averaged over the posterior (van der Linden, 1998).
	MPWI
	// MEPV is less the greater the posterior variance expected after the item
	// (Owen, 1975; van der Linden, 1998).
	MEPV
	// ClosestThreshold is less the further theta is from the nearest difficulty
	// or threshold of the item (Urry, 1970).
	ClosestThreshold
	// Random ignores the items.
	Random
)

var criterionNames = [...]string{
	MFI: "mfi", MEI: "mei", KL: "kl", KLP: "klp", MPWI: "mpwi", MEPV: "mepv", ClosestThreshold: "threshold", Random: "random",
}

// String gives the name that ParseCriterion reads.
func (c Criterion) String() string {
	if int(c) < len(criterionNames) {
		return criterionNames[c]
	}
	return fmt.Sprintf("criterion(%d)", uint8(c))
}

// ParseCriterion reads mfi, mei, kl, klp, mpwi, mepv, threshold or random.
func ParseCriterion(name string) (Criterion, error) {
	if i := slices.Index(criterionNames[:], name); i >= 0 {
		return Criterion(i), nil
	}
	return 0, fmt.Errorf("unknown criterion %q: use one of %s", name, strings.Join(criterionNames[:], ", "))
}

// NeedsPosterior tells whether the criterion reads State.Posterior.
func (c Criterion) NeedsPosterior() bool { return c == MEI || c == KLP || c == MPWI || c == MEPV }

// Values writes what each item of the pool is worth to dst and returns it. Only
// Random needs rng.
func (p *Pool) Values(dst []float64, c Criterion, s State, rng *rand.Rand) []float64 {
	value := p.value(c, s, rng)
	dst = dst[:0]
	for j := range p.Items {
		dst = append(dst, value(j))
	}
	return dst
}

// value gives the function of an item that the criterion is at a state.
func (p *Pool) value(c Criterion, s State, rng *rand.Rand) func(item int) float64 {
	if c.NeedsPosterior() {
		p.tables()
	}
	switch c {
	case MEI:
		return p.expectedInformation(s)
	case KL:
		return p.divergence(s)
	case KLP:
		return p.posteriorDivergence(s)
	case MPWI:
		return p.weightedInformation(s)
	case MEPV:
		return p.expectedPrecision(s)
	case ClosestThreshold:
		return p.closeness(s)
	case Random:
		return func(int) float64 { return rng.Float64() }
	default:
		return func(j int) float64 { return p.Items[j].Information(s.Theta) }
	}
}
