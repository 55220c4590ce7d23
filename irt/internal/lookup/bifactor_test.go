package lookup_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/lookup"
)

// bifactor is a test with a general and two specific traits on few nodes, with
// probabilities that need not follow any model.
type bifactor struct {
	categories, specific []int // per item
	probability          [][]float64
	persons              [][]uint8
	weights              []float64
	class                []int32
	priors               [][]float64 // per class: Marginal entries
}

const (
	generalNodes  = 5
	specificNodes = 4
	specifics     = 2
)

func newBifactor(persons, repeat int) bifactor {
	rng := rand.New(rand.NewPCG(3, 4))
	var b bifactor
	for range repeat {
		b.categories = append(b.categories, 2, 3, 2, 4, 2, 2)
		b.specific = append(b.specific, 1, 0, -1, 0, 1, -1)
	}
	for j, k := range b.categories {
		nodes := generalNodes
		if b.specific[j] >= 0 {
			nodes *= specificNodes
		}
		p := make([]float64, k*nodes)
		for i := range p {
			p[i] = 0.01 + rng.Float64()
		}
		b.probability = append(b.probability, p)
	}
	for class := range 2 {
		prior := make([]float64, generalNodes+specifics*specificNodes)
		for _, part := range [][]float64{prior[:generalNodes], prior[generalNodes:][:specificNodes], prior[generalNodes+specificNodes:]} {
			for q := range part {
				part[q] = rng.Float64()
			}
			scale := 0.0
			for _, v := range part {
				scale += v
			}
			for q := range part {
				part[q] /= scale
			}
		}
		b.priors = append(b.priors, prior)
		for range persons {
			b.addPerson(rng, int32(class))
		}
	}
	return b
}

func (b *bifactor) addPerson(rng *rand.Rand, class int32) {
	cells := make([]uint8, len(b.categories))
	for j, k := range b.categories {
		cells[j] = uint8(rng.IntN(k))
		if rng.IntN(4) == 0 {
			cells[j] = lookup.Missing
		}
	}
	b.persons = append(b.persons, cells)
	b.weights = append(b.weights, 0.5+rng.Float64())
	b.class = append(b.class, class)
}

func (b *bifactor) engine(threads int) *lookup.Bifactor {
	l := lookup.NewBifactorLayout(b.categories, nil, b.specific, specifics)
	codes := make([]uint8, len(b.persons)*l.Width())
	for i, cells := range b.persons {
		l.Pack(codes[i*l.Width():], cells)
	}
	p := lookup.Persons{Codes: codes, Weights: b.weights, Class: b.class}
	return lookup.NewBifactor(l, specifics, generalNodes, specificNodes, p, threads)
}

// node is the node of item j at node g of the general and (s, t) of the specific
// traits.
func (b *bifactor) node(j, g, s, t int) int {
	if b.specific[j] < 0 {
		return g
	}
	return g*specificNodes + [...]int{s, t}[b.specific[j]]
}

// visit passes the points of the product of all three traits with a person's
// posterior at each, and returns the log-likelihood.
func (b *bifactor) visit(i int, point func(g, s, t int, posterior float64)) float64 {
	prior := b.priors[b.class[i]]
	joint := make([]float64, 0, generalNodes*specificNodes*specificNodes)
	total := 0.0
	for g := range generalNodes {
		for s := range specificNodes {
			for t := range specificNodes {
				p := prior[g] * prior[generalNodes+s] * prior[generalNodes+specificNodes+t]
				for j, cell := range b.persons[i] {
					if cell != lookup.Missing {
						p *= b.at(j, cell, g, s, t)
					}
				}
				joint = append(joint, p)
				total += p
			}
		}
	}
	at := 0
	for g := range generalNodes {
		for s := range specificNodes {
			for t := range specificNodes {
				point(g, s, t, joint[at]/total)
				at++
			}
		}
	}
	return math.Log(total)
}

func (b *bifactor) at(j int, cell uint8, g, s, t int) float64 {
	nodes := len(b.probability[j]) / b.categories[j]
	return b.probability[j][int(cell)*nodes+b.node(j, g, s, t)]
}

func (b *bifactor) prior(class int, _ []float64) []float64 { return b.priors[class] }

func TestBifactorEqualsTheFullProduct(t *testing.T) {
	t.Parallel()
	b := newBifactor(15, 2)
	counts := make([][]float64, len(b.categories))
	for j, p := range b.probability {
		counts[j] = make([]float64, len(p))
	}
	marginal := generalNodes + specifics*specificNodes
	basis, moments := identity(marginal), [2][]float64{make([]float64, 1+marginal), make([]float64, 1+marginal)}
	logLikelihood := 0.0
	for i, cells := range b.persons {
		w, class := b.weights[i], b.class[i]
		moments[class][0] += w
		logLikelihood += w * b.visit(i, func(g, s, u int, p float64) {
			for _, at := range []int{g, generalNodes + s, generalNodes + specificNodes + u} {
				moments[class][1+at] += w * p
			}
			for j, cell := range cells {
				if cell != lookup.Missing {
					nodes := len(counts[j]) / b.categories[j]
					counts[j][int(cell)*nodes+b.node(j, g, s, u)] += w * p
				}
			}
		})
	}
	for _, threads := range []int{1, 3} {
		x := b.engine(threads).Expect(b.probability, b.prior, basis)
		require.InDelta(t, logLikelihood, x.LogLikelihood, 1e-9)
		for j := range counts {
			require.InDeltaSlice(t, counts[j], x.Counts[j], 1e-10, "item %d", j)
		}
		for class := range moments {
			require.InDeltaSlice(t, moments[class], x.Moments[class], 1e-10)
		}
	}
}

func identity(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		m[i][i] = 1
	}
	return m
}

// The likelihood of 900 items is beyond the range of float64.
func TestBifactorOfManyItemsDoesNotUnderflow(t *testing.T) {
	t.Parallel()
	b := newBifactor(5, 150)
	for i, cells := range b.persons {
		for j := range cells {
			b.persons[i][j] = 0
			for k := range b.probability[j] {
				b.probability[j][k] = 0.1
			}
		}
	}
	x := b.engine(2).Expect(b.probability, b.prior, nil)
	want := 0.0
	for _, w := range b.weights {
		want += w * 900 * math.Log(0.1)
	}
	require.InEpsilon(t, want, x.LogLikelihood, 1e-12)
}

// gradients are arbitrary: two parameters an item, and three latent ones of
// which one concerns the general trait, one the second specific, one all.
func (b *bifactor) gradients() lookup.Gradients {
	rng := rand.New(rand.NewPCG(5, 6))
	g := lookup.Gradients{R: 3, Basis: [][]float64{
		make([]float64, generalNodes+specifics*specificNodes),
		make([]float64, generalNodes+specifics*specificNodes),
	}}
	for at := range g.Basis[0] {
		if at < generalNodes {
			g.Basis[0][at] = rng.NormFloat64()
		}
		if at >= generalNodes+specificNodes {
			g.Basis[1][at] = rng.NormFloat64()
		}
	}
	g.Latent = func(class int, l [][]float64) {
		copy(l[0], []float64{0.2, 1, 0})
		copy(l[1], []float64{-0.1, 0, 1.5})
		copy(l[2], []float64{float64(class), 0.7, -0.4})
	}
	for j, p := range b.probability {
		nodes := len(p) / b.categories[j]
		item := make([][][]float64, b.categories[j])
		for k := range item {
			item[k] = [][]float64{make([]float64, nodes), make([]float64, nodes)}
			for q := range nodes {
				item[k][0][q], item[k][1][q] = rng.NormFloat64(), rng.NormFloat64()
			}
		}
		g.Items = append(g.Items, item)
	}
	return g
}

// score is the gradient of person i at a point.
func (b *bifactor) score(gradients lookup.Gradients, i, g, s, t int) []float64 {
	var score []float64
	for j, cell := range b.persons[i] {
		for r := range 2 {
			v := 0.0
			if cell != lookup.Missing {
				v = gradients.Items[j][cell][r][b.node(j, g, s, t)]
			}
			score = append(score, v)
		}
	}
	l := [][]float64{make([]float64, 3), make([]float64, 3), make([]float64, 3)}
	gradients.Latent(int(b.class[i]), l)
	for _, row := range l {
		v := row[0]
		for f, basis := range gradients.Basis {
			v += row[1+f] * (basis[g] + basis[generalNodes+s] + basis[generalNodes+specificNodes+t])
		}
		score = append(score, v)
	}
	return score
}

// moments are the posterior mean of the gradient of person i and of its outer
// product.
func (b *bifactor) moments(g lookup.Gradients, i int) (mean *mat.VecDense, square *mat.SymDense) {
	size := 2*len(b.categories) + 3
	mean, square = mat.NewVecDense(size, nil), mat.NewSymDense(size, nil)
	b.visit(i, func(n, s, u int, p float64) {
		score := mat.NewVecDense(size, b.score(g, i, n, s, u))
		square.SymRankOne(square, p, score)
		mean.AddScaledVec(mean, p, score)
	})
	return mean, square
}

func TestBifactorInformationEqualsTheFullProduct(t *testing.T) {
	t.Parallel()
	b := newBifactor(6, 1)
	gradients, cluster := b.gradients(), []int32{3, 1, 3, 2, 2, 3, 1, 5, 5, 9, 9, 1}
	size := 2*len(b.categories) + 3
	missing, outer, clustered := mat.NewSymDense(size, nil), mat.NewSymDense(size, nil), mat.NewSymDense(size, nil)
	totals := make(map[int32]*mat.VecDense)
	for i, w := range b.weights {
		mean, square := b.moments(gradients, i)
		missing.SymRankOne(missing, -w, mean)
		square.ScaleSym(w, square)
		missing.AddSym(missing, square)
		outer.SymRankOne(outer, w, mean)
		if totals[cluster[i]] == nil {
			totals[cluster[i]] = mat.NewVecDense(size, nil)
		}
		totals[cluster[i]].AddScaledVec(totals[cluster[i]], w, mean)
	}
	for _, total := range totals {
		clustered.SymRankOne(clustered, 1, total)
	}
	e := b.engine(2)
	e.Expect(b.probability, b.prior, nil)
	for name, c := range map[string]struct {
		want *mat.SymDense
		got  func() (*mat.SymDense, error)
	}{
		"missing":            {missing, func() (*mat.SymDense, error) { return e.Missing(context.Background(), gradients) }},
		"outer":              {outer, func() (*mat.SymDense, error) { return e.Outer(context.Background(), gradients, nil) }},
		"outer, by clusters": {clustered, func() (*mat.SymDense, error) { return e.Outer(context.Background(), gradients, cluster) }},
	} {
		got, err := c.got()
		require.NoError(t, err)
		require.InDeltaSlice(t, upper(c.want), upper(got), 1e-9, name)
	}
}

// upper zeroes what is below the diagonal and carries no meaning.
func upper(m *mat.SymDense) []float64 {
	n := m.SymmetricDim()
	data := make([]float64, n*n)
	for i := range n {
		for j := i; j < n; j++ {
			data[i*n+j] = m.At(i, j)
		}
	}
	return data
}
