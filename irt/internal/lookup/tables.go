package lookup

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// floor keeps tabulated probabilities positive, so that the product over a
// group is a normal number and has a logarithm.
const floor = 1e-50

// Tables hold the likelihood of every pattern of every group at every node.
type Tables struct {
	layout *Layout
	nodes  int
	rows   []float64 // patterns x nodes
}

// NewTables allocates tables for a number of nodes.
func (l *Layout) NewTables(nodes int) *Tables {
	return &Tables{layout: l, nodes: nodes, rows: make([]float64, l.patterns*nodes)}
}

// Build fills the tables. probability[j] holds item j's categories x nodes.
func (t *Tables) Build(probability [][]float64) {
	for g := range t.layout.groups {
		t.buildGroup(&t.layout.groups[g], probability)
	}
}

// buildGroup extends the patterns of the items so far by one item at a time.
func (t *Tables) buildGroup(g *group, probability [][]float64) {
	for q := range t.nodes {
		t.rows[g.offset*t.nodes+q] = 1
	}
	for i, d := range g.digits {
		for value := d.radix - 1; value >= 0; value-- {
			var p []float64
			if category := value - d.shift; category >= 0 {
				p = probability[g.first+i][category*t.nodes:][:t.nodes]
			}
			for pattern := range d.stride {
				t.extend(g.offset+value*d.stride+pattern, g.offset+pattern, p)
			}
		}
	}
}

// extend sets row to the row of the shorter pattern times p; nil is missing.
func (t *Tables) extend(row, shorter int, p []float64) {
	dst := t.rows[row*t.nodes:][:t.nodes]
	src := t.rows[shorter*t.nodes:][:t.nodes]
	if p == nil {
		copy(dst, src)
		return
	}
	for q := range dst {
		dst[q] = src[q] * max(p[q], floor)
	}
}

// Person is one person's posterior of theta. It is a workspace: each worker has
// its own and fills it again for each person.
type Person struct {
	// Weight is the posterior at each node, not normalised: see Sum. Outside
	// [Lo, Hi) it is negligible.
	Weight []float64
	Sum    float64
	Lo, Hi int
	// LogLikelihood is the marginal log-likelihood of the responses.
	LogLikelihood float64

	offsets []int // of the rows of the patterns seen
}

// NewPerson allocates a workspace.
func (t *Tables) NewPerson() *Person {
	return &Person{Weight: make([]float64, t.nodes), offsets: make([]int, t.layout.Width())}
}

// smallest is the sum of products below which precision is at risk.
const smallest = 1e-250

// negligible is the relative weight of a node that may be left out: the nodes
// left out together change a sum by less than 1e-12 of it.
const negligible = 1e-14

// Posterior computes the posterior of a person with packed responses codes.
func (t *Tables) Posterior(p *Person, codes []uint8, prior []float64) {
	scale := t.posterior(p, codes, prior)
	p.LogLikelihood = math.Log(p.Sum) + scale
}

// posterior leaves the logarithm of p.Sum, to which scale has to be added, to
// the caller.
func (t *Tables) posterior(p *Person, codes []uint8, prior []float64) (scale float64) {
	scale = t.weigh(p, codes, prior)
	p.Lo, p.Hi = support(p.Weight, p.Sum*negligible)
	return scale
}

// posteriorNear is posterior for nodes in ascending order along one trait, where
// the posterior is expected near the nodes lo to hi: it computes no other
// weights, unless those at the ends turn out not to be negligible.
func (t *Tables) posteriorNear(p *Person, codes []uint8, prior []float64, lo, hi int) (scale float64) {
	t.locate(p, codes)
	weight := p.Weight[lo:hi]
	copy(weight, prior[lo:hi])
	t.multiply(weight, p.offsets, lo)
	p.Sum = floats.Sum(weight)
	p.Lo, p.Hi = support(weight, p.Sum*negligible)
	p.Lo, p.Hi = p.Lo+lo, p.Hi+lo
	if p.Sum < smallest || lo > 0 && p.Lo == lo || hi < t.nodes && p.Hi == hi {
		return t.posterior(p, codes, prior)
	}
	return 0
}

// weigh fills the weights and their sum with prior times likelihood, of which a
// scale is taken out, and returns its logarithm.
func (t *Tables) weigh(p *Person, codes []uint8, prior []float64) (scale float64) {
	t.locate(p, codes)
	copy(p.Weight, prior)
	t.multiply(p.Weight, p.offsets, 0)
	p.Sum = floats.Sum(p.Weight)
	if p.Sum < smallest {
		scale = t.multiplyLogs(p.Weight, p.offsets, prior)
		p.Sum = floats.Sum(p.Weight)
	}
	return scale
}

// locate lists the rows a person's patterns select; groups with no response
// are left out.
func (t *Tables) locate(p *Person, codes []uint8) {
	p.offsets = p.offsets[:cap(p.offsets)]
	n := 0
	for g, start := range t.layout.starts[:len(codes)] {
		code := int(codes[g])
		if code == 0 && start.skip {
			continue
		}
		p.offsets[n] = (start.offset + code) * t.nodes
		n++
	}
	p.offsets = p.offsets[:n]
}

// multiply multiplies weights of nodes from lo on by the rows at offsets.
func (t *Tables) multiply(weight []float64, offsets []int, lo int) {
	n, rows := len(weight), t.rows[lo:]
	for ; len(offsets) >= 4; offsets = offsets[4:] {
		a, b := rows[offsets[0]:][:n], rows[offsets[1]:][:n]
		c, d := rows[offsets[2]:][:n], rows[offsets[3]:][:n]
		for q := range weight {
			weight[q] *= (a[q] * b[q]) * (c[q] * d[q])
		}
	}
	for _, offset := range offsets {
		a := rows[offset:][:n]
		for q := range weight {
			weight[q] *= a[q]
		}
	}
}

// multiplyLogs is multiply for products that underflow. It scales the largest
// weight to 1 and returns the logarithm of the scale taken out.
func (t *Tables) multiplyLogs(weight []float64, offsets []int, prior []float64) float64 {
	top := math.Inf(-1)
	for q := range weight {
		weight[q] = math.Log(prior[q])
		for _, offset := range offsets {
			weight[q] += math.Log(t.rows[offset+q])
		}
		top = max(top, weight[q])
	}
	for q := range weight {
		weight[q] = math.Exp(weight[q] - top)
	}
	return top
}

// support is the range of nodes outside which weights are below a threshold.
func support(weight []float64, threshold float64) (lo, hi int) {
	hi = len(weight)
	for lo < hi-1 && weight[lo] < threshold {
		lo++
	}
	for hi > lo+1 && weight[hi-1] < threshold {
		hi--
	}
	return lo, hi
}
