package lookup

// Missing marks a cell without a response.
const Missing = 0xFF

// maxPatterns bounds the patterns of a group: few enough that the tables of 60
// items on 61 nodes stay in a core's second-level cache.
const maxPatterns = 64

// Layout says which items share a byte.
type Layout struct {
	groups []group
	starts []start // per group
	// contribution[j][cell] is what a cell of item j adds to its group's byte.
	contribution [][256]uint8
	categories   []int  // per item
	missing      []bool // per item; nil: any may be
	patterns     int    // over all groups
}

type group struct {
	first, end int // items first..end-1
	digits     []digit
	patterns   int
	cells      []uint8     // patterns x items
	values     []itemValue // the categories of all items
	start
}

// start is what looking up a pattern of a group takes.
type start struct {
	offset int  // of its first pattern among all patterns
	skip   bool // byte 0 says that every item of the group is missing
}

// digit is one item's place in the mixed-radix number that encodes a pattern.
type digit struct {
	stride, radix int
	shift         int // digit = category + shift; 1 where digit 0 is missing
}

// NewLayout groups items by their number of categories, in order. missing[j]
// tells whether item j has missing responses; nil says that any item may.
func NewLayout(categories []int, missing []bool) *Layout {
	return newLayout(categories, missing, maxPatterns)
}

// newLayout bounds the patterns of groups of more than one item.
func newLayout(categories []int, missing []bool, patterns int) *Layout {
	l := &Layout{contribution: make([][256]uint8, len(categories)), categories: categories, missing: missing}
	for j := 0; j < len(categories); {
		j = l.addGroup(j, patterns)
	}
	return l
}

func (l *Layout) addGroup(first, patterns int) (end int) {
	g := group{first: first, patterns: 1, start: start{offset: l.patterns, skip: true}}
	for g.end = first; g.end < len(l.categories); g.end++ {
		d := digit{stride: g.patterns, radix: l.categories[g.end]}
		if l.missing == nil || l.missing[g.end] {
			d.radix, d.shift = d.radix+1, 1
		}
		if g.end > first && g.patterns*d.radix > patterns {
			break
		}
		g.patterns *= d.radix
		g.skip = g.skip && d.shift == 1
		g.digits = append(g.digits, d)
		for k := range l.categories[g.end] {
			l.contribution[g.end][k] = uint8((k + d.shift) * d.stride)
		}
	}
	g.listCells()
	g.listValues()
	l.groups, l.starts = append(l.groups, g), append(l.starts, g.start)
	l.patterns += g.patterns
	return g.end
}

// Items is the number of items.
func (l *Layout) Items() int { return len(l.contribution) }

// Width is the number of bytes a person's responses pack into.
func (l *Layout) Width() int { return len(l.groups) }

// Pack encodes the cells of one person, a category or Missing for each item,
// into Width bytes.
func (l *Layout) Pack(dst, cells []uint8) {
	for g := range l.groups {
		dst[g] = l.code(g, cells)
	}
}

// code encodes the cells of one group.
func (l *Layout) code(g int, cells []uint8) uint8 {
	sum := uint8(0)
	for j := l.groups[g].first; j < l.groups[g].end; j++ {
		sum += l.contribution[j][cells[j]]
	}
	return sum
}

// Unpack decodes what Pack encoded.
func (l *Layout) Unpack(cells, codes []uint8) {
	for g := range l.groups {
		size := len(l.groups[g].digits)
		copy(cells[l.groups[g].first:], l.groups[g].cells[int(codes[g])*size:][:size])
	}
}

// listCells decodes each pattern of a group.
func (g *group) listCells() {
	for pattern := range g.patterns {
		for _, d := range g.digits {
			// A missing response has digit 0 and shift 1: it wraps to Missing.
			g.cells = append(g.cells, uint8(pattern/d.stride%d.radix-d.shift))
		}
	}
}
