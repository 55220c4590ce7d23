package lookup

import "gonum.org/v1/gonum/mat"

// BifactorTables hold likelihoods for the posteriors of single persons under a
// bifactor model.
type BifactorTables struct {
	bifactor *Bifactor
	theta    [][]float64 // of the nodes, 1 + specifics traits
}

// NewTables tabulates the likelihoods. theta holds the coordinates of the general
// nodes, then those of the nodes of each specific trait; probability is as in
// Bifactor.Expect.
func (l *BifactorLayout) NewTables(theta, probability [][]float64) *BifactorTables {
	specific := 1
	if len(theta) > 1 {
		specific = len(theta[1])
	}
	b := NewBifactor(l, len(theta)-1, len(theta[0]), specific, Persons{}, 1)
	b.build(probability)
	return &BifactorTables{b, theta}
}

// BifactorPerson is one person's posterior under a bifactor model. It is a
// workspace: each worker has its own and fills it again for each person.
type BifactorPerson struct {
	tables *BifactorTables
	worker *bifactorWorker
	means  [][]float64 // per specific trait: given the general node
}

// NewPerson allocates a workspace.
func (t *BifactorTables) NewPerson() *BifactorPerson {
	return &BifactorPerson{t, t.bifactor.newWorker(0, 0), rows(t.bifactor.specifics, t.bifactor.general)}
}

// Fill computes the posterior of a person with packed responses codes under a
// prior of Marginal entries, and sets the mean and the covariance of the traits.
func (p *BifactorPerson) Fill(mean []float64, covariance *mat.SymDense, codes []uint8, prior []float64) {
	b, w := p.tables.bifactor, p.worker
	b.spread(w, prior)
	w.posterior(codes, prior)
	covariance.Zero()
	p.fillPriors(covariance, prior)
	for n := range w.blocks {
		if w.blocks[n].specific >= 0 {
			p.fillBlock(covariance, &w.blocks[n])
		}
	}
	p.addMoments(mean, covariance)
}

// fillPriors gives specific traits without a block, that no item measures, the
// moments of their prior; those of the others are replaced.
func (p *BifactorPerson) fillPriors(covariance *mat.SymDense, prior []float64) {
	b := p.tables.bifactor
	for s, means := range p.means {
		mean, variance := moments(p.tables.theta[1+s], b.ofSpecific(prior, s))
		for g := range means {
			means[g] = mean
		}
		covariance.SetSym(1+s, 1+s, variance)
	}
}

// fillBlock sets the conditional means of a specific trait given the general one,
// and the mean of its conditional variance.
func (p *BifactorPerson) fillBlock(covariance *mat.SymDense, k *blockWorker) {
	w, variance := p.worker, 0.0
	for g := w.lo; g < w.hi; g++ {
		if w.general[g] > 0 {
			mean, conditional := moments(p.tables.theta[1+k.specific], k.at(g))
			p.means[k.specific][g] = mean
			variance += w.general[g] * conditional
		}
	}
	covariance.SetSym(1+k.specific, 1+k.specific, variance)
}

// addMoments sets the means and adds the covariances that the traits have through
// the general one.
func (p *BifactorPerson) addMoments(mean []float64, covariance *mat.SymDense) {
	w := p.worker
	given := append([][]float64{p.tables.theta[0]}, p.means...)
	for d, values := range given {
		mean[d] = 0
		for g := w.lo; g < w.hi; g++ {
			mean[d] += w.general[g] * values[g]
		}
		for e, others := range given[:d+1] {
			sum := covariance.At(d, e)
			for g := w.lo; g < w.hi; g++ {
				sum += w.general[g] * (values[g] - mean[d]) * (others[g] - mean[e])
			}
			covariance.SetSym(d, e, sum)
		}
	}
}

// moments are the mean and variance of values under weights.
func moments(values, weights []float64) (mean, variance float64) {
	total := 0.0
	for q, w := range weights {
		total += w
		mean += w * values[q]
	}
	mean /= total
	for q, w := range weights {
		variance += w * (values[q] - mean) * (values[q] - mean)
	}
	return mean, variance / total
}
