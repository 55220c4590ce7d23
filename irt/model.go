package irt

import "fmt"

// Model names the response function of an item.
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
)

var modelNames = [...]string{TwoPL: "2pl", ThreePL: "3pl", GRM: "grm", GPCM: "gpcm"}

// String gives the name that ParseModel reads.
func (m Model) String() string {
	if int(m) < len(modelNames) {
		return modelNames[m]
	}
	return fmt.Sprintf("model(%d)", uint8(m))
}

// ParseModel reads "2pl", "3pl", "grm" or "gpcm".
func ParseModel(name string) (Model, error) {
	for m, known := range modelNames {
		if name == known {
			return Model(m), nil
		}
	}
	return 0, fmt.Errorf("unknown item response model %q: use 2pl, 3pl, grm or gpcm", name)
}

// MarshalText writes the name of a known model.
func (m Model) MarshalText() ([]byte, error) {
	if int(m) >= len(modelNames) {
		return nil, fmt.Errorf("unknown %v", m)
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads what ParseModel does.
func (m *Model) UnmarshalText(text []byte) (err error) {
	*m, err = ParseModel(string(text))
	return err
}
