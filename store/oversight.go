package store

import (
	"context"

	"suyang/models"
)

// Staff lists the accounts of staff by role, name and user name.
func (s *Store) Staff(ctx context.Context, f models.StaffFilter) ([]models.StaffMember, error) {
	return many[models.StaffMember](ctx, s.pool, "account", `
		select a.id, a.region_id, a.school_id, a.role, a.name, a.username, a.locale, a.demo, a.disabled, a.created_at,
			case when r.code <> '' then r.name else '' end as region, coalesce(s.name, '') as school
		from accounts a
		join regions r on r.id = a.region_id
		left join schools s on (s.region_id, s.id) = (a.region_id, a.school_id)
		where a.role <> 'pupil' and ($1 = '' or a.role = $1)
		  and ($2 = '' or strpos(lower(a.name), lower($2)) > 0 or strpos(a.username, lower($2)) > 0)
		order by a.role, a.name, a.username
		limit nullif($3, 0)`, f.Role, f.Query, f.Limit)
}

// Schools lists all schools by region and code.
func (s *Store) Schools(ctx context.Context) ([]models.School, error) {
	return many[models.School](ctx, s.pool, "school", `
		select s.id, s.region_id, s.code, s.name, s.area
		from schools s join regions r on r.id = s.region_id
		order by r.code, s.code`)
}

// Overview counts what the installation holds and does.
func (s *Store) Overview(ctx context.Context) (models.Overview, error) {
	return one[models.Overview](ctx, s.pool, "overview", `
		with people as (
			select count(*) filter (where role = 'pupil') as pupils, count(*) filter (where role = 'teacher') as teachers,
				count(*) filter (where role = 'researcher') as researchers, count(*) filter (where role = 'author') as authors,
				count(*) filter (where role = 'operator') as operators
			from accounts
		), queue as (
			select count(*) filter (where state in ('available', 'pending', 'scheduled', 'retryable')) as waiting,
				count(*) filter (where state = 'running') as running, count(*) filter (where state = 'discarded') as failed
			from river_job
		)
		select format('PostgreSQL %s, pgvector %s', current_setting('server_version'),
				(select extversion from pg_extension where extname = 'vector')) as server,
			pg_database_size(current_database()) as size,
			(select count(*) from regions where code <> '') as regions, (select count(*) from schools) as schools,
			(select count(*) from classes) as classes, p.*,
			(select count(*) from items where current) as items, (select count(*) from forms) as forms,
			(select count(*) from sessions) as sessions, (select count(*) from resources) as resources,
			row(q.waiting, q.running, q.failed) as jobs
		from people p, queue q`)
}
