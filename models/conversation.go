package models

import "time"

// Conversation is one learner's talk with the companion.
type Conversation struct {
	ID        ConversationID `json:"id"`
	RegionID  RegionID       `json:"region_id"`
	LearnerID AccountID      `json:"learner_id"`
	SessionID SessionID      `json:"session_id"` // the test it is about; zero if none
	ItemID    string         `json:"item_id"`    // the item it is about; empty if none
	Hints     int            `json:"hints"`      // rungs of the hint ladder already given
	Locale    Locale         `json:"locale"`
	CreatedAt time.Time      `json:"created_at"`
}

// Message is one turn of a conversation.
type Message struct {
	ID             MessageID      `json:"id"`
	RegionID       RegionID       `json:"region_id"`
	ConversationID ConversationID `json:"conversation_id"`
	Author         Author         `json:"author"`
	Text           string         `json:"text"`      // Markdown
	Move           string         `json:"move"`      // pedagogical move of the companion, such as hint
	Generated      bool           `json:"generated"` // worded by a language model
	Sources        []SourceCard   `json:"sources"`
	At             time.Time      `json:"at"`
}

// SourceCard points at a resource the companion speaks from.
type SourceCard struct {
	ResourceID ResourceID `json:"resource_id"`
	Title      string     `json:"title"`
	URL        string     `json:"url"`
}
