package store

import (
	"cmp"
	"context"

	"suyang/models"
)

// LogEvent stores an event.
func (s *Store) LogEvent(ctx context.Context, e models.Event) error {
	return exec(ctx, s.pool, "event", `
		insert into events (id, region_id, actor_id, verb, object, data, at) values ($1, $2, $3, $4, $5, $6, $7)`,
		e.ID, key(e.RegionID), e.ActorID, e.Verb, e.Object, e.Data, e.At)
}

// Events lists the events that pass the filter, newest first.
func (s *Store) Events(ctx context.Context, f models.EventFilter) ([]models.Event, error) {
	return many[models.Event](ctx, s.pool, "event", `
		select id, region_id, actor_id, verb, object, data, at from events
		where ($1::uuid is null or region_id = $1)
		  and ($2::uuid is null or actor_id = $2)
		  and ($3 = '' or verb = $3)
		  and ($4 = '' or object = $4)
		  and ($5::timestamptz is null or at >= $5)
		  and ($6::timestamptz is null or at < $6)
		order by at desc, id desc
		limit $7`, f.RegionID, f.ActorID, f.Verb, f.Object, f.Since, f.Until, cmp.Or(f.Limit, 100))
}

// Seen lists the resources an account has opened.
func (s *Store) Seen(ctx context.Context, account models.AccountID) ([]models.ResourceID, error) {
	found, err := many[struct{ ID models.ResourceID }](ctx, s.pool, "event", `
		select distinct object::uuid as id from events where actor_id = $1 and verb = $2`,
		account, models.VerbResourceOpened)
	ids := make([]models.ResourceID, len(found))
	for i := range found {
		ids[i] = found[i].ID
	}
	return ids, err
}
