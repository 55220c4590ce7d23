// Package link brings separate calibrations of overlapping sets of items onto
// one scale.
//
// A calibration fixes the scale of theta only up to a linear transformation.
// Run finds the constants A and B of
//
//	theta on the scale of "to" = A theta on the scale of "from" + B
//
// from the items that both calibrations have, the anchors: by the moments of
// their parameters (mean-mean, mean-sigma) or by their response functions
// (Haebara, Stocking-Lord). Transformation applies them to persons, items and
// distributions. The result carries two kinds of errors: that of the sample of
// persons, by the delta method where the covariances of the parameters are
// given, and that of the choice of anchors, by the jackknife and as the linking
// error of large-scale assessments.
//
// Check measures how far each anchor is from behaving alike on both occasions,
// and Purify removes the anchors that drift, one at a time, with a log of the
// reasons. Chain adds up transformations over several occasions. TrueScores and
// ObservedScores turn number-correct scores of one form to those of another
// after linking.
//
// Items measure one trait. Under models that fix the slope (Rasch, PCM, RSM) A
// is 1.
//
// References: Kolen and Brennan (2014), Test equating, scaling, and linking, 3rd
// edition, chapter 6; docs/methods/linking.md has the formulas.
package link
