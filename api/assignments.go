package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/assessment/report"
	"suyang/models"
)

func (a *App) addAssignments() {
	handle(a, operation("watch-assignment", get, "/api/v1/assignments/{id}", "How far each pupil is"), a.watchAssignment)
	a.handleStream(operation("follow-assignment", get, "/api/v1/assignments/{id}/events", "How far each pupil is, as it changes"),
		"watch (what watch-assignment answers), error", a.followAssignment)
	handle(a, operation("close-assignment", post, "/api/v1/assignments/{id}/close", "Close a test now"), a.closeAssignment)
	handle(a, operation("assignment-report", get, "/api/v1/assignments/{id}/report", "What the results of one test say"), a.assignmentReport)
}

func (a *App) watchAssignment(ctx context.Context, in *ByID[models.Assignment]) (*body[assessment.Watch], error) {
	return reply(a.cfg.Tests.Watch(ctx, currentPerson(ctx), in.ID))
}

func (a *App) followAssignment(c *fiber.Ctx) error {
	id, err := idParam[models.Assignment](c)
	if err != nil {
		return err
	}
	teacher := currentPerson(c.UserContext())
	return a.watch(c, "watch", func(ctx context.Context) (any, bool, error) {
		watch, err := a.cfg.Tests.Watch(ctx, teacher, id)
		return watch, false, err
	})
}

func (a *App) closeAssignment(ctx context.Context, in *ByID[models.Assignment]) (*empty, error) {
	return done(a.cfg.Tests.Close(ctx, currentPerson(ctx), in.ID))
}

func (a *App) assignmentReport(ctx context.Context, in *ByID[models.Assignment]) (*body[report.Class], error) {
	return reply(a.cfg.Tests.AssignmentReport(ctx, currentPerson(ctx), in.ID))
}
