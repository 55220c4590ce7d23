package calibrate

import (
	"maps"
	"math"
	"slices"

	"suyang/irt"
)

// guessSlopes replaces the slopes to start from by guesses from correlations:
// those of each item with the other items that measure the trait.
func (m *marginal) guessSlopes(d Data, s selection) {
	sums, counts := make([]float64, len(m.start)), make([]float64, len(m.start))
	for trait := range m.latent.traits {
		measures := make(map[int]float64) // items by column: number of traits
		for _, c := range m.cells {
			if slices.Contains(c.loads, trait) {
				measures[c.item] = float64(len(c.loads))
			}
		}
		r := d.discriminations(s, measures)
		for _, c := range m.cells {
			i := slices.Index(c.loads, trait)
			if i < 0 {
				continue
			}
			a := slope(r[c.item]) / math.Sqrt(measures[c.item])
			for at, times := range c.carriers(i) {
				index := c.local[at].terms[0].index
				sums[index] += times * a
				counts[index]++
			}
		}
	}
	for i, n := range counts {
		if n > 0 {
			m.start[i] = sums[i] / n
		}
	}
}

// carriers are the local parameters to guess from the i-th slope, with how many
// times the slope they are.
func (c *cell) carriers(i int) map[int]float64 {
	carriers := make(map[int]float64)
	if n, ok := c.curve.(nominal); ok && n.slopeless {
		for k := 1; k <= n.m; k++ {
			carriers[len(c.loads)+n.m+k-1] = float64(k)
		}
	} else if c.local[i].free() {
		carriers[i] = 1
	}
	return carriers
}

// slope turns a correlation with the trait to a slope: r / sqrt(1 - r^2) (Lord
// and Novick, 1968), times 1.7 for the logistic metric. It keeps away from zero,
// where the likelihood of all slopes together is stationary.
func slope(r float64) float64 {
	a := 1.7 * r / math.Sqrt(1-min(r*r, 0.75))
	return math.Copysign(max(math.Abs(a), 0.2), a)
}

// startPersons is how many persons are enough to guess slopes from.
const startPersons = 2000

// discriminations are the correlations of the score of each item of a set with
// the mean score of the others the person answered, among some of the persons.
func (d Data) discriminations(s selection, set map[int]float64) map[int]float64 {
	items := slices.Sorted(maps.Keys(set))
	sums := make([]correlation, len(items))
	step := 1 + len(s.persons)/startPersons
	for n := 0; n < len(s.persons); n += step {
		i := s.persons[n]
		row := d.Row(i)
		total, answered := 0.0, 0.0
		for _, j := range items {
			if row[j] != irt.MissingCell {
				total += d.score(j, row[j])
				answered++
			}
		}
		if answered < 2 {
			continue
		}
		for k, j := range items {
			if row[j] != irt.MissingCell {
				score := d.score(j, row[j])
				sums[k].add(score, (total-score)/(answered-1), d.weight(i))
			}
		}
	}
	r := make(map[int]float64, len(items))
	for k, j := range items {
		r[j] = sums[k].value()
	}
	return r
}

// score puts the categories of item j on the range 0 to 1.
func (d Data) score(j int, cell uint8) float64 {
	return float64(cell) / float64(d.Categories[j]-1)
}

// correlation adds up what a weighted Pearson correlation needs.
type correlation struct{ n, x, y, xx, xy, yy float64 }

func (c *correlation) add(x, y, weight float64) {
	c.n += weight
	c.x += weight * x
	c.y += weight * y
	c.xx += weight * x * x
	c.xy += weight * x * y
	c.yy += weight * y * y
}

// value is 0 where one of the variables does not vary.
func (c *correlation) value() float64 {
	variance := (c.n*c.xx - c.x*c.x) * (c.n*c.yy - c.y*c.y)
	if !(variance > 0) {
		return 0
	}
	return (c.n*c.xy - c.x*c.y) / math.Sqrt(variance)
}
