package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"suyang/models"
)

// exactUpTo is how many resources may pass a filter for them to be compared one
// by one. The index finds the nearest first and filters after, so that for few
// resources it would have to be read far.
const exactUpTo = 2000

// searchSettings hold for one transaction: the index is read on, in exact
// order, until enough resources have passed the filter; and each search is
// planned for its own filter and limit.
const searchSettings = `
	select set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', '100', true),
		set_config('plan_cache_mode', 'force_custom_plan', true)`

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
// first. When more than a few thousand pass, a near one may now and then be
// missed.
func (s *Store) Nearest(ctx context.Context, model string, query []float32, f models.ResourceFilter, limit int) ([]models.ResourceCandidate, error) {
	search := newSearch(model, query, f, limit)
	var near []neighbour
	err := s.inTx(ctx, "resource", func(tx pgx.Tx) (err error) {
		if _, err = tx.Exec(ctx, searchSettings); err == nil {
			near, err = search.run(ctx, tx)
		}
		return err
	})
	found := make([]models.ResourceCandidate, len(near))
	for i, n := range near {
		found[i] = models.ResourceCandidate{Resource: n.Resource, Similarity: n.Similarity}
	}
	return found, err
}

// neighbour is a row of a search.
type neighbour struct {
	models.Resource
	Similarity float64
	Compared   int // with how many the query was compared one by one
}

// search is a query for neighbours.
type search struct {
	passing string // the embeddings e and resources r that pass the filter
	args    pgx.NamedArgs
	limit   int
}

func newSearch(model string, query []float32, f models.ResourceFilter, limit int) search {
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
		conditions = append(conditions, "r.id <> all(@exclude)")
	}
	return search{
		passing: "from embeddings e join resources r on r.id = e.resource_id where " + strings.Join(conditions, " and "),
		args: pgx.NamedArgs{
			"model": model, "query": pgvector.NewHalfVector(query), "limit": limit,
			"stage": f.Stage, "locale": f.Locale, "indicators": f.Indicators, "exclude": f.Exclude,
		},
		limit: limit,
	}
}

// run compares with all that pass when they are few, else reads the index; and
// compares with all should the index give up before the limit.
func (s search) run(ctx context.Context, tx pgx.Tx) ([]neighbour, error) {
	found, err := s.exact(ctx, tx, exactUpTo+1)
	if err != nil || len(found) == 0 || found[0].Compared <= exactUpTo {
		return found, err
	}
	found, err = s.byIndex(ctx, tx)
	if err != nil || len(found) == s.limit {
		return found, err
	}
	return s.exact(ctx, tx, nil)
}

// exact compares with those that pass one by one, with most of them if most is
// a number. A vector of zeros, which has no direction, is near nothing; the
// index leaves it out, too.
func (s search) exact(ctx context.Context, tx pgx.Tx, most any) ([]neighbour, error) {
	s.args["most"] = most
	return many[neighbour](ctx, tx, "resource", `
		with passing as materialized (
			select e.resource_id, e.vector <=> @query as distance `+s.passing+` limit @most),
		nearest as (select resource_id, distance from passing where distance <> 'NaN' order by distance limit @limit)
		select `+resourceColumns+`, 1 - n.distance as similarity, (select count(*) from passing) as compared
		from nearest n join resources r on r.id = n.resource_id order by n.distance`, s.args)
}

func (s search) byIndex(ctx context.Context, tx pgx.Tx) ([]neighbour, error) {
	return many[neighbour](ctx, tx, "resource", `
		select `+resourceColumns+`, 1 - (e.vector <=> @query) as similarity, 0 as compared
		`+s.passing+` order by e.vector <=> @query limit @limit`, s.args)
}
