package irt

import "math"

// Space is a set of nodes in the space of one or several traits, over which
// distributions of the traits are summed.
type Space struct {
	// Theta holds the coordinates of the nodes, traits x nodes.
	Theta [][]float64
	// Volume is how much of the space each node stands for.
	Volume []float64
}

// ProductSpace is the grid of n >= 2 equally spaced nodes on [lo, hi] for each of
// some traits: n^traits nodes, the last trait varying fastest.
func ProductSpace(traits, n int, lo, hi float64) Space {
	nodes := 1
	for range traits {
		nodes *= n
	}
	s := newSpace(traits, nodes)
	step, stride := (hi-lo)/float64(n-1), nodes
	for _, theta := range s.Theta {
		stride /= n
		for q := range theta {
			theta[q] = lo + (hi-lo)*float64(q/stride%n)/float64(n-1)
		}
	}
	for q := range s.Volume {
		s.Volume[q] = math.Pow(step, float64(traits))
	}
	return s
}

func newSpace(traits, nodes int) Space {
	s := Space{Theta: make([][]float64, traits), Volume: make([]float64, nodes)}
	for d := range s.Theta {
		s.Theta[d] = make([]float64, nodes)
	}
	return s
}

// Traits is the number of traits.
func (s Space) Traits() int { return len(s.Theta) }

// Nodes is the number of nodes.
func (s Space) Nodes() int { return len(s.Volume) }

// Point writes the coordinates of node q to dst, one a trait, and returns it.
func (s Space) Point(dst []float64, q int) []float64 {
	dst = dst[:0]
	for _, theta := range s.Theta {
		dst = append(dst, theta[q])
	}
	return dst
}

// Weights gives the weight of each node under a distribution: density times the
// volume of the node, scaled to sum to 1. It reuses dst when its capacity
// suffices. Coverage is the sum before it was scaled: 1 where the nodes cover
// the distribution, less where they miss some of it. The covariance must be
// positive definite.
func (s Space) Weights(dst []float64, n Normal) (weights []float64, coverage float64) {
	dst = s.logDensity(dst, n)
	top := math.Inf(-1)
	for q, v := range s.Volume {
		dst[q] += math.Log(v)
		top = max(top, dst[q])
	}
	sum := 0.0
	for q := range dst {
		dst[q] = math.Exp(dst[q] - top)
		sum += dst[q]
	}
	for q := range dst {
		dst[q] /= sum
	}
	return dst, sum * math.Exp(top)
}

// Adapt moves nodes that were placed for the standard normal distribution to
// where n has as much of its own: it multiplies them by the triangular root of
// the covariance and adds the mean. The covariance must be positive definite.
func (s Space) Adapt(n Normal) Space {
	root, ok := n.root()
	if !ok || n.Traits() != s.Traits() {
		panic("irt: the distribution of the traits is not valid")
	}
	moved, stretch := newSpace(s.Traits(), s.Nodes()), 1.0
	for d, theta := range moved.Theta {
		stretch *= root.At(d, d)
		for q := range theta {
			theta[q] = n.Mean[d]
			for e := range d + 1 {
				theta[q] += root.At(d, e) * s.Theta[e][q]
			}
		}
	}
	for q, v := range s.Volume {
		moved.Volume[q] = v * stretch
	}
	return moved
}

// logDensity is the logarithm of the density at each node.
func (s Space) logDensity(dst []float64, n Normal) []float64 {
	root, ok := n.root()
	if !ok || n.Traits() != s.Traits() {
		panic("irt: the distribution of the traits is not valid")
	}
	constant := -float64(n.Traits()) * math.Log(2*math.Pi) / 2
	for d := range s.Traits() {
		constant -= math.Log(root.At(d, d))
	}
	dst = dst[:0]
	z := make([]float64, s.Traits())
	for q := range s.Nodes() {
		square := 0.0
		for d := range z {
			z[d] = s.Theta[d][q] - n.Mean[d]
			for e := range d {
				z[d] -= root.At(d, e) * z[e]
			}
			z[d] /= root.At(d, d)
			square += z[d] * z[d]
		}
		dst = append(dst, constant-square/2)
	}
	return dst
}
