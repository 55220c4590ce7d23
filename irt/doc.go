// Package irt holds unidimensional item response models and the scoring of
// persons under them.
//
// Start from Item, which is one calibrated item under the two- or
// three-parameter logistic model, the graded response model or the generalized
// partial credit model. Item gives category probabilities, expected scores and
// Fisher information at a trait level theta. Grid is a discrete prior of theta;
// EAP scores one person on it, Posterior scores a person answer by answer, and
// Scorer scores any number of persons.
//
// Sub-packages estimate items (calibrate), choose the next item of an adaptive
// test (cat), draw responses (simulate), and read and write files (files).
//
// All models use the logistic metric with scaling constant D = 1. A fixed slope
// of 1 turns the two-parameter model into the Rasch model and the generalized
// partial credit model into the partial credit model.
//
// Functions that receive data return an error for bad data. Misuse, such as a
// category an item does not have, panics.
package irt
