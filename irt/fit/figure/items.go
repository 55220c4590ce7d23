package figure

import (
	"fmt"
	"math"

	"suyang/irt"
	"suyang/irt/fit"
)

// ItemCurves draws the probability of each category of an item over theta, of
// the higher one alone where there are two, and the shares observed in bins of
// persons, such as fit.ItemFit.Curve, with intervals of 95 % (Wilson, 1927). Codes name the categories;
// nil: 0, 1, 2 ...
func ItemCurves(it irt.Item, bins []fit.Bin, codes []int) []byte {
	p := newPlot("Item "+it.ID, fmt.Sprintf("Curves of the %v model with the shares observed in %d groups of persons", it.Model, len(bins)),
		[2]float64{-4, 4}, [2]float64{0, 1}, "theta", "probability")
	first := 0
	if it.Categories() == 2 {
		first = 1
	}
	for k := first; k < it.Categories(); k++ {
		series := k - first
		p.function(func(theta float64) float64 { return it.Probabilities(nil, theta)[k] }, p.y, series)
		for _, b := range bins {
			p.observed(b, k, series)
		}
		if first == 0 {
			p.legend(series, code(codes, k))
		}
	}
	return p.document()
}

func code(codes []int, k int) string {
	if codes == nil {
		return fmt.Sprint(k)
	}
	return fmt.Sprint(codes[k])
}

// observed draws a share, where it is within the plot.
func (p *plot) observed(b fit.Bin, k, series int) {
	if b.Theta < p.x.from || b.Theta > p.x.to {
		return
	}
	x := p.x.at(b.Theta)
	low, high := wilson(b.Observed[k], b.N)
	p.line(x, p.y.at(low), x, p.y.at(high), "interval")
	p.mark(point{x, p.y.at(b.Observed[k])}, series)
}

// wilson is the interval of a share among n persons.
func wilson(share, n float64) (low, high float64) {
	const z = 1.959964
	center := share + z*z/(2*n)
	half := z * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	return (center - half) / (1 + z*z/n), (center + half) / (1 + z*z/n)
}

// legend names a series to the right of the plot.
func (p *plot) legend(series int, name string) {
	y := topEdge + 10 + 20*float64(series)
	p.line(rightEdge+8, y, rightEdge+36, y, fmt.Sprintf("s%d", series%seriesStyles))
	p.mark(point{rightEdge + 22, y}, series)
	p.text(rightEdge+42, y+4, "start", "", name)
}
