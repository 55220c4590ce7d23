package tutor

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"suyang/models"
	"suyang/tutor/llm"
)

// Conversations keeps transcripts.
type Conversations interface {
	CreateConversation(ctx context.Context, c models.Conversation) error
	// Conversation returns a conversation and its messages, oldest first.
	Conversation(ctx context.Context, id models.ConversationID) (models.Conversation, []models.Message, error)
	// AppendTurn stores messages and the number of hints given in one
	// transaction.
	AppendTurn(ctx context.Context, c models.Conversation, ms ...models.Message) error
	LearnerConversations(ctx context.Context, learner models.AccountID) ([]models.Conversation, error)
}

// Items is the bank.
type Items interface {
	Items(ctx context.Context) ([]models.Item, error)
}

// Sessions is what the learner has been tested with.
type Sessions interface {
	SessionTrail(ctx context.Context, id models.SessionID) (models.SessionTrail, error)
	LearnerSessions(ctx context.Context, learner models.AccountID) ([]models.Session, error) // newest first
}

// Passages finds what the companion may speak from.
type Passages interface {
	Passages(ctx context.Context, query, indicator string, stage models.Stage, k int) ([]models.Resource, error)
}

// Config wires a [Service]. The stores, the framework and the levels are needed;
// the zero value of every other field works.
type Config struct {
	Conversations Conversations
	Items         Items
	Sessions      Sessions
	Passages      Passages
	Framework     []models.Node
	Levels        []models.Level

	Model   llm.Model        // words replies; nil: the companion uses its own words
	MaxText int              // most characters of a pupil's message; default 500
	History int              // latest messages a model is sent; default 8
	Clock   func() time.Time // default time.Now
	Log     *slog.Logger     // default slog.Default; gets no text of anybody
}

// Service is the companion.
type Service struct{ config Config }

// New returns a companion.
func New(c Config) *Service {
	c.MaxText = cmp.Or(c.MaxText, 500)
	c.History = cmp.Or(c.History, 8)
	if c.Clock == nil {
		c.Clock = time.Now
	}
	c.Log = cmp.Or(c.Log, slog.Default())
	return &Service{config: c}
}

// Generates reports whether a language model words replies.
func (s *Service) Generates() bool { return s.config.Model != nil }

// Conversations lists the learner's conversations, newest first.
func (s *Service) Conversations(ctx context.Context, learner models.Learner) ([]models.Conversation, error) {
	return s.config.Conversations.LearnerConversations(ctx, learner.ID)
}

// Transcript returns a conversation of the learner and its messages, oldest
// first.
func (s *Service) Transcript(ctx context.Context, learner models.Learner, id models.ConversationID) (models.Conversation, []models.Message, error) {
	c, messages, err := s.config.Conversations.Conversation(ctx, id)
	if err == nil && c.LearnerID != learner.ID {
		err = models.NotFound("conversation")
	}
	if err != nil {
		return models.Conversation{}, nil, err
	}
	return c, messages, nil
}

// allowed refuses a learner whom the companion may not talk with, or not now.
func (s *Service) allowed(ctx context.Context, learner models.Learner) error {
	if !learner.MayUseCompanion() {
		return models.Forbidden("the companion needs a guardian's consent for a pupil under 14; the teacher can record it on the class page")
	}
	sessions, err := s.config.Sessions.LearnerSessions(ctx, learner.ID)
	if err != nil {
		return err
	}
	for _, session := range sessions {
		if session.State == models.SessionRunning {
			return models.Errorf(models.CodeConflict, "a test is running; the companion waits until it is handed in or paused")
		}
	}
	return nil
}
