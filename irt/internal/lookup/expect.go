package lookup

import "gonum.org/v1/gonum/floats"

// Expectation is what the E-step finds out about the persons.
type Expectation struct {
	// LogLikelihood is the sum of weight x log marginal likelihood.
	LogLikelihood float64
	// Counts holds per item the expected, weighted number of persons,
	// categories x nodes.
	Counts [][]float64
	// Moments holds per class the sum of the persons' weights, then the
	// weighted sum of the posterior means of each basis function.
	Moments [][]float64
}

// Expect is the E-step (Bock and Aitkin, 1981). probability holds categories x
// nodes per item; basis holds functions of the node, F x nodes, and may be nil.
// The result is valid until the next call.
func (e *Engine) Expect(probability [][]float64, prior Prior, basis [][]float64) Expectation {
	if e.Coarse {
		return e.expectCoarse(probability, prior, basis)
	}
	e.tables.Build(probability)
	e.prior = prior
	e.each(func(w *worker) { e.addPersons(w, basis) })
	return e.gather(1 + len(basis))
}

func (e *Engine) addPersons(w *worker, basis [][]float64) {
	w.counts.Reset()
	w.prior = nil
	w.logLikelihood, w.moments = newLogSum(), w.moments[:0]
	for first := w.first; first < w.end; {
		end := e.endOfClass(first, w.end)
		e.addClass(w, first, end, len(basis) > 0)
		w.addMoments(int(e.persons.Class[first]-e.persons.Class[w.first]), basis)
		first = end
	}
}

// addMoments appends the moments of a class, counted from the worker's first.
func (w *worker) addMoments(class int, basis [][]float64) {
	functions := 1 + len(basis)
	w.moments = append(w.moments, make([]float64, (class+1)*functions-len(w.moments))...)
	moments := w.moments[class*functions:]
	moments[0] = w.weight
	for f, values := range basis {
		moments[1+f] = floats.Dot(w.totals, values)
	}
}

// endOfClass is the end of the run of persons from first on that share a class.
func (e *Engine) endOfClass(first, end int) int {
	class := e.persons.Class
	for i := first; i < end; i++ {
		if class[i] != class[first] {
			return i
		}
	}
	return end
}

// addClass adds persons of one class; their totals only where they are needed.
func (e *Engine) addClass(w *worker, first, end int, totals bool) {
	clear(w.totals)
	w.weight = 0
	for i := first; i < end; i++ {
		scale, weight := e.posterior(w, i), e.persons.Weights[i]
		w.weight += weight
		w.logLikelihood.add(w.person.Sum, scale, weight)
		w.counts.Add(w.person, weight)
		if totals {
			add(w.totals[w.person.Lo:w.person.Hi], w.person.Weight[w.person.Lo:w.person.Hi])
		}
	}
}

// gather adds the workers up.
func (e *Engine) gather(functions int) Expectation {
	x := Expectation{Counts: e.expected, Moments: make([][]float64, e.persons.classes())}
	moments := make([]float64, len(x.Moments)*functions)
	for c := range x.Moments {
		x.Moments[c] = moments[c*functions : (c+1)*functions]
	}
	for i, w := range e.workers {
		x.LogLikelihood += w.logLikelihood.value()
		if i > 0 {
			e.workers[0].counts.Merge(w.counts)
		}
		if w.first < w.end {
			// The class at its ends may be shared with the neighbours.
			add(moments[int(e.persons.Class[w.first])*functions:][:len(w.moments)], w.moments)
		}
	}
	e.workers[0].counts.Fold(x.Counts)
	return x
}
