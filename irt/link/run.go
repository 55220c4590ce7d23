package link

import "slices"

// Link is the outcome of linking two calibrations.
type Link struct {
	Constants
	Method Method
	// Anchors are the items that the link rests on, in the order of "to".
	Anchors []string
	// Shift tells that A was held at 1.
	Shift bool
}

// Constants are a transformation and what is known of its error.
type Constants struct {
	Transformation
	// Sampling is the error that comes from the samples of persons; nil where a
	// form has no covariances.
	Sampling *Errors
	// Jackknife is the error that comes from the choice of anchors; nil where
	// they are of fewer than three units, or do not determine the scale without
	// one of them.
	Jackknife *Errors
	// LinkingError is the standard error of the mean difference of the anchors'
	// thresholds, on the scale linked to; see LinkingError.
	LinkingError float64
}

// Run finds the transformation from the scale of one form to that of another.
func Run(from, to Form, o Options) (*Link, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	anchors, err := pair(from, to, o)
	if err != nil {
		return nil, err
	}
	return run(from, to, anchors, o)
}

func run(from, to Form, anchors []anchor, o Options) (*Link, error) {
	l := &Link{Method: o.Method, Shift: o.shift(anchors)}
	var err error
	if l.Transformation, err = o.solve(anchors); err != nil {
		return nil, err
	}
	for _, a := range anchors {
		l.Anchors = append(l.Anchors, a.to.ID)
	}
	l.Sampling = sampling(from, to, anchors, o, l.Transformation)
	l.Jackknife = jackknife(anchors, o, l.Transformation)
	l.LinkingError = linkingError(anchors, l.Transformation)
	return l, nil
}

// Comparison is what one method finds.
type Comparison struct {
	Method Method
	Transformation
	// Err tells why the method does not apply; nil where it does.
	Err error
}

// Compare finds the constants by each of Methods, without errors. o.Method has
// no effect.
func Compare(from, to Form, o Options) ([]Comparison, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	anchors, err := pair(from, to, o)
	if err != nil {
		return nil, err
	}
	var list []Comparison
	for _, o.Method = range Methods {
		c := Comparison{Method: o.Method}
		c.Transformation, c.Err = o.solve(anchors)
		list = append(list, c)
	}
	return list, nil
}

func (o Options) shift(anchors []anchor) bool { return o.Shift || fixesSlopes(anchors) }

// solve finds the constants by the method of the options. Further starts may
// spare the search for them.
func (o Options) solve(anchors []anchor, starts ...Transformation) (Transformation, error) {
	if o.Method == MeanMean || o.Method == MeanSigma {
		return moments(anchors, o.Method, o.shift(anchors))
	}
	if len(starts) == 0 {
		starts = o.starts(anchors)
	}
	return o.criterion(anchors).minimize(starts)
}

func (o Options) criterion(anchors []anchor) criterion {
	return criterion{anchors, o.Method == StockingLord, o.Weights, o.Symmetric, o.shift(anchors)}
}

// starts are the identity, the shift of the median threshold, and the methods of
// moments where they apply: an anchor of tiny slope leads the latter astray.
func (o Options) starts(anchors []anchor) []Transformation {
	from, to := parametersOf(anchors)
	starts := []Transformation{{A: 1}, {A: 1, B: median(to.thresholds) - median(from.thresholds)}}
	for _, m := range []Method{MeanMean, MeanSigma} {
		if t, err := moments(anchors, m, o.shift(anchors)); err == nil {
			starts = append(starts, t)
		}
	}
	return starts
}

func median(x []float64) float64 { return quantile(0.5, x) }

// quantile interpolates linearly between order statistics, as R does.
func quantile(p float64, x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	at := p * float64(len(x)-1)
	below := int(at)
	above := min(below+1, len(x)-1)
	return x[below] + (at-float64(below))*(x[above]-x[below])
}
