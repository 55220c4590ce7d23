package calibrate

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// ItemCovariance is the covariance matrix of the parameters of Items, item after
// item: the slopes, d_1 to d_m, then c under ThreePL and FourPL, u under FourPL,
// and s_1 to s_(m-1) under NRM. Parameters that are not estimated have rows of
// zeros. It is nil where there are no standard errors. Linking takes it.
func (r *Result) ItemCovariance() *mat.SymDense {
	if r.Covariance == nil {
		return nil
	}
	xi := make([]float64, len(r.Free))
	for i := range r.Free {
		xi[i] = r.Free[i].Estimate
	}
	var rows []linear // derivatives by xi
	for _, c := range r.cells {
		local := values(nil, c.local, xi)
		for _, f := range c.parameters(r.Options.traits()) {
			rows = append(rows, c.gradient(f, local))
		}
	}
	jacobian := mat.NewDense(len(rows), len(xi), nil)
	for i, row := range rows {
		for _, t := range row.terms {
			jacobian.Set(i, t.index, jacobian.At(i, t.index)+t.factor)
		}
	}
	var half, product mat.Dense
	half.Mul(jacobian, r.Covariance)
	product.Mul(&half, jacobian.T())
	return symmetric(&product)
}

// parameters are the parameters of a cell in the order of ItemCovariance; nil
// where the item does not measure a trait.
func (c *cell) parameters(traits int) []function {
	list := slices.Repeat([]function{nil}, traits)
	first, m := len(c.loads), c.steps()
	for i, d := range c.loads {
		list[d] = c.slope(i)
	}
	for k := range m {
		list = append(list, scaled{first + k, 1})
	}
	if n, ok := c.curve.(nominal); ok {
		for k := range m - 1 {
			list = append(list, c.score(n, first+m+k))
		}
		return list
	}
	for at := first + m; at < len(c.local); at++ {
		list = append(list, asymptoteOf(at))
	}
	return list
}

// score is the score of a nominal item whose local parameter is at an index.
func (c *cell) score(n nominal, at int) function {
	if n.slopeless {
		return ratioOf{at, c.slope(0)}
	}
	return scaled{at, 1}
}

// gradient holds the derivatives of a function of the local parameters by xi.
func (c *cell) gradient(f function, local []float64) linear {
	var l linear
	if f == nil {
		return l
	}
	for _, p := range f.derivatives(local) {
		for _, t := range c.local[p.index].terms {
			l.terms = append(l.terms, term{t.index, p.by * t.factor})
		}
	}
	return l
}
