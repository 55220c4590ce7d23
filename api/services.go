package api

import (
	"context"

	"suyang/models"
)

// Directory finds people and places.
type Directory interface {
	Learner(ctx context.Context, id models.AccountID) (models.Learner, error)
	Class(ctx context.Context, id models.ClassID) (models.Class, error)
	School(ctx context.Context, id models.SchoolID) (models.School, error)
	ClassLearners(ctx context.Context, id models.ClassID) ([]models.Learner, error)
	PersonClasses(ctx context.Context, id models.AccountID) ([]models.Class, error)
	Regions(ctx context.Context) ([]models.Region, error)
}

// Oversight tells an operator what the installation holds.
type Oversight interface {
	Staff(ctx context.Context, f models.StaffFilter) ([]models.StaffMember, error)
	Schools(ctx context.Context) ([]models.School, error)
	Overview(ctx context.Context) (models.Overview, error)
}

// Events keeps what happened, for audit.
type Events interface {
	LogEvent(ctx context.Context, e models.Event) error
}
