// Command benchirt measures the item response commands of bin/suyang as a
// researcher runs them: the whole command, from a CSV to a file of results. It
// prints Markdown for docs/performance.md: each time beside that of the R
// package mirt on the same data, a check that the log-likelihood is as good, and
// how time and memory grow with the number of persons.
//
//	make bench-irt
//
// The data are those of the folder irt/big of SUYANG_REFERENCE_DIR, which mirt
// was timed on; without it data of the same kind are drawn by seed, and
// log-likelihoods are not compared. Nothing else should run meanwhile.
package main
