// Package rotate turns factor loadings to simple structure by gradient
// projection (Jennrich, 2001, 2002; Bernaards and Jennrich, 2005).
//
// Start from Varimax, which keeps factors uncorrelated, and Oblimin, which does
// not.
package rotate
