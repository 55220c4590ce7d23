package zeroone

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// feasibility is by how much a row, scaled to a largest coefficient of 1, may
// miss its bounds.
const feasibility = 1e-9

// Program is the rows of a 0/1 program. It may be solved by several goroutines.
type Program struct {
	a            [][]float64 // scaled
	lower, upper []float64
	variables    int
}

// NewProgram takes rows of coefficients of as many variables and their bounds,
// which may be infinite.
func NewProgram(variables int, rows [][]float64, lower, upper []float64) *Program {
	p := &Program{variables: variables}
	for i, row := range rows {
		p.add(row, lower[i], upper[i])
	}
	return p
}

// add scales a row and replaces bounds by those that the coefficients imply,
// where these are closer.
func (p *Program) add(row []float64, lower, upper float64) {
	scale, least, most := 0.0, 0.0, 0.0
	for _, a := range row {
		scale = max(scale, math.Abs(a))
		least += min(a, 0)
		most += max(a, 0)
	}
	if scale == 0 {
		scale = 1
	}
	scaled := make([]float64, len(row))
	for j, a := range row {
		scaled[j] = a / scale
	}
	// One unit beyond what is possible keeps a bound that cannot be met apart
	// from one that can.
	p.a = append(p.a, scaled)
	p.lower = append(p.lower, min(max(lower, least), most+scale)/scale)
	p.upper = append(p.upper, max(min(upper, most), least-scale)/scale)
}

// feasible tells whether a solution meets all rows.
func (p *Program) feasible(x []float64) bool {
	for i, row := range p.a {
		sum := floats.Dot(row, x)
		if sum < p.lower[i]-feasibility || sum > p.upper[i]+feasibility {
			return false
		}
	}
	return true
}

// Fixing says what is decided of a variable before the search.
type Fixing uint8

const (
	Free Fixing = iota
	AtZero
	AtOne
)

// Solution is the best solution found.
type Solution struct {
	// X holds 0 or 1 for each variable.
	X     []float64
	Value float64
	// Bound is the value no solution can exceed: equal to Value but for the
	// tolerance of the search, unless that was cut short.
	Bound float64
	Nodes int
}

// Solve maximizes the sum of the values of the variables that are 1. It returns
// false where no solution exists. Once it has a solution it gives up proving a
// better one impossible after a limit of nodes; 0: never.
func (p *Program) Solve(values []float64, fixed []Fixing, limit int) (Solution, bool) {
	s := newSearch(p, values, fixed, limit)
	s.run()
	return s.best, s.best.X != nil
}
