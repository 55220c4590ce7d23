package llm

import "context"

// Model is a language model.
type Model interface {
	// Stream asks for one reply and hands its text to emit, piece by piece, in
	// order, from one goroutine. It returns nil only when the reply came whole.
	// An error of emit stops the reply and is returned; every other error is a
	// *models.Error of CodeUnavailable or CodeRateLimited, or the context's.
	Stream(ctx context.Context, p Prompt, emit func(text string) error) error
	// Name is the model's name, for records.
	Name() string
}

// Prompt is what a reply is asked with.
type Prompt struct {
	System   string
	Messages []Message // oldest first; the last is the learner's
}

// Message is one turn of the conversation.
type Message struct {
	FromModel bool // else from the learner
	Text      string
}
