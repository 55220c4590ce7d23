package tutor_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/models"
	"suyang/tutor"
)

// memory is what the companion needs of storage, for tests.
type memory struct {
	mu            sync.Mutex
	conversations map[models.ConversationID]models.Conversation
	messages      map[models.ConversationID][]models.Message
	trails        []models.SessionTrail
	bank          []models.Item
	lessons       []models.Resource
	broken        bool // no passages can be found
}

func (m *memory) CreateConversation(_ context.Context, c models.Conversation) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.conversations[c.ID] = c
	return nil
}

func (m *memory) Conversation(_ context.Context, id models.ConversationID) (models.Conversation, []models.Message, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.conversations[id]
	if !ok {
		return c, nil, models.NotFound("conversation")
	}
	return c, slices.Clone(m.messages[id]), nil
}

func (m *memory) AppendTurn(ctx context.Context, c models.Conversation, ms ...models.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.conversations[c.ID] = c
	m.messages[c.ID] = append(m.messages[c.ID], ms...)
	return nil
}

func (m *memory) LearnerConversations(_ context.Context, learner models.AccountID) ([]models.Conversation, error) {
	var found []models.Conversation
	for _, c := range m.conversations {
		if c.LearnerID == learner {
			found = append(found, c)
		}
	}
	return found, nil
}

func (m *memory) Items(context.Context) ([]models.Item, error) { return m.bank, nil }

func (m *memory) SessionTrail(_ context.Context, id models.SessionID) (models.SessionTrail, error) {
	for _, t := range m.trails {
		if t.Session.ID == id {
			return t, nil
		}
	}
	return models.SessionTrail{}, models.NotFound("test")
}

func (m *memory) LearnerSessions(_ context.Context, learner models.AccountID) ([]models.Session, error) {
	var found []models.Session
	for _, t := range m.trails {
		if t.Session.LearnerID == learner {
			found = append(found, t.Session)
		}
	}
	return found, nil
}

func (m *memory) Passages(_ context.Context, _, indicator string, _ models.Stage, k int) ([]models.Resource, error) {
	if m.broken {
		return nil, errors.New("no index")
	}
	var found []models.Resource
	for _, r := range m.lessons {
		if slices.Contains(r.Indicators, indicator) && len(found) < k {
			found = append(found, r)
		}
	}
	return found, nil
}

var shipped = sync.OnceValues(content.Load)

// world is a pupil who has finished a test and got IL10 and IL22 wrong, in a
// bank of the shipped items.
type world struct {
	*memory
	pupil   models.Learner
	session models.SessionID
	service *tutor.Service
	config  tutor.Config
}

func newWorld(t *testing.T, change func(*tutor.Config)) *world {
	t.Helper()
	bundle, err := shipped()
	require.NoError(t, err)
	w := &world{
		memory: &memory{conversations: map[models.ConversationID]models.Conversation{}, messages: map[models.ConversationID][]models.Message{}, bank: slices.Clone(bundle.Items)},
		pupil:  models.Learner{ID: models.NewID[models.Account](), Number: "20260815", Name: "欧阳小雨", Grade: 8},
	}
	for _, lesson := range bundle.Lessons {
		for lang, l := range map[string]models.Locale{"zh": models.ZhCN, "en": models.En} {
			w.lessons = append(w.lessons, models.Resource{
				ID: models.NewID[models.Resource](), Locale: lang, Title: lesson.Title.In(l), Body: lesson.Body.In(l), Indicators: []string{lesson.Indicator},
			})
		}
	}
	w.session = w.sit(w.pupil, models.SessionFinished)
	w.config = tutor.Config{
		Conversations: w, Items: w, Sessions: w, Passages: w, Framework: bundle.Framework, Levels: bundle.Levels,
		Log:   slog.New(slog.DiscardHandler),
		Clock: func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) },
	}
	if change != nil {
		change(&w.config)
	}
	w.service = tutor.New(w.config)
	return w
}

// sit stores a test of the learner: IL10, IL22 and IL26 wrong, IL16 right.
func (w *world) sit(learner models.Learner, s models.SessionState) models.SessionID {
	id := models.NewID[models.Session]()
	answers := []struct {
		item   string
		part   models.PartAnswer
		points int
		max    int
	}{
		{"IL10", models.PartAnswer{Choices: []string{"a"}}, 0, 1},
		{"IL16", models.PartAnswer{Choices: []string{"a"}}, 1, 1},
		{"IL22", models.PartAnswer{Number: "4.98"}, 0, 1},
		{"IL26", models.PartAnswer{Order: []string{"trial", "data", "goal", "compare", "bottleneck"}}, 0, 2},
	}
	trail := models.SessionTrail{
		Session: models.Session{ID: id, LearnerID: learner.ID, State: s},
		Score:   &models.Score{Level: "basic"},
	}
	for _, a := range answers {
		trail.Responses = append(trail.Responses, models.Response{
			ItemID: a.item, AnswerID: models.NewID[models.Answer](), Answer: models.Answer{Parts: map[string]models.PartAnswer{"1": a.part}},
			Score: models.ItemScore{Points: a.points, Max: a.max},
		})
	}
	w.trails = append(w.trails, trail)
	return id
}

// start opens a conversation about an item, or about the report.
func (w *world) start(t *testing.T, item string, l models.Locale) (models.Conversation, models.Message) {
	t.Helper()
	c, greeting, err := w.service.Start(context.Background(), w.pupil, tutor.StartRequest{ItemID: item, Locale: l})
	require.NoError(t, err)
	return c, greeting
}

// say takes a turn and returns the stored reply and the chunks it came in.
func (w *world) say(t *testing.T, c models.Conversation, text string) (models.Message, []tutor.Chunk) {
	t.Helper()
	var chunks []tutor.Chunk
	err := w.service.Say(context.Background(), w.pupil, c.ID, text, func(chunk tutor.Chunk) error {
		chunks = append(chunks, chunk)
		return nil
	})
	require.NoError(t, err)
	last := chunks[len(chunks)-1]
	require.NotNil(t, last.Message)
	shown := ""
	for _, chunk := range chunks {
		shown += chunk.Text
	}
	require.Equal(t, shown, last.Message.Text, "stored is what was shown")
	stored := w.messages[c.ID]
	require.Equal(t, *last.Message, stored[len(stored)-1])
	require.Equal(t, text, stored[len(stored)-2].Text)
	return *last.Message, chunks
}

func (w *world) item(id string) models.Item {
	return w.bank[slices.IndexFunc(w.bank, func(it models.Item) bool { return it.ID == id })]
}

func containsAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
