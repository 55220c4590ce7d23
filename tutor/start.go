package tutor

import (
	"context"

	"suyang/models"
)

// StartRequest says what a conversation is to be about.
type StartRequest struct {
	SessionID models.SessionID // a finished test of the learner; zero: her latest
	ItemID    string           // a task of it that she did not fully solve; empty: her report
	Locale    models.Locale    // default zh-CN
}

// Start opens a conversation and returns it with the companion's greeting,
// which says what the companion is.
//
// Refusals: CodeForbidden without a guardian's consent under 14, or for an item
// of the secure pool; CodeConflict while a test is running or before any is
// finished; CodeNotFound for a test of somebody else or a task that is not in
// it; CodeInvalid for a task she has solved.
func (s *Service) Start(ctx context.Context, learner models.Learner, r StartRequest) (models.Conversation, models.Message, error) {
	if err := s.allowed(ctx, learner); err != nil {
		return models.Conversation{}, models.Message{}, err
	}
	c := models.Conversation{
		ID: models.NewID[models.Conversation](), RegionID: learner.RegionID, LearnerID: learner.ID,
		SessionID: r.SessionID, ItemID: r.ItemID, Locale: models.ZhCN, CreatedAt: s.config.Clock(),
	}
	if r.Locale == models.En {
		c.Locale = models.En
	}
	topic, err := s.opened(ctx, learner, &c)
	if err != nil {
		return models.Conversation{}, models.Message{}, err
	}
	greeting := s.message(c, models.AuthorCompanion, s.greet(c, topic))
	greeting.Move = string(MoveGreet)
	if err := s.config.Conversations.CreateConversation(ctx, c); err != nil {
		return models.Conversation{}, models.Message{}, err
	}
	return c, greeting, s.config.Conversations.AppendTurn(ctx, c, greeting)
}

// opened finds the session and checks that the learner may talk about it.
func (s *Service) opened(ctx context.Context, learner models.Learner, c *models.Conversation) (topic, error) {
	if c.SessionID.IsZero() {
		id, err := s.latest(ctx, learner)
		if err != nil {
			return topic{}, err
		}
		c.SessionID = id
	}
	t, err := s.topic(ctx, *c)
	switch {
	case err != nil:
		return topic{}, err
	case t.trail.Session.LearnerID != learner.ID:
		return topic{}, models.NotFound("test")
	case !t.trail.Session.State.Counts():
		return topic{}, models.Errorf(models.CodeConflict, "the test is not finished; the companion talks about it afterwards")
	case t.item != nil && t.item.Pool == models.PoolSecure:
		return topic{}, models.Forbidden("this task is kept secret for later tests; ask about the report instead")
	case t.item != nil && t.solved():
		return topic{}, models.Invalid("item_id", "this task is solved; choose one that is not")
	}
	return t, nil
}

func (t topic) solved() bool {
	for _, r := range t.trail.Responses {
		if r.ItemID == t.item.ID {
			return r.Score.Full() && !r.Score.Provisional()
		}
	}
	return false
}

func (s *Service) latest(ctx context.Context, learner models.Learner) (models.SessionID, error) {
	sessions, err := s.config.Sessions.LearnerSessions(ctx, learner.ID)
	if err != nil {
		return models.SessionID{}, err
	}
	for _, session := range sessions {
		if session.State.Counts() {
			return session.ID, nil
		}
	}
	return models.SessionID{}, models.Errorf(models.CodeConflict, "there is no finished test to talk about yet; take one first")
}

// greet words the first message. It is never a model's.
func (s *Service) greet(c models.Conversation, t topic) string {
	say := newSpeaker(c, 0)
	what := say.say("greet.own")
	if s.config.Model != nil {
		what = say.say("greet.generated")
	}
	if t.item == nil {
		return paragraphs(say.join(say.say("greet.report"), what), s.ownReport(t, say))
	}
	ask := say.say("elicit")
	if mistakes := t.mistakes(c.Locale); len(mistakes) > 0 && len(t.item.Parts) == 1 {
		ask = say.say("elicit.chosen", "chosen", mistakes[0].Chosen)
	}
	return paragraphs(say.say("greet.item", "title", t.item.Title.In(c.Locale)), say.join(say.say("greet.rule"), what), ask)
}

// message makes a message of the conversation.
func (s *Service) message(c models.Conversation, author models.Author, text string) models.Message {
	return models.Message{
		ID: models.NewID[models.Message](), RegionID: c.RegionID, ConversationID: c.ID,
		Author: author, Text: text, At: s.config.Clock(),
	}
}
