package llm

import "context"

// Scripted is a model for tests: it says what it was told to.
type Scripted struct {
	Pieces  []string       // emitted in order
	Err     error          // returned after the last piece
	Asked   []Prompt       // every prompt it got
	Respond func(p Prompt) // called before the first piece; may be nil
}

// Name implements Model.
func (*Scripted) Name() string { return "scripted" }

// Stream implements Model.
func (s *Scripted) Stream(ctx context.Context, p Prompt, emit func(string) error) error {
	s.Asked = append(s.Asked, p)
	if s.Respond != nil {
		s.Respond(p)
	}
	for _, text := range s.Pieces {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := emit(text); err != nil {
			return err
		}
	}
	return s.Err
}
