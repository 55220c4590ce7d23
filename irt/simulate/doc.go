// Package simulate draws persons, item banks and responses under item response
// models, the same for the same seed on every machine and for any number of
// threads.
//
// Start from Simulees, which draws theta, and Responses, which draws responses
// of one trait. Generator has the rest: several traits, booklets, responses
// missing at random, and blocks of persons one after the other, for data that do
// not fit in memory. Bank makes items up.
//
// Package adaptive simulates adaptive tests, package recovery how well
// calibration finds parameters that are known.
package simulate
