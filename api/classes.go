package api

import (
	"context"
	"time"

	"suyang/assessment"
	"suyang/assessment/report"
	"suyang/models"
	"suyang/platform"
)

func (a *App) addClasses() {
	handle(a, operation("list-classes", get, "/api/v1/classes", "My classes"), a.listClasses)
	handle(a, operation("class-report", get, "/api/v1/classes/{id}/report", "What the latest results of a class say"), a.classReport)
	handle(a, operation("list-assignments", get, "/api/v1/classes/{id}/assignments", "The tests of a class, newest first"), a.listAssignments)
	handle(a, operation("open-test", post, "/api/v1/classes/{id}/assignments", "Open a test for a class or some of its pupils"), a.openTest)
	handle(a, operation("list-pending-texts", get, "/api/v1/classes/{id}/pending", "Short texts that wait for a coder, without names"), a.listPending)
	handle(a, operation("issue-class-cards", post, "/api/v1/classes/{id}/cards", "New login cards for a whole class; the old ones end"), a.issueClassCards)
}

func (a *App) listClasses(ctx context.Context, _ *struct{}) (*body[[]models.Class], error) {
	return replyList(a.cfg.Directory.PersonClasses(ctx, currentPerson(ctx).ID))
}

func (a *App) classReport(ctx context.Context, in *ByID[models.Class]) (*body[report.Class], error) {
	return reply(a.cfg.Tests.ClassReport(ctx, currentPerson(ctx), in.ID))
}

func (a *App) listAssignments(ctx context.Context, in *ByID[models.Class]) (*body[[]models.Assignment], error) {
	return replyList(a.cfg.Tests.Assigned(ctx, currentPerson(ctx), in.ID))
}

type openIn struct {
	ByID[models.Class]
	Body struct {
		FormID   models.FormID      `json:"form_id"`
		OpensAt  time.Time          `json:"opens_at,omitzero" doc:"by default now"`
		ClosesAt time.Time          `json:"closes_at"`
		Learners []models.AccountID `json:"learners,omitempty" maxItems:"200" doc:"by default the whole class"`
	}
}

func (a *App) openTest(ctx context.Context, in *openIn) (*body[models.Assignment], error) {
	return reply(a.cfg.Tests.Open(ctx, currentPerson(ctx), models.Assignment{
		ClassID: in.ID, FormID: in.Body.FormID, OpensAt: in.Body.OpensAt, ClosesAt: in.Body.ClosesAt, Learners: in.Body.Learners,
	}))
}

func (a *App) listPending(ctx context.Context, in *ByID[models.Class]) (*body[[]assessment.Pending], error) {
	return replyList(a.cfg.Tests.Pending(ctx, currentPerson(ctx), in.ID))
}

func (a *App) issueClassCards(ctx context.Context, in *ByID[models.Class]) (*body[[]platform.Card], error) {
	return replyList(a.cfg.People.IssueClassCards(ctx, currentPerson(ctx), in.ID))
}
