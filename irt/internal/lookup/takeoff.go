package lookup

// itemValue is a category of an item.
type itemValue struct{ item, category int }

// listValues lists the categories of the items of a group.
func (g *group) listValues() {
	for i, d := range g.digits {
		for k := range d.radix - d.shift {
			g.values = append(g.values, itemValue{g.first + i, k})
		}
	}
}

// takeOff adds up rows, one per pattern of a group, by the categories of its
// items: to dst, which has a row for each of the group's values. One item is
// taken off at a time, the last first: what remains in the leading rows are those
// of the shorter patterns. The rows are lost.
func takeOff[T float64 | uint64](g *group, rows []T, dst [][]T) {
	size := len(rows) / g.patterns
	at := len(dst)
	for i := len(g.digits) - 1; i >= 0; i-- {
		d := g.digits[i]
		at -= d.radix - d.shift
		for value := range d.radix {
			for pattern := range d.stride {
				row := rows[(value*d.stride+pattern)*size:][:size]
				if category := value - d.shift; category >= 0 {
					add(dst[at+category], row)
				}
				if value > 0 {
					add(rows[pattern*size:][:size], row)
				}
			}
		}
	}
}

func add[T float64 | uint64](dst, src []T) {
	for q, v := range src {
		dst[q] += v
	}
}
