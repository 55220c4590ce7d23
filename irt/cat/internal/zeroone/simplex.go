package zeroone

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// pivotTolerance is the least coefficient to divide by.
const pivotTolerance = 1e-7

// dictionary expresses basic variables and the objective by the nonbasic ones,
//
//	basic_i = sum_j t_ij nonbasic_j      objective = sum_j d_j nonbasic_j
//
// Variables are numbered: first those of the program, then the sums of the rows.
type dictionary struct {
	program      *Program
	values       []float64
	lower, upper []float64 // of all variables
	t            [][]float64
	d            []float64
	basic        []int     // by row
	nonbasic     []int     // by column
	level        []float64 // of the basic variables
	at           []float64 // of the nonbasic ones: at one of their bounds
	pivots       int
	breakpoints  []breakpoint
}

func newDictionary(p *Program, values []float64, fixed []Fixing) *dictionary {
	n, m := p.variables, len(p.a)
	d := &dictionary{
		program: p, values: values,
		lower: make([]float64, n, n+m), upper: make([]float64, n, n+m),
		t: make([][]float64, m), d: make([]float64, n),
		basic: make([]int, m), nonbasic: make([]int, n),
		level: make([]float64, m), at: make([]float64, n),
	}
	for j, f := range fixed {
		d.lower[j], d.upper[j] = 0, 1
		switch f {
		case AtZero:
			d.upper[j] = 0
		case AtOne:
			d.lower[j] = 1
		}
	}
	d.lower, d.upper = append(d.lower, p.lower...), append(d.upper, p.upper...)
	for i := range d.t {
		d.t[i] = make([]float64, n)
	}
	d.reset()
	return d
}

// reset goes back to the basis of the sums of the rows, which is free of
// rounding errors.
func (d *dictionary) reset() {
	for i, row := range d.program.a {
		copy(d.t[i], row)
		d.basic[i] = d.program.variables + i
	}
	for j := range d.nonbasic {
		d.nonbasic[j] = j
	}
	copy(d.d, d.values)
	d.pivots = 0
}

// settle places the nonbasic variables at the bounds that make the basis dual
// feasible, and computes the basic ones.
func (d *dictionary) settle() {
	for j, v := range d.nonbasic {
		d.at[j] = d.lower[v]
		if d.d[j] > 0 {
			d.at[j] = d.upper[v]
		}
	}
	for i, row := range d.t {
		d.level[i] = floats.Dot(row, d.at)
	}
}

func (d *dictionary) objective() float64 { return floats.Dot(d.d, d.at) }

// maximize runs the dual simplex method from a settled basis. It returns false
// where there is no solution, or none above floor.
func (d *dictionary) maximize(floor float64) bool {
	for {
		row, excess := d.leaving()
		if excess <= feasibility {
			return d.objective() > floor
		}
		if !d.step(row) || d.objective() <= floor {
			return false
		}
	}
}

// leaving is the row whose variable is furthest out of its bounds.
func (d *dictionary) leaving() (row int, excess float64) {
	for i, v := range d.basic {
		if e := max(d.level[i]-d.upper[v], d.lower[v]-d.level[i]); e > excess {
			row, excess = i, e
		}
	}
	return row, excess
}

// breakpoint is the length of a dual step at which the reduced cost of a column
// changes its sign.
type breakpoint struct {
	column int
	length float64
}

// step brings the variable of a row to the bound it violates. It returns false
// where no change of the nonbasic variables can.
func (d *dictionary) step(row int) bool {
	v := d.basic[row]
	bound, sign := d.lower[v], -1.0
	if d.level[row] > d.upper[v] {
		bound, sign = d.upper[v], 1
	}
	column := d.entering(row, sign, sign*(d.level[row]-bound))
	if column < 0 {
		return false
	}
	move := (bound - d.level[row]) / d.t[row][column]
	for i := range d.level {
		d.level[i] += d.t[i][column] * move
	}
	d.level[row] = d.at[column] + move
	d.at[column] = bound
	d.pivot(row, column)
	return true
}

// entering passes columns whose reduced costs change sign by moving their
// variables to the opposite bounds, until the excess is used up; it returns the
// column that does so, or -1.
func (d *dictionary) entering(row int, sign, excess float64) int {
	d.breakpoints = d.breakpoints[:0]
	for j, t := range d.t[row] {
		alpha := sign * t
		v := d.nonbasic[j]
		if d.lower[v] == d.upper[v] || math.Abs(alpha) < pivotTolerance {
			continue
		}
		if atUpper := d.at[j] == d.upper[v]; atUpper == (alpha > 0) {
			d.breakpoints = append(d.breakpoints, breakpoint{j, max(0, d.d[j]/alpha)})
		}
	}
	for len(d.breakpoints) > 0 {
		b := d.nextBreakpoint()
		v := d.nonbasic[b.column]
		excess -= math.Abs(d.t[row][b.column]) * (d.upper[v] - d.lower[v])
		if excess <= feasibility {
			return b.column
		}
		d.flip(b.column)
	}
	return -1
}

// nextBreakpoint takes out the one met first. Few are met at most steps, so
// sorting them would cost more.
func (d *dictionary) nextBreakpoint() breakpoint {
	next := 0
	for i, b := range d.breakpoints {
		if first := d.breakpoints[next]; b.length < first.length || b.length == first.length && b.column < first.column {
			next = i
		}
	}
	b, last := d.breakpoints[next], len(d.breakpoints)-1
	d.breakpoints[next] = d.breakpoints[last]
	d.breakpoints = d.breakpoints[:last]
	return b
}

// flip moves a nonbasic variable to its other bound.
func (d *dictionary) flip(column int) {
	v, before := d.nonbasic[column], d.at[column]
	d.at[column] = d.upper[v]
	if before == d.upper[v] {
		d.at[column] = d.lower[v]
	}
	for i := range d.level {
		d.level[i] += d.t[i][column] * (d.at[column] - before)
	}
}

// pivot exchanges the variables of a row and a column.
func (d *dictionary) pivot(row, column int) {
	pivotRow := d.t[row]
	inverse := 1 / pivotRow[column]
	for j := range pivotRow {
		pivotRow[j] *= -inverse
	}
	pivotRow[column] = inverse
	for i, t := range d.t {
		if i != row {
			eliminate(t, pivotRow, column)
		}
	}
	eliminate(d.d, pivotRow, column)
	d.basic[row], d.nonbasic[column] = d.nonbasic[column], d.basic[row]
	d.pivots++
}

// eliminate puts the pivot row in the place of its old nonbasic variable.
func eliminate(t, pivotRow []float64, column int) {
	factor := t[column]
	if factor == 0 {
		return
	}
	t[column] = 0
	floats.AddScaled(t, factor, pivotRow)
}
