package fit

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// moment is a statistic of low order: the mean of an item, the share of one of
// its categories, or the mean product of two items.
type moment struct {
	i, j     int // j < 0: of item i alone
	category int // j < 0: 0 for the mean, else the category
}

// momentList lists the means of the items and of the products of pairs: the
// moments of M2 (Maydeu-Olivares and Joe, 2005), for items of more categories
// of M2* (Cai and Hansen, 2013). With byCategory the shares of the categories
// take the place of the means: the moments of C2 (Cai and Monroe, 2014).
func (a *analysis) momentList(byCategory bool) []moment {
	var list []moment
	for i, k := range a.categories() {
		if !byCategory || k == 2 {
			list = append(list, moment{i: i, j: -1})
			continue
		}
		for c := 1; c < k; c++ {
			list = append(list, moment{i: i, j: -1, category: c})
		}
	}
	for i := range a.items() {
		for j := i + 1; j < a.items(); j++ {
			list = append(list, moment{i: i, j: j})
		}
	}
	return list
}

// values is the function of the answers of which m is the mean, given the
// node: its conditional mean.
func (t *table) values(m moment) []float64 {
	if m.j < 0 {
		return t.alone(m)
	}
	values := make([]float64, len(t.weights))
	for q, v := range t.expected[m.i] {
		values[q] = v * t.expected[m.j][q]
	}
	return values
}

func (t *table) alone(m moment) []float64 {
	if m.category == 0 {
		return t.expected[m.i]
	}
	return t.category(m.i, m.category)
}

// shares tells which items two moments have in common: both have item a, and b
// where it is not negative.
func shares(x, y moment) (a, b int) {
	a, b = -1, -1
	for _, i := range []int{x.i, x.j} {
		if i >= 0 && (i == y.i || i == y.j) {
			a, b = i, a
		}
	}
	return a, b
}

// product is the conditional mean, at node q, of the product of the functions
// of two moments.
func (t *table) product(x, y moment, q int) float64 {
	switch a, b := shares(x, y); {
	case b >= 0 && x.j >= 0:
		return t.square[a][q] * t.square[b][q]
	case x.j < 0 && y.j < 0:
		return t.both(x, y, q)
	case x.j < 0:
		return t.scored(x, q) * t.expected[y.i+y.j-a][q]
	case y.j < 0:
		return t.scored(y, q) * t.expected[x.i+x.j-a][q]
	default:
		return t.square[a][q] * t.expected[x.i+x.j-a][q] * t.expected[y.i+y.j-a][q]
	}
}

// both is the product of two functions of the same item.
func (t *table) both(x, y moment, q int) float64 {
	switch x.category {
	case 0:
		return t.square[x.i][q]
	case y.category:
		return t.category(x.i, x.category)[q]
	}
	return 0
}

// scored is the mean of the function of a single item times its category.
func (t *table) scored(x moment, q int) float64 {
	if x.category == 0 {
		return t.square[x.i][q]
	}
	return float64(x.category) * t.category(x.i, x.category)[q]
}

// expectedMoments gives the mean of each moment under the model and their
// covariance for a single person.
func (t *table) expectedMoments(list []moment) (means []float64, covariance *mat.SymDense) {
	nodes, n := len(t.weights), len(list)
	scaled := mat.NewDense(n, nodes, nil) // values times the root of the weight
	means = make([]float64, n)
	for m, moment := range list {
		row := scaled.RawRowView(m)
		for q, v := range t.values(moment) {
			means[m] += t.weights[q] * v
			row[q] = math.Sqrt(t.weights[q]) * v
		}
	}
	covariance = mat.NewSymDense(n, nil)
	covariance.SymOuterK(1, scaled)
	t.addShared(covariance, list)
	covariance.SymRankOne(covariance, -1, mat.NewVecDense(n, means))
	return means, covariance
}

// addShared corrects the mean products of moments that share an item, which
// are not products of their conditional means.
func (t *table) addShared(covariance *mat.SymDense, list []moment) {
	ofItem := make([][]int, len(t.probability))
	for m, moment := range list {
		ofItem[moment.i] = append(ofItem[moment.i], m)
		if moment.j >= 0 {
			ofItem[moment.j] = append(ofItem[moment.j], m)
		}
	}
	for item, members := range ofItem {
		for at, x := range members {
			for _, y := range members[at:] {
				if a, b := shares(list[x], list[y]); b >= 0 && item != min(a, b) {
					continue // done with the other item they share
				}
				sum := 0.0
				for q, w := range t.weights {
					sum += w * t.product(list[x], list[y], q)
				}
				covariance.SetSym(x, y, sum)
			}
		}
	}
}

// gradient is the derivative of each moment by a parameter with the given
// effects on the table.
func (t *table) gradient(list []moment, effects []effect) []float64 {
	derivatives := make([]float64, len(list))
	for _, e := range effects {
		if e.item == latent {
			t.addByLatent(derivatives, list, e)
		} else {
			t.addByItem(derivatives, list, e)
		}
	}
	return derivatives
}

// addByLatent adds what a change of the weights of the nodes does.
func (t *table) addByLatent(derivatives []float64, list []moment, e effect) {
	for m, moment := range list {
		for q, v := range t.values(moment) {
			derivatives[m] += e.values[q] * v
		}
	}
}

// addByItem adds what a change of the probabilities of an item does.
func (t *table) addByItem(derivatives []float64, list []moment, e effect) {
	nodes := len(t.weights)
	mean := make([]float64, nodes)
	for k := 1; k < len(e.values)/nodes; k++ {
		for q := range mean {
			mean[q] += float64(k) * e.values[k*nodes+q]
		}
	}
	for m, moment := range list {
		if moment.i != e.item && moment.j != e.item {
			continue
		}
		for q, w := range t.weights {
			switch {
			case moment.j >= 0:
				derivatives[m] += w * mean[q] * t.expected[moment.i+moment.j-e.item][q]
			case moment.category == 0:
				derivatives[m] += w * mean[q]
			default:
				derivatives[m] += w * e.values[moment.category*nodes+q]
			}
		}
	}
}
