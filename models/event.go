package models

import (
	"encoding/json"
	"time"
)

// Event is something that happened, kept for audit and for learning records.
// Data hold identifiers and numbers, never names or free text.
type Event struct {
	ID       EventID         `json:"id"`
	RegionID RegionID        `json:"region_id"`
	ActorID  AccountID       `json:"actor_id"`
	Verb     string          `json:"verb"`   // such as session.started, resource.opened, report.viewed
	Object   string          `json:"object"` // identifier of what it happened to
	Data     json.RawMessage `json:"data,omitempty"`
	At       time.Time       `json:"at"`
}

// VerbResourceOpened is the event of a learner opening a resource; the object
// is the resource's identifier.
const VerbResourceOpened = "resource.opened"

// VerbReportViewed is the event of somebody else than the pupil opening a
// pupil's report; the object is the session's identifier.
const VerbReportViewed = "report.viewed"

// EventFilter narrows a search for events. Empty fields do not filter.
type EventFilter struct {
	RegionID RegionID
	ActorID  AccountID
	Verb     string
	Object   string
	Since    time.Time // included
	Until    time.Time // not included
	Limit    int       // most events returned; 0 means 100
}
