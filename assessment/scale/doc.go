// Package scale holds what delivery and reports must agree on: the prior of
// theta at a stage of schooling, the posterior after the answers of a session,
// and the level a score falls in.
//
// Theta is the vertical logit scale of the bank, on which grade 8 pupils are
// N(0, 1). Start from [Prior], [Posterior] and [LevelAt].
package scale
