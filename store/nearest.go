package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"suyang/models"
)

// exactBelow is how many resources may pass a filter for them to be compared
// one by one. The index finds the nearest first and filters after, so that for
// few resources it would have to be read far.
const exactBelow = 2000

// searchSettings hold for one transaction: the index is read on, in exact
// order, until enough resources have passed the filter.
const searchSettings = `
	select set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', '100', true)`

func putEmbeddings(ctx context.Context, tx pgx.Tx, embeddings []models.Embedding, stored map[models.ResourceID]models.ResourceID) error {
	ids, names := make([]models.ResourceID, len(embeddings)), make([]string, len(embeddings))
	vectors := make([]pgvector.HalfVector, len(embeddings))
	for i, e := range embeddings {
		ids[i], names[i], vectors[i] = e.ResourceID, e.Model, pgvector.NewHalfVector(e.Vector)
		if id, ok := stored[e.ResourceID]; ok {
			ids[i] = id
		}
	}
	_, err := tx.Exec(ctx, `
		insert into embeddings as e (resource_id, model, vector)
		select * from unnest($1::uuid[], $2::text[], $3::halfvec[]) as n (resource_id, model, vector)
		order by resource_id
		on conflict (resource_id, model) do update set vector = excluded.vector where e.vector <> excluded.vector`,
		ids, names, vectors)
	return failed("embedding", err)
}

// Nearest lists the resources that pass the filter and lie nearest to the
// query in the space of an embedding model, by cosine similarity, nearest
// first.
func (s *Store) Nearest(ctx context.Context, model string, query []float32, f models.ResourceFilter, limit int) ([]models.ResourceCandidate, error) {
	search := newSearch(model, query, f, limit)
	var found []models.ResourceCandidate
	err := s.inTx(ctx, "resource", func(tx pgx.Tx) error {
		few, err := search.passesFew(ctx, tx)
		if err != nil {
			return err
		}
		if !few {
			found, err = search.approximate(ctx, tx)
		}
		if err == nil && len(found) < limit {
			found, err = search.exact(ctx, tx)
		}
		return err
	})
	return found, err
}

// search is a query for neighbours.
type search struct {
	where string
	args  pgx.NamedArgs
}

func newSearch(model string, query []float32, f models.ResourceFilter, limit int) search {
	s := search{args: pgx.NamedArgs{
		"model": model, "query": pgvector.NewHalfVector(query), "limit": limit, "few": exactBelow,
		"stage": f.Stage, "locale": f.Locale, "indicators": f.Indicators, "exclude": f.Exclude,
	}}
	conditions := []string{"e.model = @model"}
	if f.Stage != "" {
		conditions = append(conditions, "r.stages @> array[@stage]")
	}
	if f.Locale != "" {
		conditions = append(conditions, "r.locale = @locale")
	}
	if len(f.Indicators) > 0 {
		conditions = append(conditions, "r.indicators && @indicators")
	}
	if len(f.Exclude) > 0 {
		conditions = append(conditions, "e.resource_id <> all(@exclude)")
	}
	s.where = " from embeddings e join resources r on r.id = e.resource_id where " + strings.Join(conditions, " and ")
	return s
}

// passesFew reports whether few enough resources pass the filter.
func (s search) passesFew(ctx context.Context, tx pgx.Tx) (few bool, err error) {
	err = tx.QueryRow(ctx, "select count(*) < @few from (select"+s.where+" limit @few) passing", s.args).Scan(&few)
	return few, err
}

// approximate reads the index.
func (s search) approximate(ctx context.Context, tx pgx.Tx) ([]models.ResourceCandidate, error) {
	if _, err := tx.Exec(ctx, searchSettings); err != nil {
		return nil, err
	}
	return s.nearest(ctx, tx, "e.vector <=> @query")
}

// exact compares with all that pass the filter: the index serves no sum.
func (s search) exact(ctx context.Context, tx pgx.Tx) ([]models.ResourceCandidate, error) {
	return s.nearest(ctx, tx, "(e.vector <=> @query) + 0")
}

func (s search) nearest(ctx context.Context, tx pgx.Tx, distance string) ([]models.ResourceCandidate, error) {
	rows, err := many[struct {
		models.Resource
		Similarity float64
	}](ctx, tx, "resource", "select "+resourceColumns+", 1 - (e.vector <=> @query) as similarity"+
		s.where+" order by "+distance+" limit @limit", s.args)
	found := make([]models.ResourceCandidate, len(rows))
	for i, row := range rows {
		found[i] = models.ResourceCandidate{Resource: row.Resource, Similarity: row.Similarity}
	}
	return found, err
}
