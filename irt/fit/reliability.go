package fit

import (
	"math"

	"suyang/irt"
)

// Reliability is the share of the variance of scores that is not error.
type Reliability struct {
	// EAP is the variance of the EAP over that plus the mean of the squared
	// standard errors (Bechger, Maris, Verstralen and Beguin, 2003), one a trait.
	EAP []Value `json:"eap"`
	// Marginal is what the items promise for persons of the group's
	// distribution, whose variance is v: the mean of I / (I + 1/v) over theta
	// (Green, Bock, Humphreys, Linn and Reckase, 1984). One trait only.
	Marginal Value `json:"marginal"`
	// WLE is 1 less the mean squared standard error of the weighted likelihood
	// estimates over their variance (Warm, 1989). One trait only.
	WLE Value `json:"wle"`
	// Alpha is Cronbach's (1951), from the covariances of the pairs of items,
	// with a confidence interval of 95 % (Feldt, Woodruff and Salih, 1987), which
	// needs complete data.
	Alpha     Value `json:"alpha"`
	AlphaLow  Value `json:"alpha_low"`
	AlphaHigh Value `json:"alpha_high"`
	// Omega is the reliability of the sum score under the model: the variance of
	// its expectation given the traits over its whole variance (Green and Yang,
	// 2009; Kim and Feldt, 2010).
	Omega Value `json:"omega"`
}

func (a *analysis) reliability(g int) Reliability {
	r := Reliability{Marginal: Value(undefined), WLE: Value(undefined), Omega: Value(a.tables[g].omega())}
	for t := range a.model.traits() {
		r.EAP = append(r.EAP, Value(a.eapReliability(g, t)))
	}
	if a.model.traits() == 1 {
		r.Marginal = Value(a.marginalReliability(g))
		r.WLE = Value(a.wleReliability(g))
	}
	r.Alpha, r.AlphaLow, r.AlphaHigh = a.alpha(g)
	return r
}

func (a *analysis) eapReliability(g, trait int) float64 {
	traits := a.model.traits()
	between, within := a.variances(g, func(i int) (theta, variance float64) {
		return a.theta[i*traits+trait], a.spread[i*traits+trait]
	})
	return between / (between + within)
}

func (a *analysis) wleReliability(g int) float64 {
	between, within := a.variances(g, func(i int) (theta, variance float64) {
		return a.wle[i], a.wleSE[i] * a.wleSE[i]
	})
	return 1 - within/between
}

// variances gives the variance of scores in a group, with N - 1 in the
// denominator, and the mean of their squared standard errors. Persons without a
// score are left out.
func (a *analysis) variances(g int, score func(i int) (theta, variance float64)) (between, within float64) {
	var n, sum, square float64
	for i := range a.data.Persons() {
		theta, variance := score(i)
		if a.data.group(i) != g || math.IsNaN(theta) || math.IsNaN(variance) {
			continue
		}
		w := a.data.weight(i)
		n += w
		sum += w * theta
		square += w * theta * theta
		within += w * variance
	}
	return (square - sum*sum/n) / (n - 1), within / n
}

func (a *analysis) marginalReliability(g int) float64 {
	group, sum := a.model.Groups[g], 0.0
	for q, w := range a.tables[g].weights {
		information := 0.0
		for _, it := range group.Items {
			information += it.Item().Information(a.space.Theta[0][q])
		}
		sum += w * information / (information + 1/group.Latent.Covariance[0][0])
	}
	return sum
}

// omega is the share of the variance of the sum score that is due to the traits.
func (t *table) omega() float64 {
	mean, square, within := 0.0, 0.0, 0.0
	for q, w := range t.weights {
		score := 0.0
		for j := range t.probability {
			e := t.expected[j][q]
			score += e
			within += w * (t.square[j][q] - e*e)
		}
		mean += w * score
		square += w * score * score
	}
	between := square - mean*mean
	return between / (between + within)
}

// Information is the precision of the test at a value of the only trait.
type Information struct {
	Theta float64 `json:"theta"`
	// Information is Fisher's, the sum of the items'.
	Information Value `json:"information"`
	// SE is the standard error of a maximum likelihood score.
	SE Value `json:"se"`
	// Reliability is I / (I + 1/v), with v the variance of the first group.
	Reliability Value `json:"reliability"`
	// Score is the expected sum score.
	Score Value `json:"expected_score"`
}

// information tabulates precision, for one trait.
func (m Model) information(theta []float64) []Information {
	var rows []Information
	group := m.Groups[0]
	var items []irt.Item
	for _, it := range group.Items {
		items = append(items, it.Item())
	}
	for _, at := range theta {
		i := irt.TestInformation(items, at)
		row := Information{Theta: at, Information: Value(i), SE: Value(1 / math.Sqrt(i)), Reliability: Value(i / (i + 1/group.Latent.Covariance[0][0]))}
		for _, it := range items {
			row.Score += Value(it.ExpectedScore(at))
		}
		rows = append(rows, row)
	}
	return rows
}
