package embed

import _ "embed"

// A feature's hash falls into one of buckets; weights.bin has a byte for each:
// how telling the bucket's features are, in steps of 1/weightSteps. Features
// met in few texts of the stock it was counted on get a fifth of their
// weight: they are mostly pairs of characters across the border of two words.
const (
	buckets     = 1 << 16
	weightSteps = 60
	maxIDF      = 4.0  // ln(texts / texts with the feature) is cut here
	rareTexts   = 20   // fewer texts than this is few
	rareShare   = 0.2  // what is left of a rare feature's weight
	minIDF      = 0.05 // what a feature of every text keeps
)

//go:embed weights.bin
var weightsFile []byte

// weight returns how telling the feature with hash h is: 0.05 to 4.
func weight(h uint64) float64 {
	return float64(weightsFile[h%buckets]) / weightSteps
}
