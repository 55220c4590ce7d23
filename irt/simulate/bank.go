package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"suyang/irt"
)

// Bank makes up n items, named i1, i2 ..., of a model; those of models for
// several categories have as many as told. Parameters are drawn from
//
//	slopes        log-normal, mean 0 and standard deviation 0.25 of the logarithm;
//	              1 under Rasch, PCM and RSM, 1.2 under OnePL
//	difficulties  standard normal; thresholds lie around a normal location of
//	              standard deviation 0.6, 0.9 apart on average and in order
//	c, 1 - u      uniform, 0.1 to 0.25 and 0.02 to 0.12
//	scores (nrm)  0, 1, ... m, those between the ends moved by up to 0.4
func Bank(n int, model irt.Model, categories int, seed uint64) []irt.Item {
	rng := source(seed, bankStream)
	items, common := make([]irt.Item, n), steps(categories, rng)
	for j := range items {
		it := irt.Item{ID: fmt.Sprintf("i%d", j+1), Model: model, A: slope(model, rng)}
		switch {
		case model.Dichotomous():
			it.B = []float64{rng.NormFloat64()}
		case model == irt.RSM:
			it.B = shifted(common, 0.6*rng.NormFloat64())
		default:
			it.B = shifted(steps(categories, rng), 0.6*rng.NormFloat64())
		}
		items[j] = extras(it, rng)
	}
	return items
}

func slope(model irt.Model, rng *rand.Rand) float64 {
	switch model {
	case irt.Rasch, irt.PCM, irt.RSM:
		return 1
	case irt.OnePL:
		return 1.2
	}
	return math.Exp(0.25 * rng.NormFloat64())
}

// steps are thresholds around 0, in order.
func steps(categories int, rng *rand.Rand) []float64 {
	b := make([]float64, max(categories-1, 1))
	at, sum := 0.0, 0.0
	for k := range b {
		at += 0.6 + 0.6*rng.Float64()
		b[k] = at
		sum += at
	}
	return shifted(b, -sum/float64(len(b)))
}

func shifted(b []float64, by float64) []float64 {
	b = slices.Clone(b)
	for k := range b {
		b[k] += by
	}
	return b
}

// extras adds the parameters that only some models have.
func extras(it irt.Item, rng *rand.Rand) irt.Item {
	switch it.Model {
	case irt.ThreePL, irt.FourPL:
		it.C = 0.1 + 0.15*rng.Float64()
		if it.Model == irt.FourPL {
			it.U = 0.88 + 0.1*rng.Float64()
		}
	case irt.NRM:
		for k := range it.Categories() {
			it.Scores = append(it.Scores, float64(k))
			if k > 0 && k < len(it.B) {
				it.Scores[k] += 0.8*rng.Float64() - 0.4
			}
		}
	}
	return it
}
