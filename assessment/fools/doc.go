// Package fools simulates pupils who answer without understanding: by the
// place of an option, its length, its wording, by copying a number. A bank is
// sound when each of them scores what a blind guess scores. [Run] lets all of
// them sit the whole bank in both languages; a [Result] whose Caught is true
// names a habit the bank rewards.
//
// Options stand as they are written in the bank. The pages of the service show
// them in another order to each pupil, paper forms may not.
package fools
