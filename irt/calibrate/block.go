package calibrate

import (
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

const (
	// mstepCycles bounds the scoring steps on a block in one cycle. The first
	// cycles need not be exact, the last ones are after one or two steps.
	mstepCycles = 5
	// mstepTol is the change of a parameter below which they end.
	mstepTol = 1e-10
	// longestStep bounds the change of any parameter in one scoring step.
	longestStep = 1
)

// block is cells connected by parameters in common. The M-step maximizes the
// expected log-likelihood of each block by Fisher scoring.
type block struct {
	members []member
	shared  []int // free parameters of several cells
	bounds  map[int]float64
}

// member is a cell of a block.
type member struct {
	*cell
	column int   // of the cell among all
	own    []int // its free parameters that no other cell has
	shared []int // the others, by their place among the block's shared ones
	// places are the terms of the local parameters, with indices in the system of
	// the own, then the shared parameters.
	places [][]term
	system system
}

// newBlocks puts cells together that share free parameters.
func newBlocks(cells []*cell) []*block {
	users := make(map[int][]int) // of each free parameter: the cells
	for k, c := range cells {
		for _, i := range c.indices() {
			users[i] = append(users[i], k)
		}
	}
	var blocks []*block
	seen := make([]bool, len(cells))
	for k := range cells {
		if !seen[k] && len(cells[k].indices()) > 0 {
			blocks = append(blocks, collect(k, cells, users, seen))
		}
	}
	return blocks
}

// collect gathers the block of cell first.
func collect(first int, cells []*cell, users map[int][]int, seen []bool) *block {
	b := &block{bounds: make(map[int]float64)}
	queue := []int{first}
	seen[first] = true
	for ; len(queue) > 0; queue = queue[1:] {
		m := member{cell: cells[queue[0]], column: queue[0]}
		for _, i := range m.indices() {
			if len(users[i]) == 1 {
				m.own = append(m.own, i)
				continue
			}
			b.shared = append(b.shared, i)
			for _, k := range users[i] {
				if !seen[k] {
					seen[k] = true
					queue = append(queue, k)
				}
			}
		}
		bounds, rank := m.limited()
		maps.Copy(b.bounds, bounds)
		slices.SortStableFunc(m.own, func(i, j int) int { return rank[i] - rank[j] })
		b.members = append(b.members, m)
	}
	slices.Sort(b.shared)
	b.shared = slices.Compact(b.shared)
	for i := range b.members {
		b.members[i].connect(b.shared)
	}
	return b
}

// connect finds the place of a cell's parameters in its block.
func (m *member) connect(shared []int) {
	place := make(map[int]int)
	for n, i := range m.own {
		place[i] = n
	}
	for _, i := range m.indices() {
		if at, there := slices.BinarySearch(shared, i); there {
			place[i] = len(m.own) + len(m.shared)
			m.shared = append(m.shared, at)
		}
	}
	for _, l := range m.local {
		var terms []term
		for _, t := range l.terms {
			terms = append(terms, term{place[t.index], t.factor})
		}
		m.places = append(m.places, terms)
	}
	m.system = newSystem(len(place))
}

// indices are the free parameters of a cell, ascending.
func (c *cell) indices() (indices []int) {
	for _, l := range c.local {
		for _, t := range l.terms {
			indices = append(indices, t.index)
		}
	}
	slices.Sort(indices)
	return slices.Compact(indices)
}

// maximize improves xi in place.
func (b *block) maximize(xi []float64, counts [][]float64) {
	value, step := b.expand(xi, counts)
	for range mstepCycles {
		long := step.largest()
		if long > longestStep {
			step.scale(longestStep / long)
		}
		improved, next, further := b.search(xi, step, value, counts)
		if !improved || long < mstepTol {
			return
		}
		value, step = next, further
	}
}

// search halves the step until the objective does not fall.
func (b *block) search(xi []float64, step *direction, value float64, counts [][]float64) (improved bool, next float64, further *direction) {
	slack := 1e-13 * math.Abs(value)
	for range 30 {
		step.move(xi, 1)
		if b.admissible(xi) {
			if next, further = b.expand(xi, counts); next >= value-slack {
				return true, next, further
			}
		}
		step.move(xi, -1)
		step.scale(0.5)
	}
	return false, value, nil
}

func (b *block) admissible(xi []float64) bool {
	for _, m := range b.members {
		if !m.admissible(xi) {
			return false
		}
	}
	return true
}

// direction is a step of the parameters of a block.
type direction struct {
	indices []int
	by      []float64
}

func (d *direction) move(xi []float64, times float64) {
	for n, i := range d.indices {
		xi[i] += times * d.by[n]
	}
}

func (d *direction) scale(factor float64) { floats.Scale(factor, d.by) }

func (d *direction) largest() float64 { return largest(d.by) }

// expand computes the objective at xi and the step of Fisher scoring from there.
// Parameters that the counts do not determine stay where they are.
//
// The information between the own parameters of different cells is zero, so that
// these are eliminated cell by cell: a system of the shared ones remains.
func (b *block) expand(xi []float64, counts [][]float64) (value float64, step *direction) {
	common := newSystem(len(b.shared))
	for i := range b.members {
		m := &b.members[i]
		value += m.expand(values(m.workspace.local, m.local, xi), counts[m.column])
		m.project()
		m.system.eliminate(len(m.own))
		m.system.carry(len(m.own), common, m.shared)
	}
	common.eliminate(len(b.shared))
	common.substitute(len(b.shared), func(p int, x float64) float64 { return b.within(b.shared[p], xi[b.shared[p]], x) })
	step = &direction{indices: slices.Clone(b.shared), by: slices.Clone(common.right)}
	for i := range b.members {
		m := &b.members[i]
		for k, at := range m.shared {
			m.system.right[len(m.own)+k] = common.right[at]
		}
		m.system.substitute(len(m.own), func(p int, x float64) float64 { return b.within(m.own[p], xi[m.own[p]], x) })
		step.indices = append(step.indices, m.own...)
		step.by = append(step.by, m.system.right[:len(m.own)]...)
	}
	return value, step
}

// project turns gradient and information by the local parameters, in the
// workspace, to those by the free ones.
func (m *member) project() {
	s, w := &m.system, &m.workspace
	clear(s.matrix)
	clear(s.right)
	for i, from := range m.places {
		for _, t := range from {
			s.right[t.index] += t.factor * w.gradient[i]
			for j, to := range m.places {
				information := w.information[min(i, j)*len(m.local)+max(i, j)]
				for _, u := range to {
					s.matrix[t.index*s.n+u.index] += t.factor * u.factor * information
				}
			}
		}
	}
}
