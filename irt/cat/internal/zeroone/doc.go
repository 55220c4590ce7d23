// Package zeroone solves 0/1 programs of few rows and many variables, such as
// the assembly of a test from a pool of items:
//
//	maximize    sum_j c_j x_j
//	subject to  lower_i <= sum_j a_ij x_j <= upper_i,   x_j = 0 or 1
//
// by branch and bound (Land and Doig, 1960) on linear relaxations. Since all
// variables have bounds, every basis is dual feasible once its nonbasic
// variables stand at the right bounds: the dual simplex method (Lemke, 1954)
// starts anywhere, needs no first phase, and goes on from the last basis after
// each branching. Its ratio test passes bounds as long as that pays (Kostina,
// 2002). Variables whose reduced costs forbid a better solution are fixed.
//
// Start from NewProgram.
package zeroone
