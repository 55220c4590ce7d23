package web

import (
	"time"

	"suyang/models"
	"suyang/web/markdown"
)

// CompanionHome is the data of the page "pupil/companion": what the pupil can
// talk with the companion about.
type CompanionHome struct {
	Consent   bool             // whether the companion may talk with this pupil
	Busy      bool             // a test is running: the companion waits
	Generates bool             // a language model words replies
	SessionID models.SessionID // of the newest result; zero before the first
	Items     []AnsweredItem   // of the newest result, those to ask about
	Talks     []Talk           // newest first
}

// Talk is a conversation in a list.
type Talk struct {
	URL   string
	Title string // of the task; empty: about the report
	At    time.Time
}

// Conversation is the data of the page "pupil/conversation".
type Conversation struct {
	URL       string
	Title     string // of the task; empty: about the report
	Generates bool
	Messages  []ChatMessage // oldest first
	Draft     string
	Errors    FormErrors
}

// Messages for Conversation.Errors, of the field "text".
const (
	ChatEmpty   = "pupil.chat.error.empty"
	ChatTooLong = "pupil.chat.error.long"
)

// ChatMessage is one turn.
type ChatMessage struct {
	Mine      bool
	Text      string // Markdown
	Generated bool   // worded by a language model
	Sources   []Source
}

// Source is a card under a message that leads to what the companion spoke from.
type Source struct {
	URL   string
	Title string
	Note  string
}

// Body is what the message shows: the companion's Markdown as HTML, a pupil's
// own words as she wrote them.
func (m ChatMessage) Body() any {
	if m.Mine {
		return m.Text
	}
	return markdown.HTML(m.Text)
}
