// Package calibrate estimates item parameters from responses by marginal
// maximum likelihood.
//
// Start from Data, the responses of persons to items, and Run, which fits the
// two-parameter logistic model (or the graded response, the generalized partial
// credit or the three-parameter model: see Options) and returns a Result. What
// is suspicious about data or estimates is told in Result.Problems.
//
// # Method
//
// Theta is normal in each group and integrated over equally spaced nodes. The
// EM algorithm of Bock and Aitkin (1981) alternates the expected counts of
// persons per node and category (the E-step) with Fisher scoring on each item
// (the M-step). Its steps are extrapolated by Anderson's method (Walker and Ni,
// 2011; Henderson and Varadhan, 2019), and taken back where the likelihood
// would fall, so that it never does. Cycles end when a plain EM step would
// change no parameter by Options.Tol.
//
// Several groups are fitted with item parameters in common and a mean and
// standard deviation each; the first group fixes the scale at 0 and 1.
//
// docs/methods/irt.md has the formulas and says which test checks what.
package calibrate
