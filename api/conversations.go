package api

import (
	"context"
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/tutor"
)

func (a *App) addConversations() {
	handle(a, operation("list-conversations", get, "/api/v1/conversations", "My conversations with the companion, newest first"), a.listConversations)
	handle(a, operation("start-conversation", post, "/api/v1/conversations", "Talk about a task of a finished test, or about its report"), a.startConversation)
	handle(a, operation("conversation", get, "/api/v1/conversations/{id}", "A conversation with its messages"), a.transcript)
	say := operation("say", post, "/api/v1/conversations/{id}/say", "Say something; the reply comes as a stream")
	say.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{fiber.MIMEApplicationJSON: {
		Schema: a.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[sayIn](), true, "Say"),
	}}}
	a.handleStream(say, "chunk (a piece of the reply; the last one carries the message as stored), done, error", a.say)
}

func (a *App) listConversations(ctx context.Context, _ *struct{}) (*body[[]models.Conversation], error) {
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return nil, err
	}
	return replyList(a.cfg.Companion.Conversations(ctx, learner))
}

type conversationIn struct {
	Body struct {
		SessionID models.SessionID `json:"session_id,omitempty" doc:"a finished test; by default the latest"`
		ItemID    string           `json:"item_id,omitempty" maxLength:"64" doc:"a task of it that was not fully solved; by default the report"`
		Locale    models.Locale    `json:"locale,omitempty" enum:"zh-CN,en" doc:"by default that of the request"`
	}
}

// talk is a conversation with its messages.
type talk struct {
	Conversation models.Conversation `json:"conversation"`
	Messages     []models.Message    `json:"messages" doc:"oldest first"`
}

func (a *App) startConversation(ctx context.Context, in *conversationIn) (*body[talk], error) {
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return nil, err
	}
	r := tutor.StartRequest{SessionID: in.Body.SessionID, ItemID: in.Body.ItemID, Locale: in.Body.Locale}
	if r.Locale == "" {
		r.Locale = requestOf(ctx).locale
	}
	c, greeting, err := a.cfg.Companion.Start(ctx, learner, r)
	return reply(talk{Conversation: c, Messages: []models.Message{greeting}}, err)
}

func (a *App) transcript(ctx context.Context, in *ByID[models.Conversation]) (*body[talk], error) {
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return nil, err
	}
	c, messages, err := a.cfg.Companion.Transcript(ctx, learner, in.ID)
	return reply(talk{Conversation: c, Messages: messages}, err)
}

type sayIn struct {
	Text string `json:"text" maxLength:"500"`
}

func (a *App) say(c *fiber.Ctx) error {
	id, err := idParam[models.Conversation](c)
	if err != nil {
		return err
	}
	var in sayIn
	if err := json.Unmarshal(c.Body(), &in); err != nil {
		return models.Invalid("text", `send JSON such as {"text": "Why is that wrong?"}`)
	}
	learner, err := a.currentLearner(c.UserContext())
	if err != nil {
		return err
	}
	return a.streamReply(c, learner, id, in.Text)
}

// streamReply lets the companion answer in a stream.
func (a *App) streamReply(c *fiber.Ctx, learner models.Learner, id models.ConversationID, text string) error {
	return a.stream(c, func(ctx context.Context, emit send) error {
		return a.cfg.Companion.Say(ctx, learner, id, text, func(chunk tutor.Chunk) error { return emit("chunk", chunk) })
	})
}
