package zeroone

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

const (
	// gap is the share of its value, or of the largest value of a variable, by
	// which a solution may miss the optimum.
	gap = 1e-6
	// perturbation, in shares of the largest value, keeps variables of equal
	// values apart, on which the simplex method might turn in circles.
	perturbation = 1e-9
	// integral is how near to 0 or 1 counts as such.
	integral = 1e-6
	// freshPivots bounds the rounding errors that a dictionary gathers.
	freshPivots = 500
)

// search is a branch and bound, depth first.
type search struct {
	*dictionary
	best  Solution
	limit int
	exact []float64 // the values before perturbation
	scale float64   // the largest of them
	// fixed lists the variables fixed on the way to the present node.
	fixed []int
}

func newSearch(p *Program, values []float64, fixed []Fixing, limit int) *search {
	s := &search{limit: limit, exact: values, best: Solution{Value: math.Inf(-1), Bound: math.Inf(-1)}}
	for _, v := range values {
		s.scale = max(s.scale, math.Abs(v))
	}
	if s.scale == 0 {
		s.scale = 1
	}
	perturbed := make([]float64, len(values))
	for j, v := range values {
		_, share := math.Modf(float64(j+1) * math.Phi)
		perturbed[j] = v + perturbation*s.scale*share
	}
	s.dictionary = newDictionary(p, perturbed, fixed)
	return s
}

// run searches below the root. The bound of the best solution is that of the
// root where the search was cut short.
func (s *search) run() {
	s.settle()
	if !s.maximize(math.Inf(-1)) {
		return
	}
	root := s.objective()
	s.branch()
	s.best.Bound = min(root, s.floor())
	if s.exhausted() {
		s.best.Bound = root
	}
}

// floor is the value a solution has to exceed to be of interest.
func (s *search) floor() float64 {
	if s.best.X == nil {
		return math.Inf(-1)
	}
	return s.best.Value + gap*max(math.Abs(s.best.Value), s.scale)
}

func (s *search) exhausted() bool { return s.limit > 0 && s.best.X != nil && s.best.Nodes >= s.limit }

// node solves the relaxation under the present bounds of the variables and
// searches below it.
func (s *search) node() {
	s.best.Nodes++
	if s.pivots > freshPivots {
		s.reset()
	}
	s.settle()
	if s.maximize(s.floor()) {
		s.branch()
	}
}

// branch searches below a solved relaxation.
func (s *search) branch() {
	depth := len(s.fixed)
	s.fix()
	v, x := s.undecided(integral)
	if v < 0 && !s.accept() {
		v, x = s.undecided(-1) // rounding broke a row: decide what is left
	}
	if v >= 0 {
		s.divide(v, math.Round(x))
	}
	for _, v := range s.fixed[depth:] {
		s.lower[v], s.upper[v] = 0, 1
	}
	s.fixed = s.fixed[:depth]
}

// divide searches first where a variable has the value that is near.
func (s *search) divide(variable int, near float64) {
	for _, value := range []float64{near, 1 - near} {
		if s.exhausted() {
			break
		}
		s.lower[variable], s.upper[variable] = value, value
		s.node()
	}
	s.lower[variable], s.upper[variable] = 0, 1
}

// fix fixes nonbasic variables that cost too much to move.
func (s *search) fix() {
	spare := s.objective() - s.floor()
	for j, v := range s.nonbasic {
		if v < s.program.variables && s.lower[v] < s.upper[v] && math.Abs(s.d[j]) > spare {
			s.lower[v], s.upper[v] = s.at[j], s.at[j]
			s.fixed = append(s.fixed, v)
		}
	}
}

// undecided is the free variable that is furthest from 0 and 1 and further than
// a tolerance; -1: there is none.
func (s *search) undecided(tolerance float64) (variable int, value float64) {
	variable, furthest := -1, tolerance
	for i, v := range s.basic {
		if v >= s.program.variables || s.lower[v] == s.upper[v] {
			continue
		}
		if x := s.level[i]; math.Abs(x-math.Round(x)) > furthest {
			variable, value, furthest = v, x, math.Abs(x-math.Round(x))
		}
	}
	return variable, value
}

// accept keeps the present solution, rounded, where it is better than the best.
// It returns false where it is none.
func (s *search) accept() bool {
	x := make([]float64, s.program.variables)
	for i, v := range s.basic {
		if v < len(x) {
			x[v] = math.Round(s.level[i])
		}
	}
	for j, v := range s.nonbasic {
		if v < len(x) {
			x[v] = s.at[j]
		}
	}
	if !s.program.feasible(x) {
		return false
	}
	if value := floats.Dot(s.exact, x); value > s.best.Value {
		s.best.X, s.best.Value = x, value
	}
	return true
}
