package lookup

import (
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// pairTable is a worker's share in pairs: the counts of one pair of groups in
// one block of nodes at a time.
type pairTable struct {
	*pairs
	rows    []uint64   // joint patterns x words
	byFirst [][]uint64 // per category of an item of the first group: patterns of the second x words
	byBoth  [][]uint64 // of these, per category of an item of the second group: words
	counts  []float64  // nodes
	scaled  []float64  // nodes
}

func (p *pairs) newTable() *pairTable {
	largest := 0
	for _, g := range p.layout.groups {
		largest = max(largest, g.patterns)
	}
	return &pairTable{
		pairs: p, rows: make([]uint64, largest*largest*p.wide),
		counts: make([]float64, 2*p.wide), scaled: make([]float64, 2*p.wide),
	}
}

// addAll adds to lost the part of pairs of groups that no other worker takes.
func (t *pairTable) addAll(lost *mat.SymDense) {
	groups := len(t.layout.groups)
	for n := int(t.next.Add(1)) - 1; n < groups*(groups+1)/2; n = int(t.next.Add(1)) - 1 {
		a, b := groupPair(n)
		for block := range t.blocks {
			if a == b {
				t.addGroup(lost, a, block)
			} else {
				t.addPair(lost, a, b, block)
			}
		}
	}
}

// block gives the first node of a block and the number of its words.
func (t *pairTable) block(block int) (node, words int) {
	return 2 * block * t.wide, min(t.wide, t.words-block*t.wide)
}

// addPair adds the part of the items of two groups.
func (t *pairTable) addPair(lost *mat.SymDense, a, b, block int) {
	node, words := t.block(block)
	ga, gb := &t.layout.groups[a], &t.layout.groups[b]
	rows := t.rows[:ga.patterns*gb.patterns*words]
	clear(rows)
	t.countPair(rows, a, b, block)
	t.byFirst = buffers(t.byFirst, len(ga.values), gb.patterns*words)
	takeOff(ga, rows, t.byFirst)
	for i, of := range ga.values {
		t.byBoth = buffers(t.byBoth, len(gb.values), words)
		takeOff(gb, t.byFirst[i], t.byBoth)
		for j, with := range gb.values {
			t.contract(lost, t.byBoth[j], node, of, with)
		}
	}
}

// countPair adds the posteriors of the persons who answered in both groups.
func (t *pairTable) countPair(rows []uint64, a, b, block int) {
	_, words := t.block(block)
	ga, gb := &t.layout.groups[a], &t.layout.groups[b]
	first := t.codes[a][:t.end-t.first]
	second := t.codes[b][:len(first)]
	support := t.support[block*t.capacity:][:len(first)]
	posteriors := t.posteriors[block*t.wide:]
	for n, code := range first {
		if code == 0 && ga.skip || second[n] == 0 && gb.skip {
			continue
		}
		lo, hi := int(support[n].lo), int(support[n].hi)
		posterior := posteriors[n*t.words+lo : n*t.words+hi]
		row := rows[(int(code)*gb.patterns+int(second[n]))*words+lo:][:len(posterior)]
		for i, v := range posterior {
			row[i] += v
		}
	}
}

// contract adds the part of a category of one item with one of another.
func (t *pairTable) contract(lost *mat.SymDense, words []uint64, node int, of, with itemValue) {
	counts := t.unpack(words, node)
	if counts == nil {
		return
	}
	for r, byNode := range t.gradients.Items[of.item][of.category] {
		floats.MulTo(t.scaled[:len(counts)], counts, byNode[node:node+len(counts)])
		for c, byNode := range t.gradients.Items[with.item][with.category] {
			i, j := t.offsets[of.item]+r, t.offsets[with.item]+c
			lost.SetSym(i, j, lost.At(i, j)+floats.Dot(t.scaled[:len(counts)], byNode[node:node+len(counts)]))
		}
	}
}

// unpack turns words to expected persons; nil where there are none.
func (t *pairTable) unpack(words []uint64, node int) []float64 {
	counts := t.counts[:2*len(words)]
	seen := uint64(0)
	for i, v := range words {
		counts[2*i] = float64(uint32(v)) * t.unit
		counts[2*i+1] = float64(v>>32) * t.unit
		seen |= v
	}
	if seen == 0 {
		return nil
	}
	return counts[:min(len(counts), t.engine.nodes-node)]
}

// addGroup adds the part of the items of one group.
func (t *pairTable) addGroup(lost *mat.SymDense, a, block int) {
	node, words := t.block(block)
	g := &t.layout.groups[a]
	rows := t.rows[:g.patterns*words]
	clear(rows)
	for n, code := range t.codes[a][:t.end-t.first] {
		s := t.support[block*t.capacity+n]
		row := rows[int(code)*words:]
		for i := s.lo; i < s.hi; i++ {
			row[i] += t.posteriors[n*t.words+block*t.wide+int(i)]
		}
	}
	for pattern := range g.patterns {
		counts := t.unpack(rows[pattern*words:][:words], node)
		if counts != nil {
			t.contractPattern(lost, g, pattern, counts, node)
		}
	}
}

// contractPattern adds the part of the persons who show a pattern of a group.
func (t *pairTable) contractPattern(lost *mat.SymDense, g *group, pattern int, counts []float64, node int) {
	var index []int
	var gradient [][]float64
	for i := range g.digits {
		category := g.cells[pattern*len(g.digits)+i]
		if category == Missing {
			continue
		}
		for r, byNode := range t.gradients.Items[g.first+i][category] {
			index = append(index, t.offsets[g.first+i]+r)
			gradient = append(gradient, byNode[node:node+len(counts)])
		}
	}
	for r, i := range index {
		floats.MulTo(t.scaled[:len(counts)], counts, gradient[r])
		for c := r; c < len(index); c++ {
			lost.SetSym(i, index[c], lost.At(i, index[c])+floats.Dot(t.scaled[:len(counts)], gradient[c]))
		}
	}
}

// buffers makes n zeroed rows of a size, reusing old ones.
func buffers(old [][]uint64, n, size int) [][]uint64 {
	for len(old) < n {
		old = append(old, nil)
	}
	for i := range old[:n] {
		if cap(old[i]) < size {
			old[i] = make([]uint64, size)
		}
		old[i] = old[i][:size]
		clear(old[i])
	}
	return old[:n]
}
