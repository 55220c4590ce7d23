package api

import (
	"context"

	"suyang/models"
)

// Directory finds people and places.
type Directory interface {
	Learner(ctx context.Context, id models.AccountID) (models.Learner, error)
	PersonClasses(ctx context.Context, id models.AccountID) ([]models.Class, error)
	Regions(ctx context.Context) ([]models.Region, error)
}
