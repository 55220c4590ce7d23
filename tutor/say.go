package tutor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"suyang/models"
	"suyang/tutor/guard"
	"suyang/tutor/llm"
	"suyang/tutor/prompts"
)

// Chunk is a piece of a reply.
type Chunk struct {
	Text      string          `json:"text"`
	Generated bool            `json:"generated"`         // worded by a language model
	Message   *models.Message `json:"message,omitempty"` // last chunk: the whole reply as stored; Text is empty
}

// keepTime is how long a transcript may take to be stored after the pupil has
// gone.
const keepTime = 5 * time.Second

// Say takes a pupil's turn and streams the companion's reply to emit, in order,
// from one goroutine. The last chunk carries the stored message. When emit
// fails, the pupil has gone: the reply stops, what she was shown is stored, and
// emit's error is returned.
//
// A language model that fails is no error of Say: what it said stays, the
// companion says that the line broke and finishes with its own words.
//
// Refusals are those of [Service.Start], and CodeInvalid for an empty or too
// long text.
func (s *Service) Say(ctx context.Context, learner models.Learner, id models.ConversationID, text string, emit func(Chunk) error) error {
	if err := s.allowed(ctx, learner); err != nil {
		return err
	}
	text, err := s.checked(text)
	if err != nil {
		return err
	}
	c, history, err := s.Transcript(ctx, learner, id)
	if err != nil {
		return err
	}
	about, err := s.topic(ctx, c)
	if err != nil {
		return err
	}
	asked := s.message(c, models.AuthorPupil, text)
	if err := s.config.Conversations.AppendTurn(ctx, c, asked); err != nil {
		return err
	}
	p := s.plan(ctx, learner, c, about, history, text)
	said := &reply{emit: emit}
	failed := s.speak(ctx, learner, p, append(history, asked), said)
	message, err := s.keep(ctx, p, said)
	if failed != nil || err != nil {
		return errors.Join(failed, err)
	}
	return emit(Chunk{Message: &message})
}

// checked returns the text trimmed.
func (s *Service) checked(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch n := utf8.RuneCountInString(text); {
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return "", models.Invalid("text", "the message is not text in UTF-8")
	case n == 0:
		return "", models.Invalid("text", "write a message")
	case n > s.config.MaxText:
		return "", models.Invalid("text", fmt.Sprintf("a message has at most %d characters, this one %d", s.config.MaxText, n))
	}
	return text, nil
}

// reply gathers what the pupil has been shown.
type reply struct {
	emit      func(Chunk) error
	text      strings.Builder
	generated bool
}

// show emits a text; what could not be emitted was not shown.
func (r *reply) show(text string, generated bool) error {
	if text == "" {
		return nil
	}
	if err := r.emit(Chunk{Text: text, Generated: generated}); err != nil {
		return goneError{err}
	}
	r.text.WriteString(text)
	r.generated = r.generated || generated
	return nil
}

// goneError is an error of emit: nobody listens any more.
type goneError struct{ error }

func (e goneError) Unwrap() error { return e.error }

// speak puts the turn into words.
func (s *Service) speak(ctx context.Context, learner models.Learner, p turn, transcript []models.Message, said *reply) error {
	if s.config.Model == nil || !p.move.worded() {
		return said.show(p.words, false)
	}
	err := s.generate(ctx, learner, p, transcript, said)
	if gone, ok := errors.AsType[goneError](err); ok {
		return gone.error
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		return nil
	}
	return said.show(s.instead(ctx, p, said, err), false)
}

// leakError says what a model was about to give away.
type leakError string

func (e leakError) Error() string { return "reply held back: it gives away " + string(e) }

// instead returns the companion's own words for what the model did not say.
func (s *Service) instead(ctx context.Context, p turn, said *reply, why error) string {
	s.config.Log.WarnContext(ctx, "companion uses its own words", "move", p.move, "error", why)
	words, begun := p.words, said.text.Len() > 0
	var leak leakError
	switch {
	case !errors.As(why, &leak) && begun:
		words = paragraphs(p.say.say("broke"), words)
	case !errors.As(why, &leak):
		words = paragraphs(p.say.say("down"), words)
	}
	if begun {
		words = "\n\n" + words
	}
	return words
}

// generate has the model word the turn and shows each sentence that its guards
// let pass. A nil error means that all of the reply was shown.
func (s *Service) generate(ctx context.Context, learner models.Learner, p turn, transcript []models.Message, said *reply) error {
	system, err := prompts.System(p.evidence)
	if err != nil {
		return err
	}
	filter := guard.NewFilter(p.asked, p.guards...)
	pass := func(safe, leak string) error {
		if err := said.show(safe, true); err != nil {
			return err
		}
		if leak != "" {
			return leakError(leak)
		}
		return nil
	}
	prompt := llm.Prompt{System: system, Messages: s.recent(learner, transcript)}
	if err := s.config.Model.Stream(ctx, prompt, func(text string) error { return pass(filter.Push(text)) }); err != nil {
		return err
	}
	return pass(filter.Flush())
}

// recent turns the latest messages into what a model may see of them.
func (s *Service) recent(learner models.Learner, transcript []models.Message) []llm.Message {
	transcript = transcript[max(0, len(transcript)-s.config.History):]
	messages := make([]llm.Message, len(transcript))
	for i, m := range transcript {
		if m.Author == models.AuthorCompanion {
			messages[i] = llm.Message{FromModel: true, Text: m.Text}
			continue
		}
		messages[i] = llm.Message{Text: prompts.Pupil(scrub(m.Text, learner))}
	}
	return messages
}

// keep stores what the pupil was shown, also when she has gone meanwhile.
func (s *Service) keep(ctx context.Context, p turn, said *reply) (models.Message, error) {
	message := s.message(p.conversation, models.AuthorCompanion, said.text.String())
	if message.Text == "" {
		return message, nil
	}
	message.Move, message.Generated, message.Sources = string(p.move), said.generated, p.sources
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTime)
	defer cancel()
	return message, s.config.Conversations.AppendTurn(ctx, p.conversation, message)
}
