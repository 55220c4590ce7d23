package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const conversationQuery = `
	select id, region_id, learner_id, session_id, item_id, hints, locale, created_at from conversations`

// CreateConversation stores a new conversation.
func (s *Store) CreateConversation(ctx context.Context, c models.Conversation) error {
	return exec(ctx, s.pool, "conversation", `
		insert into conversations (id, region_id, learner_id, session_id, item_id, hints, locale, created_at)
		values (@ID, @RegionID, @LearnerID, @SessionID, @ItemID, @Hints, @Locale, @CreatedAt)`, pgx.StructArgs(c))
}

// Conversation returns a conversation and its messages in their order.
func (s *Store) Conversation(ctx context.Context, id models.ConversationID) (models.Conversation, []models.Message, error) {
	c, err := one[models.Conversation](ctx, s.pool, "conversation", conversationQuery+" where id = $1", id)
	if err != nil {
		return c, nil, err
	}
	messages, err := many[models.Message](ctx, s.pool, "message", `
		select id, region_id, conversation_id, author, text, move, generated, sources, at
		from messages where region_id = $1 and conversation_id = $2 order by position`, c.RegionID, c.ID)
	return c, messages, err
}

// LearnerConversations lists the conversations of a learner, newest first.
func (s *Store) LearnerConversations(ctx context.Context, learner models.AccountID) ([]models.Conversation, error) {
	return many[models.Conversation](ctx, s.pool, "conversation",
		conversationQuery+" where learner_id = $1 order by created_at desc, id desc", learner)
}

// AppendTurn stores the messages of a turn at the end of a conversation, and
// how many hints it has given now. The number of hints never falls.
func (s *Store) AppendTurn(ctx context.Context, c models.Conversation, messages ...models.Message) error {
	return s.inTx(ctx, "conversation", func(tx pgx.Tx) error {
		// this update also makes turns that come at once follow each other
		err := exec(ctx, tx, "conversation",
			"update conversations set hints = greatest(hints, $3) where region_id = $1 and id = $2", c.RegionID, c.ID, c.Hints)
		if err != nil {
			return err
		}
		batch := &pgx.Batch{}
		for _, m := range messages {
			m.RegionID, m.ConversationID = c.RegionID, c.ID
			if m.Sources == nil {
				m.Sources = []models.SourceCard{}
			}
			batch.Queue(appendMessage, pgx.StructArgs(m))
		}
		return tx.SendBatch(ctx, batch).Close()
	})
}

const appendMessage = `
	insert into messages (region_id, conversation_id, position, id, author, text, move, generated, sources, at)
	values (@RegionID, @ConversationID,
		(select count(*) from messages where region_id = @RegionID and conversation_id = @ConversationID),
		@ID, @Author, @Text, @Move, @Generated, @Sources, @At)`
