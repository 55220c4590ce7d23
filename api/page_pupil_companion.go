package api

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/tutor"
	"suyang/web"
)

const (
	companionPath    = "/pupil/companion"
	conversationPage = "pupil/conversation"
	eventStream      = "text/event-stream"
)

func conversationPath(id models.ConversationID) string { return "/pupil/conversations/" + id.String() }

// latestPath leads to the end of a conversation.
func latestPath(id models.ConversationID) string { return conversationPath(id) + "#latest" }

// currentLearner is the pupil who is signed in.
func (a *App) currentLearner(ctx context.Context) (models.Learner, error) {
	return a.cfg.Directory.Learner(ctx, currentPerson(ctx).ID)
}

// getCompanion shows what the pupil can talk about, or why she cannot.
func (a *App) getCompanion(c *fiber.Ctx) error {
	ctx := c.UserContext()
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return err
	}
	page := web.CompanionHome{Consent: learner.MayUseCompanion(), Generates: a.cfg.Companion.Generates()}
	if page.Talks, err = a.talks(ctx, learner); err != nil {
		return err
	}
	if page.Busy, err = a.inTest(ctx); err != nil {
		return err
	}
	if err := a.addTopics(ctx, &page); err != nil {
		return err
	}
	return a.page(c, "pupil/companion", page)
}

// talks are the pupil's conversations, newest first.
func (a *App) talks(ctx context.Context, learner models.Learner) ([]web.Talk, error) {
	conversations, err := a.cfg.Companion.Conversations(ctx, learner)
	if err != nil {
		return nil, err
	}
	var talks []web.Talk
	for _, c := range conversations {
		title, err := a.topicTitle(ctx, c)
		if err != nil {
			return nil, err
		}
		talks = append(talks, web.Talk{URL: latestPath(c.ID), Title: title, At: c.CreatedAt})
	}
	return talks, nil
}

// topicTitle is the title of the task a conversation is about, empty when it is
// about the report.
func (a *App) topicTitle(ctx context.Context, c models.Conversation) (string, error) {
	titles, err := a.cfg.Tests.Titles(ctx)
	return cmp.Or(titles[c.ItemID].In(requestOf(ctx).locale), c.ItemID), err // an item that has left the bank has no title
}

// inTest reports whether the pupil is in the middle of a test.
func (a *App) inTest(ctx context.Context) (bool, error) {
	offers, err := a.cfg.Tests.Available(ctx, currentPerson(ctx))
	for _, o := range offers {
		if o.Session != nil && o.Session.State == models.SessionRunning {
			return true, nil
		}
	}
	return false, err
}

// addTopics finds what there is to talk about: the newest result, and the tasks
// of it that were not solved.
func (a *App) addTopics(ctx context.Context, page *web.CompanionHome) error {
	me := currentPerson(ctx)
	results, err := a.cfg.Tests.Results(ctx, me)
	if err != nil || len(results) == 0 {
		return err
	}
	report, err := a.cfg.Tests.PupilReport(ctx, me, results[0].ID)
	if err != nil || report.Items == 0 {
		return err
	}
	page.SessionID = results[0].ID
	for _, item := range a.cfg.Web.PupilResult(requestOf(ctx).locale, report).Answers {
		if item.Ask {
			page.Items = append(page.Items, item)
		}
	}
	return nil
}

// postConversation opens a conversation, or goes on with the one there is about
// the same.
func (a *App) postConversation(c *fiber.Ctx) error {
	ctx := c.UserContext()
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return err
	}
	session, err := models.ParseID[models.Session](c.FormValue("session"))
	if err != nil {
		return models.NotFound("session")
	}
	request := tutor.StartRequest{SessionID: session, ItemID: c.FormValue("item"), Locale: requestOf(ctx).locale}
	id, err := a.conversationAbout(ctx, learner, request)
	if err != nil {
		return a.notNow(c, err, companionPath)
	}
	return goTo(c, latestPath(id))
}

func (a *App) conversationAbout(ctx context.Context, learner models.Learner, r tutor.StartRequest) (models.ConversationID, error) {
	conversations, err := a.cfg.Companion.Conversations(ctx, learner)
	if err != nil {
		return models.ConversationID{}, err
	}
	for _, c := range conversations {
		if c.SessionID == r.SessionID && c.ItemID == r.ItemID {
			return c.ID, nil
		}
	}
	c, _, err := a.cfg.Companion.Start(ctx, learner, r)
	return c.ID, err
}

// notNow leads to a page that says why the companion does not talk: a test is
// running, or consent is missing. Other errors stay.
func (a *App) notNow(c *fiber.Ctx, err error, path string) error {
	switch models.CodeOf(err) {
	case models.CodeForbidden:
		return goTo(c, companionPath)
	case models.CodeConflict:
		if err := a.flash(c, "info", "pupil.chat.not_now"); err != nil {
			return err
		}
		return goTo(c, path)
	}
	return err
}

// getConversation shows a conversation.
func (a *App) getConversation(c *fiber.Ctx) error {
	learner, id, err := a.conversationOf(c)
	if err != nil {
		return err
	}
	page, err := a.conversation(c.UserContext(), learner, id)
	if err != nil {
		return err
	}
	return a.page(c, conversationPage, page)
}

// conversationOf reads who asks, and for which conversation.
func (a *App) conversationOf(c *fiber.Ctx) (models.Learner, models.ConversationID, error) {
	id, err := recordID[models.Conversation](c, "conversation")
	if err != nil {
		return models.Learner{}, id, err
	}
	learner, err := a.currentLearner(c.UserContext())
	return learner, id, err
}

func (a *App) conversation(ctx context.Context, learner models.Learner, id models.ConversationID) (web.Conversation, error) {
	talk, messages, err := a.cfg.Companion.Transcript(ctx, learner, id)
	if err != nil {
		return web.Conversation{}, err
	}
	page := web.Conversation{URL: conversationPath(id), Generates: a.cfg.Companion.Generates()}
	for _, m := range messages {
		page.Messages = append(page.Messages, chatMessage(m))
	}
	page.Title, err = a.topicTitle(ctx, talk)
	return page, err
}

func chatMessage(m models.Message) web.ChatMessage {
	out := web.ChatMessage{Mine: m.Author == models.AuthorPupil, Text: m.Text, Generated: m.Generated}
	for _, s := range m.Sources {
		out.Sources = append(out.Sources, web.Source{URL: "/pupil/resources/" + s.ResourceID.String(), Title: s.Title})
	}
	return out
}

// postSay takes a pupil's message. A browser with script gets the reply as a
// stream, one without the page with the reply on it.
func (a *App) postSay(c *fiber.Ctx) error {
	ctx := c.UserContext()
	learner, id, err := a.conversationOf(c)
	if err != nil {
		return err
	}
	text := c.FormValue("text")
	if strings.Contains(c.Get(fiber.HeaderAccept), eventStream) {
		return a.streamReply(c, learner, id, text)
	}
	err = a.cfg.Companion.Say(ctx, learner, id, text, func(tutor.Chunk) error { return nil })
	switch {
	case models.CodeOf(err) == models.CodeInvalid:
		return a.saidWrong(c, learner, id, text)
	case err != nil && !errors.Is(err, context.DeadlineExceeded): // a reply cut short is kept as far as it went
		return a.notNow(c, err, latestPath(id))
	}
	return goTo(c, latestPath(id))
}

// saidWrong shows a conversation with a message that was not taken.
func (a *App) saidWrong(c *fiber.Ctx, learner models.Learner, id models.ConversationID, text string) error {
	page, err := a.conversation(c.UserContext(), learner, id)
	if err != nil {
		return err
	}
	page.Draft, page.Errors = text, web.FormErrors{{Field: "text", Key: web.ChatTooLong}}
	if strings.TrimSpace(text) == "" {
		page.Errors[0].Key = web.ChatEmpty
	}
	return a.invalid(c, conversationPage, page)
}
