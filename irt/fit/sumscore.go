package fit

// distribution is that of a sum score at each node, scores x nodes.
type distribution struct {
	nodes int
	p     []float64
}

// top is the largest score.
func (d distribution) top() int { return len(d.p)/d.nodes - 1 }

func (d distribution) at(score int) []float64 { return d.p[score*d.nodes : (score+1)*d.nodes] }

// noItems has the score 0 for certain.
func noItems(nodes int) distribution {
	d := distribution{nodes, make([]float64, nodes)}
	for q := range d.p {
		d.p[q] = 1
	}
	return d
}

// with adds an item of the given probabilities, categories x nodes (Lord and
// Wingersky, 1984; Thissen, Pommerich, Billeaud and Williams, 1995).
func (d distribution) with(probability []float64) distribution {
	k := len(probability) / d.nodes
	sum := distribution{d.nodes, make([]float64, (d.top()+k)*d.nodes)}
	for score := range d.top() + 1 {
		for c := range k {
			dst, from := sum.at(score+c), d.at(score)
			for q, v := range probability[c*d.nodes : (c+1)*d.nodes] {
				dst[q] += v * from[q]
			}
		}
	}
	return sum
}

// leaveOneOut passes, for each item, the distribution of the sum score on all
// other items. It halves the items, so that a half is added once for all items
// of the other half.
func leaveOneOut(probability [][]float64, nodes int, visit func(item int, rest distribution)) {
	var halve func(first, end int, others distribution)
	halve = func(first, end int, others distribution) {
		if end-first == 1 {
			visit(first, others)
			return
		}
		middle := (first + end) / 2
		with := others
		for j := middle; j < end; j++ {
			with = with.with(probability[j])
		}
		halve(first, middle, with)
		for j := first; j < middle; j++ {
			others = others.with(probability[j])
		}
		halve(middle, end, others)
	}
	halve(0, len(probability), noItems(nodes))
}
