// Package store keeps the records of package models in PostgreSQL with
// pgvector. It is the home of the service's SQL.
//
// [Migrate] brings a database to the schema this program needs, [Open] returns
// a [Store], whose methods are what the domain packages ask of storage in
// their own small interfaces. There is one file for each aggregate, each with
// its statements beside the methods that run them.
//
// A public method is one transaction. Refusals are [models.Error]: CodeNotFound
// for what is not there, CodeConflict for what collides with a stored record,
// CodeInvalid for what a constraint refuses, CodeUnavailable when the database
// does not answer. What is then tried again with the same identifiers is never
// stored twice.
//
// The zero value of an identifier or a time is NULL in the database, except
// for the zero region, which is a row of its own: the platform, where
// researchers and operators belong.
package store
