package calibrate

import "math"

// points are the nodes of an integral over the traits.
type points struct {
	at     [][]float64 // traits x nodes
	volume float64     // that a node stands for
}

// productPoints puts nodes from -limit to limit, equally spaced, on each trait.
func productPoints(traits, perTrait int, limit float64) points {
	step := 2 * limit / float64(perTrait-1)
	p := points{volume: math.Pow(step, float64(traits))}
	total := 1
	for range traits {
		total *= perTrait
	}
	repeat := total
	for range traits {
		repeat /= perTrait
		row := make([]float64, total)
		for q := range row {
			row[q] = -limit + step*float64(q/repeat%perTrait)
		}
		p.at = append(p.at, row)
	}
	return p
}

// nodes is the number of nodes.
func (p points) nodes() int { return len(p.at[0]) }
