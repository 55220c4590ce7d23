package fit

import (
	"math"

	"suyang/irt"
)

// squares sums squared residuals of an item over persons, or of a person over
// items.
type squares struct {
	n            float64 // responses, weighted
	residual     float64 // squared residuals
	standardized float64 // squared residuals over their variance
	variance     float64
	fourth       float64 // fourth central moments less squared variances
	kurtosis     float64 // fourth central moments over squared variances

	logLikelihood, entropy, logVariance float64 // log-likelihood, its mean and variance
}

// smallestVariance bounds the variance of a response from below, as in mirt:
// otherwise one unlikely response would make the mean of standardized squares
// as large as one likes.
var smallestVariance = math.Sqrt(1e-5)

// response is what is expected of a response.
type response struct {
	mean, variance, fourth float64
	entropy, logVariance   float64 // mean and variance of the log-likelihood
}

func expect(p []float64) response {
	var r response
	square := 0.0
	for k, v := range p {
		r.mean += float64(k) * v
		if v > 0 {
			l := math.Log(v)
			r.entropy += v * l
			square += v * l * l
		}
	}
	r.logVariance = square - r.entropy*r.entropy
	for k, v := range p {
		d := (float64(k) - r.mean) * (float64(k) - r.mean)
		r.variance += v * d
		r.fourth += v * d * d
	}
	return r
}

// add takes a response of category k, which has probability p, into account.
func (s *squares) add(r response, k int, p, weight float64) {
	residual := (float64(k) - r.mean) * (float64(k) - r.mean)
	variance := max(r.variance, smallestVariance)
	s.n += weight
	s.residual += weight * residual
	s.standardized += weight * residual / variance
	s.variance += weight * variance
	s.fourth += weight * (r.fourth - variance*variance)
	s.kurtosis += weight * r.fourth / (variance * variance)
	s.logLikelihood += weight * math.Log(max(p, math.SmallestNonzeroFloat64))
	s.entropy += weight * r.entropy
	s.logVariance += weight * r.logVariance
}

func (s *squares) merge(other squares) {
	s.n += other.n
	s.residual += other.residual
	s.standardized += other.standardized
	s.variance += other.variance
	s.fourth += other.fourth
	s.kurtosis += other.kurtosis
	s.logLikelihood += other.logLikelihood
	s.entropy += other.entropy
	s.logVariance += other.logVariance
}

// MeanSquares are the fit statistics of Wright and Masters (1982), at the EAP of
// theta. 1 is expected; above it responses are noisier than the model says,
// below it more regular. Z is approximately standard normal after the cube root
// transformation of Wilson and Hilferty.
type MeanSquares struct {
	// Infit weights squared residuals by their variance, Outfit all alike.
	Infit   Value `json:"infit"`
	InfitZ  Value `json:"infit_z"`
	Outfit  Value `json:"outfit"`
	OutfitZ Value `json:"outfit_z"`
}

func (s *squares) meanSquares() MeanSquares {
	outfit, infit := s.standardized/s.n, s.residual/s.variance
	return MeanSquares{
		Infit: Value(infit), InfitZ: Value(cubeRoot(infit, s.fourth/(s.variance*s.variance))),
		Outfit: Value(outfit), OutfitZ: Value(cubeRoot(outfit, s.kurtosis/(s.n*s.n)-1/s.n)),
	}
}

// marginalSquares gives the mean squares of item j with the posterior of theta
// in place of the EAP, as TAM (Robitzsch, Kiefer and Wu, 2022) has them after Wu
// (1997): 1 is expected in short tests too.
func (a *analysis) marginalSquares(j int) (infit, outfit float64) {
	var n, residual, standardized, variance float64
	for g, t := range a.tables {
		nodes := len(t.weights)
		for cell, persons := range a.counts[g][j] {
			k, q := cell/nodes, cell%nodes
			e := t.expected[j][q]
			square, v := (float64(k)-e)*(float64(k)-e), t.square[j][q]-e*e
			n += persons
			residual += persons * square
			variance += persons * v
			if persons > 0 {
				standardized += persons * square / v
			}
		}
	}
	return residual / variance, standardized / n
}

// cubeRoot standardizes a mean square of a given variance.
func cubeRoot(meanSquare, variance float64) float64 {
	q := min(math.Sqrt(variance), math.Sqrt2)
	return (math.Cbrt(meanSquare)-1)*3/q + q/3
}

// zh standardizes the log-likelihood: the person fit statistic of Drasgow,
// Levine and Williams (1985).
func (s *squares) zh() float64 { return (s.logLikelihood - s.entropy) / math.Sqrt(s.logVariance) }

// residuals compares the responses of person i with those expected at the EAP.
func (p *pass) residuals(i, g int, weight float64) {
	var buffer [irt.MaxCategories]float64
	var person squares
	point, items := p.point(i), p.model.Groups[g].Items
	for j, cell := range p.data.Row(i) {
		if cell == irt.MissingCell {
			continue
		}
		probabilities := p.curves[g][j].Probabilities(buffer[:0], items[j].Along(point))
		r := expect(probabilities)
		p.tally.items[j].add(r, int(cell), probabilities[cell], weight)
		p.tally.cross.set(j, float64(cell)-r.mean, weight)
		if p.fits != nil {
			person.add(r, int(cell), probabilities[cell], 1)
		}
	}
	p.tally.cross.next()
	if p.fits != nil {
		p.fits[i] = p.personFit(i, person)
	}
}
