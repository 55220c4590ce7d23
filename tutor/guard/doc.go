// Package guard keeps the key of an item from a pupil while a language model
// talks about the item.
//
// A [Guard] is built from the item, so it knows the key in both languages:
// right options and their number or letter, numbers however written, orders,
// pairs, phrases a rubric pays for, and the worked explanation. [Guard.Leak]
// judges a text; a [Filter] judges a stream, holding each sentence back until
// it is known to be harmless. The guard compares words, not meaning: what it
// catches and what it lets through is measured in its tests and stated in
// docs/companion.md.
package guard
