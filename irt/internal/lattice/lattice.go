package lattice

import (
	"math"
	"math/big"
)

// Points gives dimensions x n coordinates in (0, 1), where n is the least prime
// that is not below atLeast. Point k has the coordinates
//
//	u_j = frac((k + 1/2) z_j / n)
//
// with odd z_j: each coordinate takes every value (i + 1/2)/n once, and with u
// there is the point 1 - u. The points are the same at every call.
func Points(dimensions, atLeast int) [][]float64 {
	n := prime(atLeast)
	points := make([][]float64, dimensions)
	for j, z := range generator(dimensions, n) {
		points[j] = make([]float64, n)
		for k := range n {
			points[j][k] = float64((2*k+1)*z%(2*n)) / float64(2*n)
		}
	}
	return points
}

// prime is the least odd prime that is not below n.
func prime(n int) int {
	n = max(n, 3) | 1
	for !big.NewInt(int64(n)).ProbablyPrime(0) {
		n += 2
	}
	return n
}

// weight is how much one coordinate counts in the error. Of the weights from 0.05
// to 1 it gave the least errors on normal integrands in four to six dimensions.
const weight = 0.3

// generator chooses odd z_1 = 1, z_2, ... one after the other, each to make the
// squared worst-case error of the lattice least in the Korobov space of
// smoothness 2:
//
//	sum over k = 1..n-1 of prod over j of omega(frac(k z_j / n))
//
// The kernel omega is symmetric about 1/2, so that half of the k and half of the
// z suffice.
func generator(dimensions, n int) []int {
	omega, product := make([]float64, n), make([]float64, n/2+1)
	for k := range omega {
		x := float64(k) / float64(n)
		omega[k] = 1 + weight*2*math.Pi*math.Pi*(x*x-x+1.0/6)
	}
	for k := range product {
		product[k] = omega[k]
	}
	z := []int{1}
	for len(z) < dimensions {
		best := bestComponent(omega, product)
		for k := range product {
			product[k] *= omega[k*best%n]
		}
		if best%2 == 0 {
			best = n - best
		}
		z = append(z, best)
	}
	return z[:dimensions]
}

func bestComponent(omega, product []float64) int {
	n, best, least := len(omega), 1, math.Inf(1)
	for z := 1; z <= n/2; z++ {
		sum, at := 0.0, 0
		for _, p := range product[1:] {
			if at += z; at >= n {
				at -= n
			}
			sum += p * omega[at]
		}
		if sum < least {
			best, least = z, sum
		}
	}
	return best
}
