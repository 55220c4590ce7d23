// Package models holds the records every part of Suyang speaks in: people and
// where they learn, the framework of indicators, items and their keys, tests
// and what was answered in them, scores, resources, conversations and events.
//
// It has no input or output and imports the standard library only. Start from
// [Learner], [Item], [Session] and [Resource]; identifiers are [ID], texts in
// both languages are [Text], refusals are [Error].
//
// Records that belong to a person carry the RegionID of the person's region:
// it is the first part of their primary key, so that one region's rows can be
// kept together when one database server is outgrown.
package models
