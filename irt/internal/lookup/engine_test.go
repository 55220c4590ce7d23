package lookup_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/lookup"
)

// study is a problem with weights, classes and gradients. The gradients need
// not belong to any model.
type study struct {
	problem
	weights   []float64
	class     []int32
	priors    [][]float64 // per class
	gradients lookup.Gradients
	latent    [][][]float64 // per class: R x (1+F)
}

func newStudy(p problem, classes, parameters, latent int) study {
	rng := rand.New(rand.NewPCG(3, 4))
	s := study{problem: p}
	random := func(n int) []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = rng.NormFloat64()
		}
		return x
	}
	for range p.persons {
		s.weights = append(s.weights, 0.5+rng.Float64())
		s.class = append(s.class, int32(rng.IntN(classes)))
	}
	slices.Sort(s.class)
	s.gradients = lookup.Gradients{Basis: [][]float64{random(nodes), random(nodes)}, R: latent}
	for range classes {
		prior, sum := make([]float64, nodes), 0.0
		for q := range prior {
			prior[q] = rng.Float64()
			sum += prior[q]
		}
		for q := range prior {
			prior[q] /= sum
		}
		s.priors = append(s.priors, prior)
		var l [][]float64
		for range latent {
			l = append(l, random(3))
		}
		s.latent = append(s.latent, l)
	}
	s.gradients.Latent = func(class int, l [][]float64) {
		for r := range l {
			copy(l[r], s.latent[class][r])
		}
	}
	for j, k := range p.categories {
		item := make([][][]float64, k)
		for c := range item {
			for range 1 + (parameters+j)%3 {
				item[c] = append(item[c], random(nodes))
			}
		}
		s.gradients.Items = append(s.gradients.Items, item)
	}
	return s
}

func (s study) engine(threads int) *lookup.Engine {
	layout := lookup.NewLayout(s.categories, s.missing)
	codes := make([]uint8, layout.Width()*len(s.persons))
	for i, cells := range s.persons {
		layout.Pack(codes[i*layout.Width():], cells)
	}
	return lookup.NewEngine(layout, nodes, lookup.Persons{Codes: codes, Weights: s.weights, Class: s.class}, threads)
}

func (s study) expect(e *lookup.Engine) lookup.Expectation {
	prior := func(class int, buffer []float64) []float64 {
		copy(buffer, s.priors[class])
		return buffer
	}
	return e.Expect(s.probability, prior, s.gradients.Basis)
}

// direct is the posterior of person i, computed without tables.
func (s study) direct(i int) (posterior []float64, logLikelihood float64) {
	p := s.problem
	p.prior = s.priors[s.class[i]]
	return p.direct(s.persons[i])
}

// gradient is the complete-data gradient of person i at a node.
func (s study) gradient(i, node int) []float64 {
	var g []float64
	for j, cell := range s.persons[i] {
		for r := range s.gradients.Items[j][0] {
			if cell == lookup.Missing {
				g = append(g, 0)
			} else {
				g = append(g, s.gradients.Items[j][cell][r][node])
			}
		}
	}
	for _, l := range s.latent[s.class[i]] {
		g = append(g, l[0]+l[1]*s.gradients.Basis[0][node]+l[2]*s.gradients.Basis[1][node])
	}
	return g
}

// mean is the posterior mean of the gradient of person i, and square that of
// its outer product.
func (s study) mean(i int) (mean *mat.VecDense, square *mat.SymDense) {
	posterior, _ := s.direct(i)
	n := len(s.gradient(i, 0))
	mean, square = mat.NewVecDense(n, nil), mat.NewSymDense(n, nil)
	for q, w := range posterior {
		g := mat.NewVecDense(n, s.gradient(i, q))
		mean.AddScaledVec(mean, w, g)
		square.SymRankOne(square, w, g)
	}
	return mean, square
}

func studies() map[string]study {
	mixed := []int{2, 5, 3, 2, 7, 4, 2, 2, 64, 2}
	sometimes := []bool{true, false, true, false, true, true, false, false, true, true}
	return map[string]study{
		"one person":           newStudy(newProblem(repeat(2, 5), nil, 1, 0.1), 1, 1, 0),
		"complete binary":      newStudy(newProblem(repeat(2, 23), make([]bool, 23), 150, 0.1), 1, 2, 0),
		"mixed with missing":   newStudy(newProblem(mixed, sometimes, 150, 0.1), 3, 1, 2),
		"a class per person":   newStudy(newProblem(repeat(3, 9), nil, 90, 0.1), 200, 0, 3),
		"more than a tile":     newStudy(newProblem([]int{2, 3}, []bool{false, true}, 17000, 0.1), 2, 1, 1),
		"1500 items underflow": newStudy(newProblem(repeat(4, 1500), nil, 6, 0), 2, 0, 0),
	}
}

func TestExpectationEqualsDirectComputation(t *testing.T) {
	t.Parallel()
	for name, s := range studies() {
		for _, threads := range []int{1, 3} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				checkExpectation(t, s, s.expect(s.engine(threads)))
			})
		}
	}
}

func checkExpectation(t *testing.T, s study, x lookup.Expectation) {
	t.Helper()
	logLikelihood := 0.0
	counts, moments := make([][]float64, len(s.categories)), make([][]float64, s.class[len(s.class)-1]+1)
	for j, k := range s.categories {
		counts[j] = make([]float64, k*nodes)
	}
	for c := range moments {
		moments[c] = make([]float64, 3)
	}
	for i, cells := range s.persons {
		posterior, l := s.direct(i)
		logLikelihood += s.weights[i] * l
		moments[s.class[i]][0] += s.weights[i]
		for q, p := range posterior {
			p *= s.weights[i]
			for f, values := range s.gradients.Basis {
				moments[s.class[i]][1+f] += p * values[q]
			}
			for j, cell := range cells {
				if cell != lookup.Missing {
					counts[j][int(cell)*nodes+q] += p
				}
			}
		}
	}
	require.InEpsilon(t, logLikelihood, x.LogLikelihood, 1e-12)
	require.Len(t, x.Moments, len(moments))
	for c := range moments {
		require.InDeltaSlice(t, moments[c], x.Moments[c], 1e-10, "class %d", c)
	}
	for j := range counts {
		require.InDeltaSlice(t, counts[j], x.Counts[j], 1e-10, "item %d", j)
	}
}

// along gives probabilities of dichotomous items that rise with the nodes.
func along(items int, shift float64) [][]float64 {
	probability := make([][]float64, items)
	for j := range probability {
		probability[j] = make([]float64, 2*nodes)
		for q := range nodes {
			theta := 12*float64(q)/(nodes-1) - 6
			p := 1 / (1 + math.Exp(-1.5*(theta-shift-float64(j%7-3)/2)))
			probability[j][q], probability[j][nodes+q] = 1-p, p
		}
	}
	return probability
}

func TestOrderedNodesGiveTheSame(t *testing.T) {
	t.Parallel()
	s := newStudy(newProblem(repeat(2, 60), nil, 100, 0.1), 2, 1, 1)
	plain, ordered := s.engine(2), s.engine(2)
	ordered.Ordered = true
	for _, shift := range []float64{0, 0.1, -3, 4} {
		s.probability = along(60, shift)
		want, got := s.expect(plain), s.expect(ordered)
		require.InEpsilon(t, want.LogLikelihood, got.LogLikelihood, 1e-12)
		for j := range want.Counts {
			require.InDeltaSlice(t, want.Counts[j], got.Counts[j], 1e-9, "item %d", j)
		}
		require.InDeltaSlice(t, want.Moments[0], got.Moments[0], 1e-9)
	}
	want, err := plain.Missing(context.Background(), s.gradients)
	require.NoError(t, err)
	got, err := ordered.Missing(context.Background(), s.gradients)
	require.NoError(t, err)
	requireEqualMatrices(t, want, got, 1e-9)
}

func TestEverySecondNodeIsEnoughForSmoothPosteriors(t *testing.T) {
	t.Parallel()
	s := newStudy(newProblem(repeat(2, 60), nil, 100, 0.1), 2, 1, 1)
	s.probability = along(60, 0)
	for c := range s.priors {
		for q := range nodes {
			theta := 12*float64(q)/(nodes-1) - 6
			s.priors[c][q] = math.Exp(-theta*theta/2) / math.Sqrt(2*math.Pi) * 12 / (nodes - 1)
			s.gradients.Basis[0][q], s.gradients.Basis[1][q] = theta, theta*theta
		}
	}
	all, half := s.engine(2), s.engine(2)
	half.Ordered, half.Coarse = true, true
	want, got := s.expect(all), s.expect(half)
	require.InEpsilon(t, want.LogLikelihood, got.LogLikelihood, 1e-9)
	for c := range want.Moments {
		require.InDeltaSlice(t, want.Moments[c], got.Moments[c], 1e-6)
	}
	for j := range want.Counts {
		for k := range 2 {
			w, g := want.Counts[j][k*nodes:(k+1)*nodes], got.Counts[j][k*nodes:(k+1)*nodes]
			require.InDelta(t, floats.Sum(w), floats.Sum(g), 1e-6)
			require.InDelta(t, floats.Dot(w, s.gradients.Basis[0]), floats.Dot(g, s.gradients.Basis[0]), 1e-6)
		}
		require.Zero(t, got.Counts[j][1])
	}
	half.Coarse = false
	checkExpectation(t, s, s.expect(half))
}

func TestExpectAgainStartsAnew(t *testing.T) {
	t.Parallel()
	s := newStudy(newProblem([]int{2, 3, 2}, nil, 50, 0.1), 1, 1, 1)
	e := s.engine(2)
	s.expect(e)
	slices.Reverse(s.priors[0])
	checkExpectation(t, s, s.expect(e))
}

func TestMissingInformationEqualsDirectComputation(t *testing.T) {
	t.Parallel()
	for name, s := range studies() {
		if name == "1500 items underflow" {
			continue // a matrix of 4500 rows tells nothing more
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkMissing(t, s)
		})
	}
}

func checkMissing(t *testing.T, s study) {
	t.Helper()
	e := s.engine(2)
	s.expect(e)
	got, err := e.Missing(context.Background(), s.gradients)
	require.NoError(t, err)
	want := mat.NewSymDense(got.SymmetricDim(), nil)
	for i := range s.persons {
		mean, square := s.mean(i)
		square.ScaleSym(s.weights[i], square)
		want.AddSym(want, square)
		want.SymRankOne(want, -s.weights[i], mean)
	}
	requireEqualMatrices(t, want, got, 1e-6)
}

func TestMissingInformationWithOneGreatWeight(t *testing.T) {
	t.Parallel()
	s := studies()["complete binary"]
	for i := range s.weights {
		s.weights[i] = 1e-3
	}
	s.weights[7] = 1
	checkMissing(t, s)
}

func TestMissingInformationOfEqualPersons(t *testing.T) {
	t.Parallel()
	s := newStudy(newProblem([]int{2, 3}, nil, 10000, 0.1), 1, 1, 0)
	for i := range s.persons {
		s.persons[i], s.weights[i] = []uint8{1, 2}, 1
	}
	e := s.engine(2)
	s.expect(e)
	got, err := e.Missing(context.Background(), s.gradients)
	require.NoError(t, err)
	mean, want := s.mean(0)
	want.SymRankOne(want, -1, mean)
	want.ScaleSym(float64(len(s.persons)), want)
	requireEqualMatrices(t, want, got, 2e-7)
}

func TestOuterProductsEqualDirectComputation(t *testing.T) {
	t.Parallel()
	s := studies()["mixed with missing"]
	rng := rand.New(rand.NewPCG(5, 6))
	several, own := make([]int32, len(s.persons)), make([]int32, len(s.persons))
	for i := range several {
		several[i], own[i] = int32(rng.IntN(9)), int32(i)
	}
	for name, cluster := range map[string][]int32{
		"persons": nil, "clusters": several, "a cluster per person": own, "one cluster": make([]int32, len(s.persons)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := s.engine(3)
			s.expect(e)
			got, err := e.Outer(context.Background(), s.gradients, cluster)
			require.NoError(t, err)
			requireEqualMatrices(t, s.outer(got.SymmetricDim(), cluster), got, 1e-6)
		})
	}
}

func (s study) outer(size int, cluster []int32) *mat.SymDense {
	outer := mat.NewSymDense(size, nil)
	totals := make(map[int32]*mat.VecDense)
	for i := range s.persons {
		mean, _ := s.mean(i)
		if cluster == nil {
			outer.SymRankOne(outer, s.weights[i], mean)
			continue
		}
		if totals[cluster[i]] == nil {
			totals[cluster[i]] = mat.NewVecDense(size, nil)
		}
		totals[cluster[i]].AddScaledVec(totals[cluster[i]], s.weights[i], mean)
	}
	for _, total := range totals {
		outer.SymRankOne(outer, 1, total)
	}
	return outer
}

// requireEqualMatrices allows differences relative to the largest element.
func requireEqualMatrices(t *testing.T, want, got *mat.SymDense, tolerance float64) {
	t.Helper()
	largest := mat.Max(want)
	require.Positive(t, largest)
	for i := range want.SymmetricDim() {
		for j := range i + 1 {
			require.InDelta(t, want.At(i, j), got.At(i, j), tolerance*largest, "element %d,%d", i, j)
		}
	}
}

func TestMatricesEndWithTheContext(t *testing.T) {
	t.Parallel()
	s := studies()["complete binary"]
	e := s.engine(2)
	s.expect(e)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := e.Missing(ctx, s.gradients)
	require.ErrorIs(t, err, context.Canceled)
	_, err = e.Outer(ctx, s.gradients, nil)
	require.ErrorIs(t, err, context.Canceled)
}
