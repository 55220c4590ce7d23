package lookup

// coarse is an engine for every second node.
type coarse struct {
	*Engine
	probability [][]float64
}

func (e *Engine) newCoarse() *coarse {
	c := &coarse{Engine: NewEngine(e.layout, (e.nodes+1)/2, e.persons, len(e.workers))}
	c.Ordered = e.Ordered
	c.probability = c.newExpected()
	return c
}

// expectCoarse is Expect with every second node, each standing for two. The
// counts of the others are zero.
func (e *Engine) expectCoarse(probability [][]float64, prior Prior, basis [][]float64) Expectation {
	if e.coarse == nil {
		e.coarse = e.newCoarse()
	}
	c := e.coarse
	for j, categories := range e.layout.categories {
		for k := range categories {
			thin(c.probability[j][k*c.nodes:][:c.nodes], probability[j][k*e.nodes:], 1)
		}
	}
	thinned := make([][]float64, len(basis))
	for f := range basis {
		thinned[f] = make([]float64, c.nodes)
		thin(thinned[f], basis[f], 1)
	}
	x := c.Expect(c.probability, func(class int, buffer []float64) []float64 {
		thin(buffer, prior(class, make([]float64, e.nodes)), 2)
		return buffer
	}, thinned)
	for j, categories := range e.layout.categories {
		clear(e.expected[j])
		for k := range categories {
			for q, n := range x.Counts[j][k*c.nodes:][:c.nodes] {
				e.expected[j][k*e.nodes+2*q] = n
			}
		}
	}
	x.Counts = e.expected
	return x
}

// thin sets dst to a factor times every second value of src.
func thin(dst, src []float64, factor float64) {
	for q := range dst {
		dst[q] = factor * src[2*q]
	}
}
