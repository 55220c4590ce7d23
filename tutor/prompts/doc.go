// Package prompts holds what a language model is told before it words a turn of
// the companion: one template a language, in the folder of its version.
//
// [System] renders the instructions for one move with the evidence it may use,
// [Pupil] wraps what a pupil wrote. Neither takes names, schools or other
// personal data, and whatever was written by others stands between tags that it
// cannot forge. The key of an item is not among the evidence, nor are the
// options the pupil did not choose: what a model was not told it cannot quote.
package prompts
