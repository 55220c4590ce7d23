package fit

import "math"

// Pair tells how much the answers to two items hang together beyond what the
// traits explain.
type Pair struct {
	First  string `json:"first"`
	Second string `json:"second"`
	// N is the number of persons, by weight, who answered both.
	N Value `json:"n"`
	// Q3 is the correlation of the residuals at the EAP (Yen, 1984).
	Q3 Value `json:"q3"`
	// LDX2 and LDG2 compare the table of joint answers with that expected (Chen
	// and Thissen, 1997).
	LDX2 Value `json:"ld_x2"`
	LDG2 Value `json:"ld_g2"`
	DF   int   `json:"df"`
	// P is that of LDX2, PAdjusted allows for the number of pairs (Benjamini and
	// Hochberg, 1995).
	P         Value `json:"p"`
	PAdjusted Value `json:"p_adjusted"`
	// V and VG2 are Cramer's V of LDX2 and LDG2, positive where the items hang
	// together more than expected, negative where less.
	V   Value `json:"v"`
	VG2 Value `json:"v_g2"`
}

// pairs compares all pairs of items that anybody answered both.
func (a *analysis) pairs() []Pair {
	var pairs []Pair
	for i := range a.items() {
		for j := i + 1; j < a.items(); j++ {
			observed, expected := a.together(i, j)
			if n := total(observed); n > 0 {
				pairs = append(pairs, a.pair(i, j, n, observed, expected))
			}
		}
	}
	adjust(pairs, func(x *Pair) (p, adjusted *Value) { return &x.P, &x.PAdjusted })
	return pairs
}

// together gives the observed and expected numbers of joint answers.
func (a *analysis) together(i, j int) (observed, expected []float64) {
	size := len(a.tally.joint[0].table(i, j))
	observed, expected = make([]float64, size), make([]float64, size)
	for g, t := range a.tables {
		table := a.tally.joint[g].table(i, j)
		n := total(table)
		if n == 0 {
			continue
		}
		addTo(observed, table)
		columns := t.categories(j)
		for cell := range expected {
			x, y := t.category(i, cell/columns), t.category(j, cell%columns)
			for q, w := range t.weights {
				expected[cell] += n * w * x[q] * y[q]
			}
		}
	}
	return observed, expected
}

func (a *analysis) pair(i, j int, n float64, observed, expected []float64) Pair {
	var x2, g2 float64
	for cell, o := range observed {
		e := expected[cell]
		x2 += (o - e) * (o - e) / e
		if o > 0 {
			g2 += 2 * o * math.Log(o/e)
		}
	}
	k := a.categories()
	columns := k[j]
	sign := 1.0
	if gamma(observed, columns) < gamma(expected, columns) {
		sign = -1
	}
	v := func(statistic float64) Value {
		return Value(sign * math.Sqrt(math.Abs(statistic)/(n*float64(min(k[i], k[j])-1))))
	}
	df := (k[i] - 1) * (k[j] - 1)
	return Pair{
		First: a.data.Items[i], Second: a.data.Items[j], N: Value(n), Q3: Value(a.tally.cross.correlation(i, j)),
		LDX2: Value(x2), LDG2: Value(g2), DF: df, P: Value(chiSquareTail(x2, float64(df))), V: v(x2), VG2: v(g2),
	}
}

// gamma is the rank correlation of Goodman and Kruskal (1954) in a table.
func gamma(table []float64, columns int) float64 {
	var concordant, discordant float64
	rows := len(table) / columns
	for x := range rows {
		for y := range columns {
			for u := x + 1; u < rows; u++ {
				for v := range columns {
					product := table[x*columns+y] * table[u*columns+v]
					switch {
					case v > y:
						concordant += product
					case v < y:
						discordant += product
					}
				}
			}
		}
	}
	return (concordant - discordant) / (concordant + discordant)
}
