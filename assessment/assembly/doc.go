// Package assembly chooses the items of a linear form: a test of a fixed list of
// items, which can be printed.
//
// [Assemble] solves a 0/1 program (irt/cat's shadow test without items given):
// the points of the four dimensions as the blueprint wants them, one item a
// family, no enemies, easy, middling and hard items in equal parts, and among
// all such tests one by a seed.
package assembly
