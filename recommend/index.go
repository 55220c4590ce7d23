package recommend

import (
	"context"

	"suyang/models"
)

// Embedder places texts in a vector space.
type Embedder interface {
	// Embed returns one vector of Dim numbers for each text, in order.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
	// Name is the name and version of the space: vectors of two names are
	// not comparable.
	Name() string
	Dim() int
}

// Index holds the stock of resources and their vectors.
type Index interface {
	// Nearest returns at most limit resources that pass the filter, nearest
	// by cosine first.
	Nearest(ctx context.Context, model string, query []float32, f models.ResourceFilter, limit int) ([]models.ResourceCandidate, error)
	// UpsertResources stores resources with their embeddings, recognising
	// those it has by source and source id.
	UpsertResources(ctx context.Context, rs []models.Resource, es []models.Embedding) (models.ImportCount, error)
	Resource(ctx context.Context, id models.ResourceID) (models.Resource, error)
}

// Interactions is what learners did with resources.
type Interactions interface {
	// Seen returns the resources the learner has opened.
	Seen(ctx context.Context, learner models.AccountID) ([]models.ResourceID, error)
	LogEvent(ctx context.Context, e models.Event) error
}
