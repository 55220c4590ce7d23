package cat

import (
	"fmt"
	"slices"
	"strings"

	"suyang/irt/cat/internal/zeroone"
)

// searchLimit bounds the nodes of the search for a shadow test once one has been
// found: see Shadow.Assemble.
const searchLimit = 500

// Shadow assembles shadow tests (van der Linden and Reese, 1998): at each step of
// an adaptive test the best whole test that holds the items given and meets all
// constraints. The next item is one of it, so that the session can always be
// completed. A Shadow may be used by several goroutines.
type Shadow struct {
	blueprint Blueprint
	items     int
	program   *zeroone.Program
}

// NewShadow prepares the assembly of tests from a pool of some items. It returns
// an error where the constraints cannot be met, which names those that conflict:
// without any one of them the others could be.
func NewShadow(items int, b Blueprint) (*Shadow, error) {
	if err := b.validate(items); err != nil {
		return nil, err
	}
	s := &Shadow{blueprint: b, items: items, program: program(items, b)}
	if !feasible(items, b) {
		return nil, conflict(items, b)
	}
	return s, nil
}

// Blueprint is what the tests meet.
func (s *Shadow) Blueprint() Blueprint { return s.blueprint }

// program has a row for the length and one for each constraint.
func program(items int, b Blueprint) *zeroone.Program {
	all, length := make([]float64, items), float64(b.Length)
	for j := range all {
		all[j] = 1
	}
	rows, lower, upper := [][]float64{all}, []float64{length}, []float64{length}
	for _, c := range b.Constraints {
		row := make([]float64, items)
		for i, j := range c.Items {
			row[j] = c.amount(i)
		}
		rows, lower, upper = append(rows, row), append(lower, c.Min), append(upper, c.Max)
	}
	return zeroone.NewProgram(items, rows, lower, upper)
}

func feasible(items int, b Blueprint) bool {
	_, ok := program(items, b).Solve(make([]float64, items), make([]zeroone.Fixing, items), 1)
	return ok
}

// conflict names a smallest set of constraints that cannot be met together: each
// is left out as long as the rest stays infeasible (deletion filter: Chinneck and
// Dravnieks, 1991).
func conflict(items int, b Blueprint) error {
	rest := Blueprint{Length: b.Length, Constraints: slices.Clone(b.Constraints)}
	for i := 0; i < len(rest.Constraints); {
		without := Blueprint{Length: b.Length, Constraints: slices.Delete(slices.Clone(rest.Constraints), i, i+1)}
		if feasible(items, without) {
			i++
		} else {
			rest = without
		}
	}
	var names []string
	for _, c := range rest.Constraints {
		names = append(names, c.String())
	}
	return fmt.Errorf("no test of %d items from the pool meets: %s; loosen one of them", b.Length, strings.Join(names, ", "))
}

// Assemble gives the test whose free items are worth most in sum, among all that
// hold the items given and meet all constraints: a 0/1 program, solved by branch
// and bound to within a millionth of its value. A search that has a solution
// gives up proving it best after 500 nodes; constraints are never given up.
//
// Items barred are left out where a test remains without them. Assemble returns
// an error where the items given are not part of any test.
func (s *Shadow) Assemble(values []float64, state State) ([]int, error) {
	fixed := make([]zeroone.Fixing, s.items)
	for j := range state.Barred {
		if state.Barred[j] {
			fixed[j] = zeroone.AtZero
		}
	}
	test, ok := s.solve(values, fixed, state.Given)
	if !ok && state.Barred != nil {
		test, ok = s.solve(values, make([]zeroone.Fixing, s.items), state.Given)
	}
	if !ok {
		return nil, fmt.Errorf("no test that meets the constraints holds the %d items given", len(state.Given))
	}
	return test, nil
}

func (s *Shadow) solve(values []float64, fixed []zeroone.Fixing, given []int) (test []int, ok bool) {
	for _, j := range given {
		fixed[j] = zeroone.AtOne
	}
	solution, ok := s.program.Solve(values, fixed, searchLimit)
	for j, x := range solution.X {
		if x == 1 {
			test = append(test, j)
		}
	}
	return test, ok
}
