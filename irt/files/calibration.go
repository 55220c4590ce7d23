package files

import (
	"encoding/json"
	"io"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// SchemaVersion is the version of the items.json this package writes.
const SchemaVersion = 1

// Calibration is the content of items.json.
type Calibration struct {
	SchemaVersion int         `json:"schema_version"`
	Model         irt.Model   `json:"model"`
	Quadrature    Quadrature  `json:"quadrature"`
	Persons       int         `json:"n_persons,omitempty"`
	LogLikelihood float64     `json:"log_likelihood"`
	Parameters    int         `json:"n_parameters"`
	AIC           float64     `json:"aic"`
	BIC           float64     `json:"bic"`
	Iterations    int         `json:"iterations"`
	Convergence   Convergence `json:"convergence"`
	Groups        []Group     `json:"groups"`
	Items         []Item      `json:"items"`
}

// Quadrature says that theta was integrated over Points equally spaced nodes
// from -Range to Range.
type Quadrature struct {
	Points int     `json:"points"`
	Range  float64 `json:"range"`
}

// Convergence is the verdict on the estimation.
type Convergence struct {
	Converged bool    `json:"converged"`
	Verdict   string  `json:"verdict"`
	Tolerance float64 `json:"tolerance,omitempty"`
	// Change is the largest parameter change of the last cycle.
	Change   float64             `json:"change"`
	Problems []calibrate.Problem `json:"problems"`
}

// Group is the normal distribution of theta in one group.
type Group struct {
	Name string  `json:"name"`
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
}

// Item is one item. A and D are slopes and intercepts, B difficulties or
// thresholds; calibrate.Estimate says how they relate. C and U are the lower
// and upper asymptote.
type Item struct {
	ID    string    `json:"id"`
	Model irt.Model `json:"model"`
	A     []float64 `json:"a"`
	D     []float64 `json:"d"`
	B     []float64 `json:"b"`
	C     float64   `json:"c"`
	U     float64   `json:"u"`
	// Codes holds the response code of each category; empty: 0, 1, 2 ...
	Codes []int   `json:"codes,omitempty"`
	SE    *Errors `json:"se,omitempty"`
}

// Errors are standard errors, in the shape of the parameters.
type Errors struct {
	A []float64 `json:"a"`
	B []float64 `json:"b"`
	C *float64  `json:"c"`
	D []float64 `json:"d"`
}

// NewCalibration describes the result of calibrating t.
func NewCalibration(r *calibrate.Result, t *Table) *Calibration {
	c := &Calibration{
		SchemaVersion: SchemaVersion,
		Model:         r.Options.Model,
		Quadrature:    Quadrature{Points: r.Options.Quadrature, Range: r.Options.Range},
		Persons:       r.Persons, LogLikelihood: r.LogLikelihood, Parameters: r.Parameters,
		AIC: r.AIC, BIC: r.BIC, Iterations: r.Cycles,
		Convergence: Convergence{
			Converged: r.Converged, Verdict: r.Verdict(), Tolerance: r.Options.Tol, Change: r.Change,
			Problems: append(append([]calibrate.Problem{}, t.Gaps()...), r.Problems...),
		},
	}
	for _, g := range r.Groups {
		c.Groups = append(c.Groups, Group{Name: g.Name, Mean: g.Mean, SD: g.SD})
	}
	codes := make(map[string][]int, len(t.Items))
	for j, name := range t.Items {
		codes[name] = t.Codes[j]
	}
	for _, e := range r.Items {
		c.Items = append(c.Items, newItem(e, codes[e.ID]))
	}
	return c
}

func newItem(e calibrate.Estimate, codes []int) Item {
	it := Item{ID: e.ID, Model: e.Model, A: e.A, D: e.D, B: e.B, C: e.C, U: 1}
	if !natural(codes) {
		it.Codes = codes
	}
	if e.SE != nil {
		it.SE = &Errors{A: e.SE.A, B: e.SE.B, D: e.SE.D}
		if e.Model == irt.ThreePL {
			it.SE.C = &e.SE.C
		}
	}
	return it
}

// natural tells whether codes are 0, 1, 2 ...
func natural(codes []int) bool {
	for k, code := range codes {
		if code != k {
			return false
		}
	}
	return true
}

// Write writes items.json.
func (c *Calibration) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(c)
}
