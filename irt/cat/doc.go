// Package cat is the numeric core of computerized adaptive tests: numbers in,
// the index of the next item out. It does no input or output and keeps no state
// of its own; what it draws at random it draws from the generator it is given.
//
// A Pool holds the items. A Selector chooses among them: its Criterion says what
// an item is worth at the present State of a session, its other fields restrict
// or loosen the choice by content, strata, chance, or a Shadow, which assembles a
// whole test under all constraints of a Blueprint at each step. Stop says when a
// test ends. Draw, SympsonHetter and Eligibility control how often items are
// given. Panel is a multistage test, Rule the criteria for several traits.
//
// docs/methods/cat.md has the formulas and says which test checks what.
package cat
