package recommend

import (
	"context"
	"strings"

	"suyang/models"
)

// maxQuery is the longest search, in characters.
const maxQuery = 500

// Service finds resources.
type Service struct {
	config     Config
	indicators *indicators
}

// New returns a service.
func New(c Config) *Service {
	c = c.withDefaults()
	return &Service{config: c, indicators: newIndicators(c.Embedder, c.Framework)}
}

// Recommendation is a resource with the reasons for it, the weightiest first.
type Recommendation struct {
	Resource  models.Resource `json:"resource"`
	Indicator string          `json:"indicator"` // the need it answers
	Success   float64         `json:"success"`   // expected share of its tasks the learner would solve
	Score     float64         `json:"score"`     // rank, 0 to 1
	Reasons   []Reason        `json:"reasons"`
}

// Next returns at most k resources for the learner, best first. The first ones
// answer different needs as far as the stock allows.
func (s *Service) Next(ctx context.Context, p Profile, k int) ([]Recommendation, error) {
	pipeline := []recommender{
		candidates{s.config, s.indicators},
		suitable{},
		ranking{s.config.Weights, s.config.Target},
		variety{k},
	}
	var picks []pick
	for _, step := range pipeline {
		var err error
		if picks, err = step.recommend(ctx, p, picks); err != nil {
			return nil, err
		}
	}
	recommendations := make([]Recommendation, len(picks))
	for i, c := range picks {
		recommendations[i] = Recommendation{
			Resource: c.Resource, Indicator: c.need.Indicator, Success: c.success, Score: c.score,
			Reasons: explain(c, p, s.indicators),
		}
	}
	return recommendations, nil
}

// recommender is one step of the pipeline: it takes the picks of the step
// before and returns its own.
type recommender interface {
	recommend(ctx context.Context, p Profile, picks []pick) ([]pick, error)
}

// pick is a resource on its way through the pipeline.
type pick struct {
	models.ResourceCandidate
	need    Need
	success float64
	score   float64
	parts   Weights // what each component adds to the score
}

// Search returns at most k resources near the query, nearest first.
func (s *Service) Search(ctx context.Context, query string, f models.ResourceFilter, k int) ([]models.ResourceCandidate, error) {
	query = strings.TrimSpace(query)
	if query == "" {
		return nil, models.Invalid("query", "write what to search for")
	}
	if len([]rune(query)) > maxQuery {
		return nil, models.Invalid("query", "a search has at most 500 characters")
	}
	vectors, err := s.config.Embedder.Embed(ctx, []string{query})
	if err != nil {
		return nil, err
	}
	return s.config.Index.Nearest(ctx, s.config.Embedder.Name(), vectors[0], f, k)
}

// Passages returns at most k resources about an indicator that lie near the
// query, for the companion to speak from: what teaches the indicator at the
// stage, nearest first.
func (s *Service) Passages(ctx context.Context, query, indicator string, stage models.Stage, k int) ([]models.Resource, error) {
	found, err := s.Search(ctx, query, models.ResourceFilter{Stage: stage, Indicators: []string{indicator}}, k)
	if err != nil {
		return nil, err
	}
	resources := make([]models.Resource, len(found))
	for i, c := range found {
		resources[i] = c.Resource
	}
	return resources, nil
}

// Open returns a resource and notes that the learner has opened it: it is not
// recommended to her again.
func (s *Service) Open(ctx context.Context, learner models.Person, id models.ResourceID) (models.Resource, error) {
	r, err := s.config.Index.Resource(ctx, id)
	if err != nil {
		return models.Resource{}, err
	}
	return r, s.config.Interactions.LogEvent(ctx, models.Event{
		ID: models.NewID[models.Event](), RegionID: learner.RegionID, ActorID: learner.ID,
		Verb: models.VerbResourceOpened, Object: id.String(), At: s.config.Clock(),
	})
}
