package fit

import (
	"fmt"
	"math"
)

// Flag names something suspicious, in words.
type Flag struct {
	// Item is empty where the flag is about the test as a whole, Second where it
	// is not about a pair.
	Item   string `json:"item"`
	Second string `json:"second"`
	// Statistic names what raised the flag.
	Statistic string `json:"statistic"`
	Value     Value  `json:"value"`
	Message   string `json:"message"`
}

// The limits beyond which something is flagged. They are conventions: for p and
// item-rest correlations of Ebel and Frisbie (1991), for mean squares over the
// posterior of Wright and Linacre (1994), for RMSD of PISA (OECD, 2017), for Q3
// less its mean of Christensen, Makransky and Horton (2017).
const (
	easiest, hardest = 0.95, 0.05
	lowestItemRest   = 0.2
	lowSquare        = 0.7
	highSquare       = 1.3
	largestP         = 0.01
	smallestRMSEA    = 0.03
	largestRMSD      = 0.12
	largestQ3        = 0.2
	largestV         = 0.2
	worstRMSEA       = 0.06
)

func (r *Report) flagf(item, second, statistic string, value Value, format string, args ...any) {
	r.Flags = append(r.Flags, Flag{item, second, statistic, value, fmt.Sprintf(format, args...)})
}

// flags looks for what is suspicious.
func (r *Report) flags() {
	best := r.M2
	if best == nil {
		best = r.C2
	}
	if best != nil && best.RMSEA > worstRMSEA {
		r.flagf("", "", "rmsea", best.RMSEA, "the model as a whole fits badly: RMSEA %.3f is above %.2f", best.RMSEA, worstRMSEA)
	}
	for _, it := range r.Items {
		r.flagClassical(it)
		r.flagFit(it)
	}
	mean := r.meanQ3()
	for _, p := range r.Pairs {
		r.flagPair(p, mean)
	}
}

func (r *Report) flagClassical(it ItemFit) {
	switch {
	case it.P > easiest:
		r.flagf(it.ID, "", "p", it.P, "very easy: %.0f %% of the highest score on average, it tells little about most persons", 100*it.P)
	case it.P < hardest:
		r.flagf(it.ID, "", "p", it.P, "very hard: %.0f %% of the highest score on average, it tells little about most persons", 100*it.P)
	}
	statistic, value := "item_rest", it.ItemRest
	if !value.Defined() {
		statistic, value = "item_theta", it.ItemTheta
	}
	switch {
	case value < 0:
		r.flagf(it.ID, "", statistic, value, "persons who do well on the other items do worse on this one (%.2f): check the key", value)
	case value < lowestItemRest:
		r.flagf(it.ID, "", statistic, value, "hardly related to the other items (%.2f)", value)
	}
}

func (r *Report) flagFit(it ItemFit) {
	infit, outfit := it.InfitMarginal, it.OutfitMarginal
	switch {
	case infit > highSquare:
		r.flagf(it.ID, "", "infit_marginal", infit, "responses are noisier than the model says (infit %.2f): other things than the trait matter, or the slope is lower", infit)
	case infit < lowSquare:
		r.flagf(it.ID, "", "infit_marginal", infit, "responses are more regular than the model says (infit %.2f): it may repeat another item, or the slope is higher", infit)
	}
	if outfit > highSquare && infit <= highSquare {
		r.flagf(it.ID, "", "outfit_marginal", outfit, "some persons answer very unexpectedly (outfit %.2f): lucky guesses or careless slips far from their level", outfit)
	}
	if it.SX2.PAdjusted < largestP && it.SX2.RMSEA > smallestRMSEA {
		r.flagf(it.ID, "", "s_x2", it.SX2.PAdjusted, "the share of answers at each sum score departs from the curve (S-X2 %.1f, %d degrees of freedom)", it.SX2.Statistic, it.SX2.DF)
	}
	for _, g := range r.Groups {
		if rmsd := g.RMSD[r.place(it.ID)]; rmsd > largestRMSD {
			r.flagf(it.ID, "", "rmsd", rmsd, "the observed curve departs from the model's%s (RMSD %.2f)", in(g.Name), rmsd)
		}
	}
}

func in(group string) string {
	if group == "" {
		return ""
	}
	return fmt.Sprintf(" in group %s", group)
}

// place is that of an item in the report.
func (r *Report) place(id string) int {
	for j, it := range r.Items {
		if it.ID == id {
			return j
		}
	}
	return -1
}

// meanQ3 is negative by about 1 / (items - 1) where the items are independent.
func (r *Report) meanQ3() float64 {
	sum, n := 0.0, 0.0
	for _, p := range r.Pairs {
		if p.Q3.Defined() {
			sum += float64(p.Q3)
			n++
		}
	}
	return sum / n
}

func (r *Report) flagPair(p Pair, mean float64) {
	excess := float64(p.Q3) - mean
	switch {
	case excess > largestQ3:
		r.flagf(p.First, p.Second, "q3", p.Q3, "answers hang together beyond the trait (Q3 %.2f, mean of all pairs %.2f): do they share a stimulus, or does one give the other away?", p.Q3, mean)
	case excess < -largestQ3:
		r.flagf(p.First, p.Second, "q3", p.Q3, "answers exclude each other beyond the trait (Q3 %.2f, mean of all pairs %.2f)", p.Q3, mean)
	case math.Abs(float64(p.V)) > largestV && p.PAdjusted < largestP:
		r.flagf(p.First, p.Second, "ld_x2", p.V, "joint answers depart from what the model expects (LD-X2 %.1f, Cramer's V %.2f)", p.LDX2, p.V)
	}
}
