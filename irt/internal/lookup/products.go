package lookup

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/mat"
)

// productPersons is how many vectors are multiplied at a time.
const productPersons = 256

// products adds up the outer products of many vectors. Those of a block of
// vectors are multiplied in single precision, which is twice as fast, and added
// up in double precision: errors are about 1e-7 of the largest element.
type products struct {
	vectors blas32.General // parameters x persons of a block
	block   blas32.Symmetric
	sum     *mat.SymDense
}

// newProducts makes room for the products of some parameters, perhaps none.
func newProducts(parameters int) *products {
	if parameters == 0 {
		return &products{sum: &mat.SymDense{}}
	}
	return &products{
		vectors: blas32.General{Rows: parameters, Cols: productPersons, Stride: productPersons, Data: make([]float32, parameters*productPersons)},
		block:   blas32.Symmetric{Uplo: blas.Upper, N: parameters, Stride: parameters, Data: make([]float32, parameters*parameters)},
		sum:     mat.NewSymDense(parameters, nil),
	}
}

// row is what the vectors of a block have for a parameter.
func (p *products) row(parameter int) []float32 {
	return p.vectors.Data[parameter*productPersons:][:productPersons]
}

// add adds the products of the first n vectors of a block.
func (p *products) add(n int) {
	vectors, size := p.vectors, p.block.N
	if size == 0 {
		return
	}
	vectors.Cols = n
	blas32.Syrk(blas.NoTrans, 1, vectors, 0, p.block)
	sum := p.sum.RawSymmetric()
	for i := range size {
		row := sum.Data[i*sum.Stride+i:][:size-i]
		for j, v := range p.block.Data[i*size+i:][:size-i] {
			row[j] += float64(v)
		}
	}
}
