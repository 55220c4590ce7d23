package store

import (
	"context"

	"suyang/models"
)

// ItemTrails returns the trails of the newest sessions that count and answered
// the item, at most limit.
func (s *Store) ItemTrails(ctx context.Context, item string, limit int) ([]models.SessionTrail, error) {
	return s.trails(ctx, `
		where s.id in (
			select l.id
			from sessions l
			join responses r on (r.region_id, r.session_id) = (l.region_id, l.id)
			where r.item_id = $1 and r.answered_at is not null and l.state in ('finished', 'expired')
			order by l.ended_at desc, l.id desc
			limit $2)
		order by s.ended_at desc, s.id desc`, item, limit)
}

// RecentTrails returns the trails of the newest sessions that count, at most
// limit.
func (s *Store) RecentTrails(ctx context.Context, limit int) ([]models.SessionTrail, error) {
	return s.trails(ctx, `
		where s.id in (
			select id from sessions where state in ('finished', 'expired') order by ended_at desc, id desc limit $1)
		order by s.ended_at desc, s.id desc`, limit)
}

// ItemExposure counts the sessions that count and showed the item, and all
// such sessions of the forms.
func (s *Store) ItemExposure(ctx context.Context, item string, forms []models.FormID) (shown, sessions int, err error) {
	found, err := one[struct{ Shown, Sessions int }](ctx, s.pool, "item", `
		select
			(select count(*) from responses r
			 join sessions l on (l.region_id, l.id) = (r.region_id, r.session_id)
			 where r.item_id = $1 and l.state in ('finished', 'expired')) as shown,
			(select count(*) from sessions where form_id = any($2) and state in ('finished', 'expired')) as sessions`,
		item, forms)
	return found.Shown, found.Sessions, err
}
