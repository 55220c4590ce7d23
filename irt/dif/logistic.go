package dif

import (
	"context"
	"math"

	"suyang/irt/calibrate"
)

// logistic regresses items on the matching score, the group and their product.
type logistic struct {
	*study
	matcher matcher
}

func (l *logistic) test(ctx context.Context, anchors []bool) ([]Item, []calibrate.Problem, error) {
	common, err := l.matcher.match(anchors)
	if err != nil {
		return nil, nil, err
	}
	return l.each(anchors, func(j int, it *Item, groups []int) ([]calibrate.Problem, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		strata, err := l.matched(l.matcher, j, anchors, common)
		if err != nil {
			return nil, err
		}
		fits, err := newNested(l.table(j, groups, strata))
		if err != nil {
			return []calibrate.Problem{problem(NotTested, it.ID, "item %q cannot be regressed on the matching score: %v; the groups or the scores separate its categories", it.ID, err)}, nil
		}
		it.Logistic = fits.tests()
		it.Test = &it.Logistic.Both
		for k := 1; k < len(groups); k++ {
			c := fits.comparison(k, it.Logistic.NonUniform.P < l.Alpha)
			c.Group, c.Persons = l.groups[groups[k]], l.persons(j, groups[k])
			it.Comparisons = append(it.Comparisons, c)
		}
		return nil, nil
	})
}

// nested are three regressions of one item on standardised matching scores: on
// the score; with a coefficient for each focal group; with the product of both.
type nested struct {
	steps, focal int
	sd           float64 // of the matching scores
	persons      float64
	null         float64 // log-likelihood of the shares of the categories
	fits         [3]fitted
}

func newNested(t *table) (*nested, error) {
	mean, sd := t.scores()
	if !(sd > 0) {
		return nil, errNoMaximum
	}
	n := &nested{focal: t.groups - 1, sd: sd}
	used := t.used()
	n.steps = len(used) - 1
	var parameters []float64
	for model, predictors := range []int{1, 1 + n.focal, 1 + 2*n.focal} {
		r := &regression{cases: t.cases(used, mean, sd, predictors), steps: n.steps}
		if model == 0 {
			parameters, n.null, n.persons = r.start(0)
		}
		start := make([]float64, n.steps+predictors)
		copy(start, parameters)
		fit, err := r.fit(start)
		if err != nil {
			return nil, err
		}
		n.fits[model], parameters = fit, fit.parameters
	}
	return n, nil
}

// scores gives the mean and standard deviation of the matching scores.
func (t *table) scores() (mean, sd float64) {
	total, sum, square := 0.0, 0.0, 0.0
	for k, score := range t.score {
		for g := range t.groups {
			n, _, _ := moments(t.cell(k, g))
			total += n
			sum += n * score
			square += n * score * score
		}
	}
	mean = sum / total
	return mean, math.Sqrt(max(0, square/total-mean*mean))
}

// used lists the categories that somebody chose.
func (t *table) used() []int {
	total := make([]float64, t.categories)
	for i, n := range t.count {
		total[i%t.categories] += n
	}
	var used []int
	for c, n := range total {
		if n > 0 {
			used = append(used, c)
		}
	}
	return used
}

// cases gives the first predictors of: score, focal groups, products.
func (t *table) cases(used []int, mean, sd float64, predictors int) []regressionCase {
	var cases []regressionCase
	for k, score := range t.score {
		for g := range t.groups {
			if n, _, _ := moments(t.cell(k, g)); n == 0 {
				continue
			}
			z := (score - mean) / sd
			x := make([]float64, 1+2*(t.groups-1))
			x[0] = z
			if g > 0 {
				x[g], x[g+t.groups-1] = 1, z
			}
			counts := make([]float64, len(used))
			for i, c := range used {
				counts[i] = t.cell(k, g)[c]
			}
			cases = append(cases, regressionCase{x: x[:predictors], counts: counts})
		}
	}
	return cases
}

// tests compares the regressions.
func (n *nested) tests() *LogisticTests {
	gain := func(from, to int) Test {
		return *chiSquare(2*max(0, n.fits[to].logLikelihood-n.fits[from].logLikelihood), n.focal*(to-from))
	}
	t := &LogisticTests{Uniform: gain(0, 1), NonUniform: gain(1, 2), Both: gain(0, 2)}
	for i, f := range n.fits {
		t.R2[i] = math.Expm1(2*(n.null-f.logLikelihood)/n.persons) / math.Expm1(2*n.null/n.persons)
	}
	t.DeltaR2 = t.R2[2] - t.R2[0]
	return t
}

// comparison gives the coefficients of one focal group. Where nonUniform, DIF is
// crossing if the groups' difference changes its sign within a standard
// deviation of the mean score.
func (n *nested) comparison(focal int, nonUniform bool) Comparison {
	uniform, product := n.fits[1], n.fits[2]
	group := n.steps + focal
	slope := group + n.focal
	difference, interaction := product.parameters[group], product.parameters[slope]
	c := Comparison{
		Direction: direction(uniform.parameters[group]),
		Logistic: &LogisticEffect{
			Group: uniform.parameters[group], GroupSE: math.Sqrt(uniform.covariance.At(group, group)),
			Interaction: interaction / n.sd, InteractionSE: math.Sqrt(product.covariance.At(slope, slope)) / n.sd,
		},
	}
	if nonUniform && (difference-interaction)*(difference+interaction) < 0 {
		c.Direction = Crossing
	}
	z := c.Logistic.Group / c.Logistic.GroupSE
	c.Test = chiSquare(z*z, 1)
	return c
}

func (l *logistic) classify(it *Item) {
	t := it.Logistic
	if t == nil {
		return
	}
	t.ZumboThomas, t.JodoinGierl = Negligible, Negligible
	if it.Flagged {
		t.ZumboThomas, t.JodoinGierl = grade(t.DeltaR2, 0.13, 0.26), grade(t.DeltaR2, 0.035, 0.07)
	}
	it.Class = t.JodoinGierl
}
