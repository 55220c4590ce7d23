// Package usage tells how an item of the bank does in use: how hard it was, how
// well it told pupils apart, who chose which option, how long it took, how
// often it was shown, and whether it drifts.
//
// [Of] computes the [Statistics] of one item from its sittings; [Service]
// gathers the sittings. Ability is that of a pupil's other answers, as a
// distribution rather than a point, so that an item is not compared with
// itself and short tests do not blur what is expected. docs/methods/usage.md
// gives the formulas.
package usage
