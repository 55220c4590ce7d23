package lookup

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
)

// productPersons is how many vectors are multiplied at a time.
const productPersons = 256

// products adds up the outer products of many vectors, a block at a time.
type products struct {
	vectors blas64.General // parameters x persons of a block
	sum     blas64.Symmetric
}

func newProducts(parameters int) *products {
	return &products{
		vectors: blas64.General{Rows: parameters, Cols: productPersons, Stride: productPersons, Data: make([]float64, parameters*productPersons)},
		sum:     blas64.Symmetric{Uplo: blas.Upper, N: parameters, Stride: parameters, Data: make([]float64, parameters*parameters)},
	}
}

// row is what the vectors of a block have for a parameter.
func (p *products) row(parameter int) []float64 {
	return p.vectors.Data[parameter*productPersons:][:productPersons]
}

// add adds the products of the first n vectors of a block.
func (p *products) add(n int) {
	block := p.vectors
	block.Cols = n
	blas64.Syrk(blas.NoTrans, 1, block, 1, p.sum)
}

// matrix is the sum.
func (p *products) matrix() *mat.SymDense {
	m := mat.NewSymDense(p.sum.N, nil)
	m.SetRawSymmetric(p.sum)
	return m
}
