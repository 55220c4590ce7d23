// Package paper is for tests without a screen: options get letters, and
// answers are written and keyed in as letters and numbers.
//
// [Write] gives an answer in that notation, [Parse] reads it: one letter for a
// choice, several for choices, all in their order for an ordering, pairs such
// as "1B 2A" for a matching.
//
// A [Booklet] is a test as it was printed. [Versions] puts the options of its
// versions in order; its fields say what is to be keyed in, and it checks what
// was, compares two entries and turns one into answers. docs/paper.md tells
// teachers how it goes.
package paper
