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
	for g := range c.layout.groups {
		c.foldGroup(&c.layout.groups[g], dst)
	}
}

// foldGroup takes off one item at a time, the last first: what remains in the
// leading patterns are the counts of the shorter patterns.
func (c *Counts) foldGroup(g *group, dst [][]float64) {
	for i := len(g.digits) - 1; i >= 0; i-- {
		d, item := g.digits[i], dst[g.first+i]
		clear(item)
		for value := range d.radix {
			for pattern := range d.stride {
				row := c.row(g.offset + value*d.stride + pattern)
				if category := value - d.shift; category >= 0 {
					add(item[category*c.nodes:][:c.nodes], row)
				}
				if value > 0 {
					add(c.row(g.offset+pattern), row)
				}
			}
		}
	}
}

func (c *Counts) row(pattern int) []float64 { return c.rows[pattern*c.nodes:][:c.nodes] }

func add(dst, src []float64) {
	for q, v := range src {
		dst[q] += v
	}
}
