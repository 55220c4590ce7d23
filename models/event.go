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
