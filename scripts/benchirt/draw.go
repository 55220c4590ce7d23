package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// kind is a response model.
type kind int

const (
	slopes   kind = iota // 2PL
	guessing             // 3PL
	graded               // graded response in five categories
)

// item answers in category k or above with probability
// c + (1-c) logistic(a (theta - b_k)).
type item struct {
	a, c float64
	b    []float64
}

// drawItem draws an item: log a normal with mean 0.15 and standard deviation 0.3,
// b standard normal, c Beta(5, 17).
func drawItem(k kind, random *rand.Rand) item {
	it := item{a: math.Exp(0.15 + 0.3*random.NormFloat64()), b: []float64{random.NormFloat64()}}
	switch k {
	case guessing:
		it.c = distuv.Beta{Alpha: 5, Beta: 17, Src: random}.Rand()
	case graded:
		for range 3 {
			it.b = append(it.b, random.NormFloat64())
		}
		slices.Sort(it.b)
	}
	return it
}

// answer draws a category: the number of thresholds that one uniform number
// passes.
func (it item) answer(theta float64, random *rand.Rand) int {
	category, u := 0, random.Float64()
	for _, b := range it.b {
		if u < it.c+(1-it.c)/(1+math.Exp(-it.a*(theta-b))) {
			category++
		}
	}
	return category
}

// draw writes responses as CSV.
func (s set) draw(out io.Writer) error {
	random := rand.New(rand.NewPCG(s.seed, 1))
	items := make([]item, s.items)
	var header []byte
	if len(s.groups) > 1 {
		header = append(header, "GROUP_region,"...)
	}
	for j := range items {
		items[j] = drawItem(s.kind, random)
		header = fmt.Appendf(header, "i%03d,", j+1)
	}
	line := endLine(header)
	for _, g := range s.groups {
		for person := range g.persons {
			if _, err := out.Write(line); err != nil {
				return err
			}
			line = line[:0]
			if len(s.groups) > 1 {
				line = append(append(line, g.name...), ',')
			}
			theta := g.mean + g.sd*random.NormFloat64()
			for j, it := range items {
				if !s.booklets || inBooklet(person%blocks, j/blockItems) {
					line = append(line, byte('0'+it.answer(theta, random)))
				}
				line = append(line, ',')
			}
			line = endLine(line)
		}
	}
	_, err := out.Write(line)
	return err
}

// endLine replaces the last comma.
func endLine(line []byte) []byte {
	line[len(line)-1] = '\n'
	return line
}

const (
	blocks     = 12
	blockItems = 10
)

// inBooklet tells whether a booklet holds a block: booklet k the blocks k, k+1,
// k+3 and k+7.
func inBooklet(booklet, block int) bool {
	return slices.Contains([]int{0, 1, 3, 7}, (block-booklet+blocks)%blocks)
}
