package fit

import (
	"math"

	"suyang/irt"
)

// joint counts the answers of persons to pairs of items.
type joint struct {
	categories []int
	start      [][]int   // i < j: where the table of items i and j begins
	counts     []float64 // weighted; categories of i x categories of j each

	observed []int // workspace
}

func newJoint(categories []int) *joint {
	p := &joint{categories: categories, observed: make([]int, 0, len(categories))}
	size := 0
	for i, k := range categories {
		row := make([]int, len(categories))
		for j := i + 1; j < len(categories); j++ {
			row[j] = size
			size += k * categories[j]
		}
		p.start = append(p.start, row)
	}
	p.counts = make([]float64, size)
	return p
}

// add counts the answers of a person.
func (p *joint) add(row []uint8, weight float64) {
	observed := p.observed[:0]
	for j, cell := range row {
		if cell != irt.MissingCell {
			observed = append(observed, j)
		}
	}
	for n, i := range observed {
		start, x := p.start[i], int(row[i])
		for _, j := range observed[n+1:] {
			p.counts[start[j]+x*p.categories[j]+int(row[j])] += weight
		}
	}
}

func (p *joint) merge(other *joint) {
	for i, v := range other.counts {
		p.counts[i] += v
	}
}

// table is the joint table of items i < j, categories of i x categories of j.
func (p *joint) table(i, j int) []float64 {
	start := p.start[i][j]
	return p.counts[start : start+p.categories[i]*p.categories[j]]
}

// pairMoments are moments of the answers to a pair of items by those who answered both.
type pairMoments struct {
	n          float64 // sum of weights
	x, y       float64 // means
	xx, yy, xy float64 // means of products
}

// covariance, and the variances of both items.
func (m pairMoments) covariance() (xy, xx, yy float64) {
	return m.xy - m.x*m.y, m.xx - m.x*m.x, m.yy - m.y*m.y
}

func pairMomentsOf(table []float64, columns int) pairMoments {
	var m pairMoments
	for cell, v := range table {
		x, y := float64(cell/columns), float64(cell%columns)
		m.n += v
		m.x += v * x
		m.y += v * y
		m.xx += v * x * x
		m.yy += v * y * y
		m.xy += v * x * y
	}
	for _, sum := range []*float64{&m.x, &m.y, &m.xx, &m.yy, &m.xy} {
		*sum /= m.n
	}
	return m
}

// moments of items i < j.
func (p *joint) moments(i, j int) pairMoments { return pairMomentsOf(p.table(i, j), p.categories[j]) }

func (m pairMoments) correlation() float64 {
	xy, xx, yy := m.covariance()
	return xy / math.Sqrt(xx*yy)
}
