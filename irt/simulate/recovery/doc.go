// Package recovery studies how well calibration finds item parameters that are
// known: Run draws responses to made-up items again and again, calibrates each
// set, and reports bias, root mean square error and the coverage of 95 %
// intervals of each kind of parameter.
package recovery
