// Package calibrate estimates item parameters from responses by marginal
// maximum likelihood.
//
// Start from Data, the responses of persons to items, Options, which describe
// the model, and Run, which fits it and returns a Result. The zero Options fit
// the two-parameter logistic model, and the generalized partial credit model to
// items of more than two categories. What is suspicious about data or estimates
// is told in Result.Problems.
//
// # Models
//
// Rasch, 1PL, 2PL, 3PL, 4PL, PCM, GPCM, RSM, GRM and NRM items may be mixed in
// one test (Options.Model, ItemOptions.Model) and measure one or several traits
// (Options.Dimensions, ItemOptions.Loads, Options.Bifactor). Groups may have all
// item parameters in common, slopes only, or none, with exceptions for single
// items (Options.Invariance, ItemOptions.Invariance). Items and single
// parameters may be held fixed (Options.Fixed, ItemOptions.Held), parameters may
// have priors (Priors), and the means of the traits may depend on covariates
// (Options.Regression).
//
// # Method
//
// Traits are normal in each group and integrated over nodes. The EM algorithm of
// Bock and Aitkin (1981) alternates the expected counts of persons per node and
// category (the E-step) with Fisher scoring on items (the M-step). Its steps are
// extrapolated by Anderson's method (Walker and Ni, 2011; Henderson and Varadhan,
// 2019), and taken back where the likelihood would fall, so that it never does.
// Cycles end when a plain EM step would change no parameter by Options.Tol.
//
// docs/methods/calibration.md has the formulas and says which test checks what.
package calibrate
