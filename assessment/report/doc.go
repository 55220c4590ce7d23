// Package report says what results mean, as data: no HTML and no sentences in
// one language only. [ForPupil] reads one session that counts, [ForClass] those
// of a class; [Basis] holds what both read them against.
//
// Every number comes with its uncertainty, on the reporting metric (500 + 100
// theta unless configured otherwise). What was not measured says so. Texts are
// models.Text, or a kind that the pages put into words.
//
// docs/methods/reporting.md gives the formulas.
package report
