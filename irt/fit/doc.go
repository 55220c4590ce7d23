// Package fit compares responses with a calibrated model: does the model hold as
// a whole, which items, pairs of items and persons depart from it, and how
// reliable are the scores?
//
// Start from Run, which takes Data, a Model (OneGroup makes one of items of a
// single trait) and Options, and returns a Report. Choices describes the options
// of multiple-choice items before they are scored. Sub-package figure draws.
//
// # What is computed
//
//   - of the whole: M2, M2* and C2 with RMSEA, CFI and TLI; SRMSR by group
//   - of items: infit and outfit, S-X2, X2 and G2 in bins by EAP, RMSD by group,
//     classical statistics, shares of the categories by ability, information
//   - of pairs: Q3, LD-X2 and LD-G2 with Cramer's V
//   - of persons: infit and outfit, Zh, and lz* at the WLE
//   - of scores: reliability of EAP and WLE, marginal reliability, alpha, omega
//
// p values of items and pairs come adjusted for their number too. Report.Flags
// puts what is suspicious in words.
//
// # Missing responses
//
// Mean squares, X2, G2, RMSD, pair and person statistics take the responses
// there are. S-X2 takes the persons who answered all items. M2 and C2 take the
// moments that at least 10 persons have, with the covariance of means over
// different persons, and suppose that responses are missing completely at
// random, as they are in booklets dealt out by chance. Alpha and correlations
// with sum scores come from the covariances of pairs, and are undefined where
// nobody answered a pair. Report.Notes tells what rests on part of the data or
// could not be computed, and why. Statistics that are undefined are NaN.
//
// docs/methods/fit.md has the formulas and says which test checks what.
package fit
