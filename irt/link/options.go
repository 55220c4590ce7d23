package link

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// Form is a calibration: items on one scale.
type Form struct {
	Items []irt.Item
	// Covariance is that of the items' parameters in slope-intercept form, item
	// after item: a, d_1 to d_m, then c under ThreePL and FourPL, u under FourPL,
	// and s_1 to s_(m-1) under NRM. Parameters held fixed have rows of zeros. It
	// may be nil, and is needed for the standard errors of the delta method only.
	Covariance mat.Symmetric
}

// Options steer Run. The zero value links by Stocking-Lord on all common items,
// in one direction, with standard normal weights.
type Options struct {
	// Method is StockingLord where empty.
	Method Method
	// Anchors are the items to link by; nil: all that both forms have.
	Anchors []string
	// Weights of theta on the scale of "to", where Haebara and Stocking-Lord
	// compare response functions; the zero value is NormalWeights.
	Weights irt.Grid
	// Symmetric adds the comparison on the scale of "from", with Weights there
	// too (Haebara, 1980). Linking in the other direction then gives the inverse.
	Symmetric bool
	// Shift holds A at 1. It goes without saying where all anchors are under
	// models that fix the slope.
	Shift bool
	// Units holds the unit of an anchor, such as its stimulus or testlet. The
	// jackknife leaves out, and the linking error clusters by, whole units. An
	// anchor that has no entry is a unit of its own.
	Units map[string]string
}

// NormalWeights are standard normal on the 61 nodes from -6 to 6 of calibration.
func NormalWeights() irt.Grid { return irt.StandardGrid() }

// UniformWeights are equal on 40 nodes from -4 to 4, the default of the R
// package plink.
func UniformWeights() irt.Grid {
	g := irt.NormalGrid(40, -4, 4, 0, 1)
	for q := range g.Weights {
		g.Weights[q] = 1 / float64(len(g.Weights))
	}
	return g
}

func (o Options) withDefaults() (Options, error) {
	if o.Method == "" {
		o.Method = StockingLord
	}
	if len(o.Weights.Nodes) == 0 {
		o.Weights = NormalWeights()
	}
	if _, err := ParseMethod(string(o.Method)); err != nil {
		return o, err
	}
	if len(o.Weights.Nodes) != len(o.Weights.Weights) {
		return o, fmt.Errorf("%d nodes with %d weights", len(o.Weights.Nodes), len(o.Weights.Weights))
	}
	for q, w := range o.Weights.Weights {
		if !(w >= 0) || math.IsInf(w, 0) || math.IsNaN(o.Weights.Nodes[q]) || math.IsInf(o.Weights.Nodes[q], 0) {
			return o, errors.New("nodes must be finite and their weights not negative")
		}
	}
	return o, nil
}
