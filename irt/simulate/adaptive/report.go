package adaptive

import (
	"math"

	"suyang/irt/cat"
)

// Report says how a simulated adaptive test did. The JSON names are those of the
// output of suyang simulate cat.
type Report struct {
	Simulees int       `json:"simulees"`
	Accuracy           // over all simulees
	Length   Length    `json:"length"`
	Reasons  Reasons   `json:"reasons"`
	ByTheta  []Stratum `json:"by_theta"`
	Exposure Rates     `json:"exposure"`
	// Violations counts the constraints not met, over all sessions.
	Violations int `json:"violations"`
	// Classes is nil without cuts.
	Classes *Classes `json:"classification,omitempty"`
}

// Accuracy compares estimates with the truth.
type Accuracy struct {
	Bias float64 `json:"bias"`
	RMSE float64 `json:"rmse"`
	// SE is the root of the mean square of the standard errors.
	SE float64 `json:"se"`
	// Coverage is the share of simulees within 1.96 standard errors of their
	// estimate.
	Coverage float64 `json:"coverage"`
}

// Length is that of the tests, in items.
type Length struct {
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
	Min  int     `json:"min"`
	Max  int     `json:"max"`
}

// Reasons counts why sessions ended.
type Reasons map[cat.Reason]int

// Stratum is the simulees whose theta is at least From and below To.
type Stratum struct {
	From     float64 `json:"from"`
	To       float64 `json:"to"`
	Simulees int     `json:"simulees"`
	Accuracy
	Length float64 `json:"length"`
}

// Rates are the shares of the sessions that items were given in.
type Rates struct {
	Max float64 `json:"max"`
	// Unused counts items never given.
	Unused int `json:"unused"`
	// ChiSquare is the sum of (r - e)^2/e over the items, e the rate of all
	// items if they were given equally often (Chang and Ying, 1999).
	ChiSquare float64 `json:"chi_square"`
	// Overlap is the mean share of a test that another simulee was given, too,
	// over all pairs (Chen, Ankenmann and Spray, 2003).
	Overlap float64    `json:"overlap"`
	Items   []ItemRate `json:"items"`
}

// ItemRate is the rate of one item.
type ItemRate struct {
	ID   string  `json:"id"`
	Rate float64 `json:"rate"`
}

// Classes compares classes found with true ones.
type Classes struct {
	Cuts []float64 `json:"cuts"`
	// Accuracy is the share of simulees in the right class.
	Accuracy float64 `json:"accuracy"`
	// Table counts simulees by true class (rows) and class found (columns).
	Table [][]int `json:"table"`
}

// Summarize reports on sessions that Run gave.
func (d Design) Summarize(sessions []Session) Report {
	r := Report{Simulees: len(sessions), Accuracy: accuracy(sessions), Length: length(sessions), Reasons: Reasons{}}
	for _, s := range sessions {
		r.Reasons[s.Reason]++
		if d.Selector.Shadow != nil {
			r.Violations += len(d.Selector.Shadow.Blueprint().Violated(s.Items))
		}
	}
	r.ByTheta = strata(sessions)
	r.Exposure = d.exposure(sessions, r.Length.Mean)
	if len(d.Cuts) > 0 {
		r.Classes = classes(sessions, d.Cuts)
	}
	return r
}

func accuracy(sessions []Session) Accuracy {
	n := float64(len(sessions))
	var bias, square, variance, covered float64
	for _, s := range sessions {
		e := s.Estimate - s.Theta
		bias += e
		square += e * e
		variance += s.SE * s.SE
		if math.Abs(e) <= 1.96*s.SE {
			covered++
		}
	}
	return Accuracy{Bias: bias / n, RMSE: math.Sqrt(square / n), SE: math.Sqrt(variance / n), Coverage: covered / n}
}

func length(sessions []Session) Length {
	l := Length{Min: len(sessions[0].Items)}
	n, sum, square := float64(len(sessions)), 0.0, 0.0
	for _, s := range sessions {
		k := len(s.Items)
		l.Min, l.Max = min(l.Min, k), max(l.Max, k)
		sum += float64(k)
		square += float64(k * k)
	}
	l.Mean = sum / n
	l.SD = math.Sqrt(max(0, square/n-l.Mean*l.Mean))
	return l
}

// width is that of the strata of theta.
const width = 0.5

// strata divides the simulees by theta, centred at multiples of width.
func strata(sessions []Session) []Stratum {
	cells := map[int][]Session{}
	least, most := math.MaxInt, math.MinInt
	for _, s := range sessions {
		cell := int(math.Floor(s.Theta/width + 0.5))
		cells[cell] = append(cells[cell], s)
		least, most = min(least, cell), max(most, cell)
	}
	var all []Stratum
	for cell := least; cell <= most; cell++ {
		if members := cells[cell]; len(members) > 0 {
			from := (float64(cell) - 0.5) * width
			all = append(all, Stratum{From: from, To: from + width, Simulees: len(members), Accuracy: accuracy(members), Length: length(members).Mean})
		}
	}
	return all
}

// rates are the shares of the sessions that each item was given in.
func rates(sessions []Session, items int) []float64 {
	rates := make([]float64, items)
	for _, s := range sessions {
		for _, j := range s.Items {
			rates[j]++
		}
	}
	for j := range rates {
		rates[j] /= float64(len(sessions))
	}
	return rates
}

// exposure uses that items given to m of n simulees are shared by m(m-1)/2 of
// their n(n-1)/2 pairs.
func (d Design) exposure(sessions []Session, length float64) Rates {
	n, even := float64(len(sessions)), length/float64(len(d.Pool.Items))
	var r Rates
	for j, rate := range rates(sessions, len(d.Pool.Items)) {
		r.Items = append(r.Items, ItemRate{ID: d.Pool.Items[j].ID, Rate: rate})
		r.Max = max(r.Max, rate)
		r.ChiSquare += (rate - even) * (rate - even) / even
		if rate == 0 {
			r.Unused++
		}
		if n > 1 {
			r.Overlap += rate * (n*rate - 1) / (n - 1) / length
		}
	}
	return r
}

func classes(sessions []Session, cuts []float64) *Classes {
	c := &Classes{Cuts: cuts, Table: make([][]int, len(cuts)+1)}
	for k := range c.Table {
		c.Table[k] = make([]int, len(cuts)+1)
	}
	right := 0
	for _, s := range sessions {
		truth := cat.Class(s.Theta, cuts)
		c.Table[truth][s.Class]++
		if truth == s.Class {
			right++
		}
	}
	c.Accuracy = float64(right) / float64(len(sessions))
	return c
}
