package fit

import (
	"math"
	"slices"

	"suyang/irt"
)

// coordinate is a number of the model: a parameter of an item in a group, or of
// a group's distribution where item is latent.
type coordinate struct {
	group, item int
	kind        kind
	index       int // trait, step or category; for covariances the pair of traits
}

const latent = -1

type kind uint8

const (
	slope kind = iota
	intercept
	lower
	upper
	score
	mean
	covariance
)

// place is a coordinate that moves by factor when a parameter moves by 1.
type place struct {
	coordinate
	factor float64
}

// parameter is a free parameter of a model: the coordinates it moves.
type parameter []place

// touches tells whether the parameter belongs to an item, in any group.
func (p parameter) touches(item int) bool {
	return slices.ContainsFunc(p, func(at place) bool { return at.item == item })
}

// design lists the free parameters, as a calibration of the items' models has
// them. Numbers that are equal in two groups are one parameter; means of
// exactly 0, variances of exactly 1 and slopes and covariances of exactly 0 are
// fixed, since an estimate is never exactly that.
type design struct {
	model      Model
	parameters []parameter
	index      map[key]int
}

// key tells parameters apart.
type key struct {
	home, item int // home is the first group with the same value
	kind       kind
	index      int
	steps      int // of the rating scales that share a step
}

// common stands for all items in keys of parameters they share.
const common = -2

func newDesign(m Model) *design {
	d := &design{model: m, index: make(map[key]int)}
	for g, group := range m.Groups {
		for j, it := range group.Items {
			if !m.held(it.ID) {
				d.addItem(g, j, it)
			}
		}
		d.addLatent(g, group.Latent)
	}
	return d
}

// add makes a coordinate move with the parameter of a key.
func (d *design) add(k key, at coordinate, factor float64) {
	i, known := d.index[k]
	if !known {
		i = len(d.parameters)
		d.index[k] = i
		d.parameters = append(d.parameters, nil)
	}
	d.parameters[i] = append(d.parameters[i], place{at, factor})
}

func (d *design) addItem(g, j int, it irt.MultiItem) {
	d.addSlopes(g, j, it)
	if it.Model == irt.RSM {
		d.addRatingScale(g, j, it)
	} else {
		for v := range it.D {
			home := d.home(j, func(x irt.MultiItem) float64 { return x.D[v] }, it.D[v])
			d.add(key{home: home, item: j, kind: intercept, index: v}, coordinate{g, j, intercept, v}, 1)
		}
	}
	if it.Model == irt.ThreePL || it.Model == irt.FourPL {
		home := d.home(j, func(x irt.MultiItem) float64 { return x.C }, it.C)
		d.add(key{home: home, item: j, kind: lower}, coordinate{g, j, lower, 0}, 1)
	}
	if it.Model == irt.FourPL {
		home := d.home(j, func(x irt.MultiItem) float64 { return x.U }, it.U)
		d.add(key{home: home, item: j, kind: upper}, coordinate{g, j, upper, 0}, 1)
	}
	for k := 1; it.Model == irt.NRM && k < len(it.D); k++ {
		at := func(x irt.MultiItem) float64 { return x.Composite().Score(k) }
		d.add(key{home: d.home(j, at, at(it)), item: j, kind: score, index: k}, coordinate{g, j, score, k}, 1)
	}
}

func (d *design) addSlopes(g, j int, it irt.MultiItem) {
	switch it.Model {
	case irt.Rasch, irt.PCM, irt.RSM:
		return
	}
	for t, a := range it.A {
		if a == 0 {
			continue
		}
		k := key{home: d.home(j, func(x irt.MultiItem) float64 { return x.A[t] }, a), item: j, kind: slope, index: t}
		if it.Model == irt.OnePL {
			k.item = common
		}
		d.add(k, coordinate{g, j, slope, t}, 1)
	}
}

// addRatingScale adds the location b of an item and the steps t_1 .. t_m, which
// sum to 0, of its scale: d_k = -(k b + t_1 + .. + t_k).
func (d *design) addRatingScale(g, j int, it irt.MultiItem) {
	m := len(it.D)
	home := g
	for h, group := range d.model.Groups[:g] {
		if slices.Equal(group.Items[j].D, it.D) {
			home = h
			break
		}
	}
	for k := range m {
		d.add(key{home: home, item: j, kind: intercept}, coordinate{g, j, intercept, k}, -float64(k+1))
	}
	for v := range m - 1 {
		for k := v; k < m-1; k++ {
			d.add(key{home: home, item: common, kind: intercept, index: v, steps: m}, coordinate{g, j, intercept, k}, -1)
		}
	}
}

// home is the first group in which a number of an item has the same value.
func (d *design) home(j int, of func(irt.MultiItem) float64, value float64) int {
	return slices.IndexFunc(d.model.Groups, func(g Group) bool { return of(g.Items[j]) == value })
}

func (d *design) addLatent(g int, n irt.Normal) {
	for t, m := range n.Mean {
		if m != 0 {
			d.add(key{home: g, item: latent, kind: mean, index: t}, coordinate{g, latent, mean, t}, 1)
		}
		for u, v := range n.Covariance[t][:t+1] {
			if v != unit(t, u) {
				pair := t*len(n.Mean) + u
				d.add(key{home: g, item: latent, kind: covariance, index: pair}, coordinate{g, latent, covariance, pair}, 1)
			}
		}
	}
}

func unit(t, u int) float64 {
	if t == u {
		return 1
	}
	return 0
}

// ofItem is the number of parameters of an item, those it shares included.
func (d *design) ofItem(item int) int {
	n := 0
	for _, p := range d.parameters {
		if p.touches(item) {
			n++
		}
	}
	return n
}

// shift moves an item by a coordinate.
func shift(it irt.MultiItem, at coordinate, by float64) irt.MultiItem {
	switch at.kind {
	case slope:
		it.A = slices.Clone(it.A)
		it.A[at.index] += by
	case intercept:
		it.D = slices.Clone(it.D)
		it.D[at.index] += by
	case lower:
		it.C += by
	case upper:
		it.U = it.Composite().Upper() + by
	case score:
		scores := make([]float64, len(it.D)+1)
		for k := range scores {
			scores[k] = it.Composite().Score(k)
		}
		scores[at.index] += by
		it.Scores = scores
	}
	return it
}

// shiftLatent moves a distribution by a coordinate.
func shiftLatent(n irt.Normal, at coordinate, by float64) irt.Normal {
	n.Mean = slices.Clone(n.Mean)
	if at.kind == mean {
		n.Mean[at.index] += by
		return n
	}
	rows := make([][]float64, len(n.Covariance))
	for t, row := range n.Covariance {
		rows[t] = slices.Clone(row)
	}
	t, u := at.index/len(n.Mean), at.index%len(n.Mean)
	rows[t][u] += by
	if t != u {
		rows[u][t] += by
	}
	n.Covariance = rows
	return n
}

// slopeStep is the step of the numerical derivatives by parameters: their error
// is of the order of its square.
const slopeStep = 1e-5

// difference is the central difference of tabulated values.
func difference(up, down []float64) []float64 {
	d := make([]float64, len(up))
	for i := range d {
		d[i] = (up[i] - down[i]) / (2 * slopeStep)
	}
	return d
}

// undefined is the value of a statistic that cannot be computed.
var undefined = math.NaN()
