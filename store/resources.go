package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const resourceColumns = `
	r.id, r.source, r.source_id, r.locale, r.title, r.summary, r.body, r.url, r.licence, r.format, r.indicators,
	r.stages, r.minutes, r.difficulty, r.difficulty_sd, r."group", r.created_at`

// Resource returns a resource.
func (s *Store) Resource(ctx context.Context, id models.ResourceID) (models.Resource, error) {
	return one[models.Resource](ctx, s.pool, "resource",
		"select "+resourceColumns+" from resources r where r.id = $1", id)
}

// UpsertResources stores resources, and embeddings of them or of resources
// stored before, in one transaction; some hundreds at once go fastest. A
// resource that is there under its source and source id keeps its identifier
// and its time of creation; embeddings may name it by the identifier given
// here.
func (s *Store) UpsertResources(ctx context.Context, resources []models.Resource, embeddings []models.Embedding) (done models.ImportCount, err error) {
	err = s.inTx(ctx, "resource", func(tx pgx.Tx) error {
		if done, err = putResources(ctx, tx, resources); err != nil {
			return err
		}
		known, err := storedIDs(ctx, tx, resources)
		if err != nil {
			return err
		}
		return putEmbeddings(ctx, tx, embeddings, known)
	})
	return done, err
}

func putResources(ctx context.Context, tx pgx.Tx, resources []models.Resource) (models.ImportCount, error) {
	rows, _ := tx.Query(ctx, `
		insert into resources as r
		select r.id, r.source, r.source_id, r.locale, r.title, r.summary, r.body, r.url, r.licence, r.format,
			coalesce(r.indicators, '{}'), coalesce(r.stages, '{}'), r.minutes, r.difficulty, r.difficulty_sd,
			r."group", r.created_at
		from jsonb_populate_recordset(null::resources, $1) r
		order by r.source, r.source_id
		on conflict (source, source_id) do update set
			locale = excluded.locale, title = excluded.title, summary = excluded.summary, body = excluded.body,
			url = excluded.url, licence = excluded.licence, format = excluded.format,
			indicators = excluded.indicators, stages = excluded.stages, minutes = excluded.minutes,
			difficulty = excluded.difficulty, difficulty_sd = excluded.difficulty_sd, "group" = excluded."group"
		where (r.locale, r.title, r.summary, r.body, r.url, r.licence, r.format, r.indicators, r.stages, r.minutes,
				r.difficulty, r.difficulty_sd, r."group")
			<> (excluded.locale, excluded.title, excluded.summary, excluded.body, excluded.url, excluded.licence,
				excluded.format, excluded.indicators, excluded.stages, excluded.minutes, excluded.difficulty,
				excluded.difficulty_sd, excluded."group")
		returning xmax = 0`, resources) // a row that was not there has no earlier version
	written, err := pgx.CollectRows(rows, pgx.RowTo[bool])
	done := models.ImportCount{Unchanged: len(resources) - len(written)}
	for _, added := range written {
		if added {
			done.Added++
		} else {
			done.Updated++
		}
	}
	return done, err
}

// storedIDs maps the given identifiers of resources to the stored ones.
func storedIDs(ctx context.Context, tx pgx.Tx, resources []models.Resource) (map[models.ResourceID]models.ResourceID, error) {
	given := make([]models.ResourceID, len(resources))
	sources, sourceIDs := make([]string, len(resources)), make([]string, len(resources))
	for i, r := range resources {
		given[i], sources[i], sourceIDs[i] = r.ID, r.Source, r.SourceID
	}
	pairs, err := many[struct{ Given, Stored models.ResourceID }](ctx, tx, "resource", `
		select n.given, r.id as stored
		from unnest($1::uuid[], $2::text[], $3::text[]) as n (given, source, source_id)
		join resources r using (source, source_id)`, given, sources, sourceIDs)
	stored := make(map[models.ResourceID]models.ResourceID, len(pairs))
	for _, pair := range pairs {
		stored[pair.Given] = pair.Stored
	}
	return stored, err
}
