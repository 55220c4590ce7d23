package lookup

// Counts hold the expected number of persons per pattern and node.
type Counts struct {
	layout *Layout
	nodes  int
	rows   []float64 // patterns x nodes
}

// NewCounts allocates counts of zero.
func (l *Layout) NewCounts(nodes int) *Counts {
	return &Counts{layout: l, nodes: nodes, rows: make([]float64, l.patterns*nodes)}
}

// Reset sets all counts to zero.
func (c *Counts) Reset() { clear(c.rows) }

// Add adds the posterior of a person, normalised to sum to weight, to the
// patterns the person shows. It scales the posterior in place.
func (c *Counts) Add(p *Person, weight float64) {
	posterior := p.Weight[p.Lo:p.Hi]
	scale := weight / p.Sum
	for q := range posterior {
		posterior[q] *= scale
	}
	p.Sum = weight
	c.AddValues(p, posterior)
}

// AddValues adds values, one per node from p.Lo to p.Hi, to the patterns the
// person shows.
func (c *Counts) AddValues(p *Person, values []float64) {
	n, rows, offsets := len(values), c.rows[p.Lo:], p.offsets
	for ; len(offsets) >= 4; offsets = offsets[4:] {
		// Rows of different groups never overlap.
		a, b := rows[offsets[0]:][:n], rows[offsets[1]:][:n]
		c, d := rows[offsets[2]:][:n], rows[offsets[3]:][:n]
		for q, v := range values {
			a[q] += v
			b[q] += v
			c[q] += v
			d[q] += v
		}
	}
	for _, offset := range offsets {
		add(rows[offset:][:n], values)
	}
}

// Merge adds other to c.
func (c *Counts) Merge(other *Counts) {
	for i, v := range other.rows {
		c.rows[i] += v
	}
}

// Fold adds the counts up by item: dst[j] receives categories x nodes of item
// j. It uses c as its workspace; Reset c before adding persons again.
func (c *Counts) Fold(dst [][]float64) {
	for i := range c.layout.groups {
		g := &c.layout.groups[i]
		byValue := make([][]float64, len(g.values))
		for n, v := range g.values {
			byValue[n] = dst[v.item][v.category*c.nodes:][:c.nodes]
			clear(byValue[n])
		}
		takeOff(g, c.rows[g.offset*c.nodes:(g.offset+g.patterns)*c.nodes], byValue)
	}
}
