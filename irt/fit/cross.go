package fit

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// cross sums products of the residuals of pairs of items over the persons who
// answered both. Persons are gathered in blocks, which are multiplied as
// matrices.
type cross struct {
	items, rows int
	// Per person of a block and item, each times the root of the weight: the
	// residual, its square, and 1 where there is a response.
	residual, square, seen []float64
	// Sums over persons, items x items: of residual times residual, of the
	// residual of the row's item, of its square, and of the weights, where the
	// column's item was answered too.
	product, first, second, weight []float64
}

// blockRows is the number of persons multiplied at a time.
const blockRows = 128

func newCross(items int) *cross {
	c := &cross{items: items}
	for _, block := range []*[]float64{&c.residual, &c.square, &c.seen} {
		*block = make([]float64, blockRows*items)
	}
	for _, sum := range []*[]float64{&c.product, &c.first, &c.second, &c.weight} {
		*sum = make([]float64, items*items)
	}
	return c
}

// set stores the residual of the person at hand to item j.
func (c *cross) set(j int, residual, weight float64) {
	at, root := c.rows*c.items+j, math.Sqrt(weight)
	c.residual[at] = root * residual
	c.square[at] = root * residual * residual
	c.seen[at] = root
}

// next ends a person.
func (c *cross) next() {
	c.rows++
	if c.rows == blockRows {
		c.flush()
	}
}

// flush adds the block to the sums.
func (c *cross) flush() {
	c.multiply(c.product, c.residual, c.residual)
	c.multiply(c.first, c.residual, c.seen)
	c.multiply(c.second, c.square, c.seen)
	c.multiply(c.weight, c.seen, c.seen)
	c.rows = 0
	clear(c.residual)
	clear(c.square)
	clear(c.seen)
}

// multiply adds x'y to sum.
func (c *cross) multiply(sum, x, y []float64) {
	block := func(data []float64) blas64.General {
		return blas64.General{Rows: c.rows, Cols: c.items, Stride: c.items, Data: data}
	}
	if c.rows > 0 {
		blas64.Gemm(blas.Trans, blas.NoTrans, 1, block(x), block(y), 1, blas64.General{Rows: c.items, Cols: c.items, Stride: c.items, Data: sum})
	}
}

func (c *cross) merge(other *cross) {
	addTo(c.product, other.product)
	addTo(c.first, other.first)
	addTo(c.second, other.second)
	addTo(c.weight, other.weight)
}

// correlation of the residuals of items i and j, by the persons who answered
// both.
func (c *cross) correlation(i, j int) float64 {
	a, b := i*c.items+j, j*c.items+i
	n := c.weight[a]
	x, y := c.first[a]/n, c.first[b]/n
	return (c.product[a]/n - x*y) / math.Sqrt((c.second[a]/n-x*x)*(c.second[b]/n-y*y))
}
