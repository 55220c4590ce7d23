// Package lattice makes quasi-Monte-Carlo points: rank-1 lattices whose
// generating vectors are found component by component (Sloan and Reztsov, 2002;
// Dick, Kuo and Sloan, 2013, section 5).
//
// Start from Points.
package lattice
