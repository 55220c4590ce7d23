package fit

import (
	"context"

	"suyang/irt"
)

// Report is the fit of a model to data.
type Report struct {
	// Persons is the number of persons with positive weight, Weight the sum of
	// their weights, Complete the number who answered all items.
	Persons  int     `json:"n_persons"`
	Weight   float64 `json:"sum_of_weights"`
	Complete int     `json:"n_complete"`
	// Parameters is the number of free parameters that the statistics allow for.
	Parameters int `json:"n_parameters"`
	// M2 is M2 for items of two categories, M2* where there are more; C2 is for
	// items of more. They are nil where they cannot be computed: see Notes.
	M2 *LimitedInformation `json:"m2"`
	C2 *LimitedInformation `json:"c2"`

	Groups      []GroupFit    `json:"groups"`
	Items       []ItemFit     `json:"items"`
	Pairs       []Pair        `json:"pairs"`
	Information []Information `json:"information"`
	// Flags name what is suspicious, in words.
	Flags []Flag `json:"flags"`
	// Notes say which statistics rest on part of the data or are not available,
	// and why.
	Notes []Note `json:"notes"`
	// People are the persons in the order of the data, where Options.Persons
	// asks for them.
	People []Person `json:"-"`
}

// Note says why a statistic is not available, or what it rests on.
type Note struct {
	Statistic string `json:"statistic"`
	Message   string `json:"message"`
}

// GroupFit is the fit in one group.
type GroupFit struct {
	Name    string  `json:"name"`
	Persons int     `json:"n_persons"`
	Weight  float64 `json:"sum_of_weights"`
	// SRMSR is the standardized root mean square residual: of the correlations
	// of the items against those the model implies (Maydeu-Olivares, 2013).
	SRMSR       Value       `json:"srmsr"`
	Reliability Reliability `json:"reliability"`
	// RMSD has an entry per item, see ItemFit.RMSD.
	RMSD []Value `json:"rmsd"`
}

// ItemFit is the fit of one item.
type ItemFit struct {
	ID    string    `json:"id"`
	Model irt.Model `json:"model"`
	Classical
	MeanSquares
	// InfitMarginal and OutfitMarginal are over the posterior instead of the EAP.
	InfitMarginal  Value `json:"infit_marginal"`
	OutfitMarginal Value `json:"outfit_marginal"`
	// SX2 is the statistic of Orlando and Thissen (2000).
	SX2 Test `json:"s_x2"`
	// X2 and G2 are those of Bock (1972) and McKinley and Mills (1985) in bins by
	// EAP.
	X2 Test `json:"x2"`
	G2 Test `json:"g2"`
	// RMSD is the largest of the groups: the root mean square deviation of the
	// observed from the expected item characteristic curve, on the scale of the
	// share of the highest score.
	RMSD Value `json:"rmsd"`
	// Bins are the observed shares of the categories by EAP; nil for several
	// traits.
	Bins []Bin `json:"bins"`
	// Curve are the shares of the categories around points of theta 0.5 apart,
	// by the posteriors of the persons; nil for several traits.
	Curve []Bin `json:"curve"`
	// Information is that at Options.Theta in the first group; nil for several
	// traits.
	Information []Value `json:"information"`
	// Options are the categories, as alternatives to choose from.
	Options []Choice `json:"options"`
}

// Run compares data with a model.
func Run(ctx context.Context, d Data, m Model, o Options) (*Report, error) {
	if err := m.validate(); err != nil {
		return nil, err
	}
	if err := d.validate(m); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	a, err := analyse(ctx, d, m, o)
	if err != nil {
		return nil, err
	}
	return a.report(o), nil
}
