package irt

import (
	"fmt"
	"strings"
)

// Model names the response function of an item. Rasch, OnePL, PCM and RSM have
// the response functions of TwoPL and GPCM; they differ in what calibration
// holds fixed or equal between items.
type Model uint8

const (
	// TwoPL is the two-parameter logistic model of Birnbaum (1968):
	//  P(1|theta) = logistic(a (theta - b))
	TwoPL Model = iota
	// ThreePL is the three-parameter logistic model of Birnbaum (1968):
	//  P(1|theta) = c + (1-c) logistic(a (theta - b))
	ThreePL
	// GRM is the graded response model of Samejima (1969):
	//  P(k or more|theta) = logistic(a (theta - b_k)), k = 1..m
	GRM
	// GPCM is the generalized partial credit model of Muraki (1992):
	//  P(k|theta) proportional to exp(sum over v = 1..k of a (theta - b_v))
	GPCM
	// FourPL is the four-parameter logistic model of Barton and Lord (1981):
	//  P(1|theta) = c + (u-c) logistic(a (theta - b))
	FourPL
	// NRM is the nominal response model of Bock (1972), as parametrized by
	// Thissen, Cai and Bock (2010) with scores s_0 = 0, ..., s_m = m:
	//  P(k|theta) proportional to exp(a s_k theta + d_k), d_k = -a (b_1 + ... + b_k)
	NRM
	// Rasch is TwoPL with a = 1 (Rasch, 1960).
	Rasch
	// OnePL is TwoPL with a slope common to the items.
	OnePL
	// PCM is GPCM with a = 1, the partial credit model of Masters (1982).
	PCM
	// RSM is the rating scale model of Andrich (1978): PCM with
	// b_v = b + t_v, where the steps t_v are common to the items.
	RSM
)

var modelNames = [...]string{
	TwoPL: "2pl", ThreePL: "3pl", GRM: "grm", GPCM: "gpcm", FourPL: "4pl", NRM: "nrm",
	Rasch: "rasch", OnePL: "1pl", PCM: "pcm", RSM: "rsm",
}

// Known tells whether m is one of the models of this package.
func (m Model) Known() bool { return int(m) < len(modelNames) }

// Dichotomous tells whether items under m have two categories.
func (m Model) Dichotomous() bool {
	switch m {
	case TwoPL, ThreePL, FourPL, Rasch, OnePL:
		return true
	}
	return false
}

// PartialCredit tells whether category k has the intercept -a (b_1 + ... + b_k):
// GPCM, its special cases, and NRM.
func (m Model) PartialCredit() bool { return m == GPCM || m == PCM || m == RSM || m == NRM }

// String gives the name that ParseModel reads.
func (m Model) String() string {
	if m.Known() {
		return modelNames[m]
	}
	return fmt.Sprintf("model(%d)", uint8(m))
}

// ParseModel reads the name of a model: 1pl, 2pl, 3pl, 4pl, rasch, pcm, gpcm,
// rsm, grm or nrm.
func ParseModel(name string) (Model, error) {
	for m, known := range modelNames {
		if name == known {
			return Model(m), nil
		}
	}
	return 0, fmt.Errorf("unknown item response model %q: use one of %s", name, strings.Join(modelNames[:], ", "))
}

// MarshalText writes the name of a known model.
func (m Model) MarshalText() ([]byte, error) {
	if !m.Known() {
		return nil, fmt.Errorf("unknown %v", m)
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads what ParseModel does.
func (m *Model) UnmarshalText(text []byte) (err error) {
	*m, err = ParseModel(string(text))
	return err
}
