package calibrate

import "suyang/irt"

// localPrior is a prior of a function of a cell's local parameters.
type localPrior struct {
	Prior
	of function
}

// function is a quantity that priors are of, as a function of local parameters.
type function interface {
	at(local []float64) float64
	derivatives(local []float64) []partial
}

// partial is the first derivative by the local parameter at an index, and the
// second; that of thresholds is left out, as in the method of Gauss and Newton.
type partial struct {
	index    int
	by, bend float64
}

// asymptoteOf is the asymptote whose logit is the local parameter at this index.
type asymptoteOf int

func (i asymptoteOf) at(local []float64) float64 {
	p, _ := logistic(local[i])
	return p
}

func (i asymptoteOf) derivatives(local []float64) []partial {
	p, q := logistic(local[i])
	return []partial{{int(i), p * q, p * q * (q - p)}}
}

// thresholdOf is the threshold -(d_k - d_before)/a; before is -1 where there is
// none.
type thresholdOf struct {
	k, before int
	slope     scaled
}

func (t thresholdOf) at(local []float64) float64 {
	d := local[t.k]
	if t.before >= 0 {
		d -= local[t.before]
	}
	return -d / t.slope.at(local)
}

func (t thresholdOf) derivatives(local []float64) []partial {
	a := t.slope.at(local)
	by := []partial{{index: t.k, by: -1 / a}, {index: t.slope.index, by: -t.at(local) / a * t.slope.factor}}
	if t.before >= 0 {
		by = append(by, partial{index: t.before, by: 1 / a})
	}
	return by
}

// scaled is a multiple of a local parameter.
type scaled struct {
	index  int
	factor float64
}

func (s scaled) at(local []float64) float64      { return s.factor * local[s.index] }
func (s scaled) derivatives([]float64) []partial { return []partial{{index: s.index, by: s.factor}} }

// ratioOf is a local parameter divided by a slope.
type ratioOf struct {
	index int
	slope scaled
}

func (r ratioOf) at(local []float64) float64 { return local[r.index] / r.slope.at(local) }

func (r ratioOf) derivatives(local []float64) []partial {
	a := r.slope.at(local)
	return []partial{{index: r.index, by: 1 / a}, {index: r.slope.index, by: -r.at(local) / a * r.slope.factor}}
}

// holds tells whether the prior allows the local parameters.
func (p localPrior) holds(local []float64) bool { return p.Prior.holds(p.of.at(local)) }

// add adds the prior's part to the gradient and the information and returns its
// logarithm. The information is that of the prior where it bends downwards,
// which keeps scoring steps uphill.
func (p localPrior) add(local, gradient, information []float64) float64 {
	n := len(local)
	value, first, second := p.log(p.of.at(local))
	by := p.of.derivatives(local)
	if len(by) == 1 {
		u := by[0]
		gradient[u.index] += first * u.by
		information[u.index*n+u.index] += max(0, -second*u.by*u.by-first*u.bend)
		return value
	}
	for _, u := range by {
		gradient[u.index] += first * u.by
		for _, v := range by {
			if v.index >= u.index {
				information[u.index*n+v.index] += max(0, -second) * u.by * v.by
			}
		}
	}
	return value
}

// addPriors adds priors on the parameters of a cell that are estimated. Slopes
// that other cells have brought along have theirs there.
func (c *cell) addPriors(p Priors, ownSlopes bool) {
	add := func(prior Prior, of function) {
		if informative(prior) {
			c.priors = append(c.priors, localPrior{prior, of})
		}
	}
	traits := len(c.loads)
	if ownSlopes {
		for i := range c.loads {
			if c.slopeFree(i) {
				add(p.A, c.slope(i))
			}
		}
	}
	if a := c.local[c.slope(0).index]; a.free() || a.constant != 0 { // or there is no difficulty
		for k := range c.steps() {
			add(p.B, c.threshold(k))
		}
	}
	if c.model() == irt.ThreePL || c.model() == irt.FourPL {
		add(defaulted(p.C, DefaultC), asymptoteOf(traits+1))
	}
	if c.model() == irt.FourPL {
		add(defaulted(p.U, DefaultU), asymptoteOf(traits+2))
	}
}

// informative tells whether there is a prior that is not flat.
func informative(p Prior) bool { return p != nil && p != (Flat{}) }

func defaulted(p, otherwise Prior) Prior {
	if p == nil {
		return otherwise
	}
	return p
}
