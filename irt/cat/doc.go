// Package cat is the numeric core of a computerized adaptive test: numbers in,
// the index of the next item out. It does no input or output and keeps no state.
//
// A session calls Selector.Next with its current theta, gives the item, updates
// its irt.Posterior with the answer, and asks Stop.Done whether to go on.
package cat
