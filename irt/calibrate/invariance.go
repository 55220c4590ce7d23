package calibrate

import (
	"fmt"
	"strings"
)

// Invariance says which parameters of an item groups have in common.
type Invariance uint8

const (
	// Scalar: slopes and intercepts are equal in all groups.
	Scalar Invariance = iota
	// Metric: slopes are equal, intercepts and asymptotes differ.
	Metric
	// Configural: all parameters differ.
	Configural
)

var invarianceNames = [...]string{Scalar: "scalar", Metric: "metric", Configural: "configural"}

// String gives the name that ParseInvariance reads.
func (v Invariance) String() string {
	if int(v) < len(invarianceNames) {
		return invarianceNames[v]
	}
	return fmt.Sprintf("invariance(%d)", uint8(v))
}

// ParseInvariance reads scalar, metric or configural.
func ParseInvariance(name string) (Invariance, error) {
	for v, known := range invarianceNames {
		if name == known {
			return Invariance(v), nil
		}
	}
	return 0, fmt.Errorf("unknown invariance %q: use one of %s", name, strings.Join(invarianceNames[:], ", "))
}

// LatentModel says what of the distribution of the traits is estimated in a
// group.
type LatentModel uint8

const (
	// ImpliedLatent follows from the rest of the model: see Options.Latent.
	ImpliedLatent LatentModel = iota
	// FixedLatent: means 0, variances 1.
	FixedLatent
	// FreeVariance: means 0, variances estimated.
	FreeVariance
	// FreeMeanVariance: means and variances estimated.
	FreeMeanVariance
)
