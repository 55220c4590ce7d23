// Package assessment delivers tests: a teacher opens a form for a class, pupils
// take it, the teacher watches, results are scored and reported.
//
// [Service] is what the API calls. It loads, decides who may do what, and
// stores; the rules themselves are pure and stand in the sub-packages: item
// (one item and one answer), delivery (the state machine of a sitting), scale
// (prior, posterior, levels) and report (what results say, as data). What the
// service needs of storage it declares as the small interfaces [Bank],
// [Sessions], [Assignments], [Monitor], [Roster] and [Overdue].
//
// docs/assessment.md draws the states of a session and gives the rules of time,
// idempotency, selection and stopping.
package assessment
