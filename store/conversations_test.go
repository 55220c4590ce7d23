package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"suyang/models"
)

func (c county) talk(t testing.TB, created time.Time) models.Conversation {
	t.Helper()
	talk := models.Conversation{
		ID: models.NewID[models.Conversation](), RegionID: c.region.ID, LearnerID: c.pupils[0].ID,
		Locale: models.ZhCN, CreatedAt: created,
	}
	require.NoError(t, c.CreateConversation(t.Context(), talk))
	return talk
}

func message(author models.Author, text string) models.Message {
	return models.Message{ID: models.NewID[models.Message](), Author: author, Text: text, Sources: []models.SourceCard{}, At: now}
}

func TestConversation(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	talk := c.talk(t, now)
	asked, hinted := message(models.AuthorPupil, "why?"), message(models.AuthorCompanion, "look at the date")
	hinted.Move, hinted.Generated = "hint", true
	hinted.Sources = []models.SourceCard{{ResourceID: models.NewID[models.Resource](), Title: "Sources", URL: "https://example.org"}}
	talk.Hints = 1
	require.NoError(t, c.AppendTurn(ctx, talk, asked, hinted))
	thanked := message(models.AuthorPupil, "thanks")
	late := talk
	late.Hints = 0
	require.NoError(t, c.AppendTurn(ctx, late, thanked))

	got, messages, err := c.Conversation(ctx, talk.ID)
	require.NoError(t, err)
	require.Equal(t, talk, got, "hints given stay given")
	want := []models.Message{asked, hinted, thanked}
	for i := range want {
		want[i].RegionID, want[i].ConversationID = c.region.ID, talk.ID
	}
	require.Equal(t, want, messages)
}

func TestConversationAboutASession(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := begun(t, c)
	talk := c.talk(t, now)
	talk.ID, talk.SessionID, talk.ItemID = models.NewID[models.Conversation](), id, "IL1"
	require.NoError(t, c.CreateConversation(ctx, talk))
	got, messages, err := c.Conversation(ctx, talk.ID)
	require.NoError(t, err)
	require.Equal(t, talk, got)
	require.Empty(t, messages)

	talk.ID, talk.SessionID = models.NewID[models.Conversation](), models.NewID[models.Session]()
	requireCode(t, models.CodeInvalid, c.CreateConversation(ctx, talk))
}

func TestConversationRefusals(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	stranger := populate(t, c.Store, countyRoster("510200"))
	talk := c.talk(t, now)

	foreign := talk
	foreign.RegionID = stranger.region.ID
	requireCode(t, models.CodeNotFound, c.AppendTurn(ctx, foreign, message(models.AuthorPupil, "hello")))
	foreign.ID = models.NewID[models.Conversation]()
	requireCode(t, models.CodeInvalid, c.CreateConversation(ctx, foreign))
	_, _, err := c.Conversation(ctx, foreign.ID)
	requireCode(t, models.CodeNotFound, err)

	talk.Hints = 3
	requireCode(t, models.CodeInvalid, c.AppendTurn(ctx, talk, message(models.AuthorPupil, "hello"), message("parrot", "hello")))
	got, messages, err := c.Conversation(ctx, talk.ID)
	require.NoError(t, err)
	require.Zero(t, got.Hints, "a refused turn leaves nothing")
	require.Empty(t, messages)
}

func TestTurnsAtOnceAllStay(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	talk := c.talk(t, now)
	atOnce(c.Store, 10, func(i int) {
		turn := fmt.Sprint(i)
		assert.NoError(t, c.AppendTurn(ctx, talk, message(models.AuthorPupil, turn), message(models.AuthorCompanion, turn)))
	})
	_, messages, err := c.Conversation(ctx, talk.ID)
	require.NoError(t, err)
	require.Len(t, messages, 20)
	for i := 0; i < len(messages); i += 2 {
		require.Equal(t, messages[i].Text, messages[i+1].Text, "a turn stays together")
	}
}

func TestLearnerConversationsNewestFirst(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	first, second := c.talk(t, now), c.talk(t, now.Add(time.Minute))
	got, err := c.LearnerConversations(t.Context(), c.pupils[0].ID)
	require.NoError(t, err)
	require.Equal(t, []models.Conversation{second, first}, got)
}
