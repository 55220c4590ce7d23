package recommend

import (
	"context"

	"suyang/models"
)

// candidates starts the pipeline: for each of the learner's largest needs, the
// resources that teach the indicator at her stage and lie nearest to its
// description, without those she has opened.
type candidates struct {
	config     Config
	indicators *indicators
}

func (c candidates) recommend(ctx context.Context, p Profile, _ []pick) ([]pick, error) {
	seen, err := c.config.Interactions.Seen(ctx, p.Learner)
	if err != nil {
		return nil, err
	}
	var picks []pick
	for _, need := range c.needs(p) {
		query, err := c.indicators.query(ctx, need.Indicator)
		if err != nil {
			return nil, err
		}
		filter := models.ResourceFilter{Stage: p.Stage, Indicators: []string{need.Indicator}, Exclude: seen}
		found, err := c.config.Index.Nearest(ctx, c.config.Embedder.Name(), query, filter, c.config.Pool)
		if err != nil {
			return nil, err
		}
		for _, candidate := range found {
			picks = append(picks, pick{ResourceCandidate: candidate, need: need})
		}
	}
	return picks, nil
}

// needs are the learner's largest; of a learner without any evidence, all
// indicators of her stage, expected where she is as a whole.
func (c candidates) needs(p Profile) []Need {
	if len(p.Needs) > 0 {
		return p.largest(c.config.Needs)
	}
	var needs []Need
	for _, n := range c.indicators.serving(p.Stage) {
		needs = append(needs, Need{Indicator: n.Code, Theta: p.Theta})
	}
	return needs
}
