// Package jobs runs long work (calibrations, imports) in the background, as
// rows of a river queue in the service's own PostgreSQL: any number of worker
// processes share them, and a job survives the death of its worker.
//
// A job is named by the kind and the identifier of a record that says what to
// do; the queue knows nothing else. Start from [Queue] and [Kinds].
package jobs
