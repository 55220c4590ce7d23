package api

import (
	"context"

	"suyang/assessment"
	"suyang/models"
)

func (a *App) addTests() {
	handle(a, operation("list-tests", get, "/api/v1/tests", "The tests I can start or go on with"), a.listTests)
	handle(a, operation("start-test", post, "/api/v1/tests/{id}/start", "Start the test of an assignment, or go on where I stopped"), a.startTest)
	handle(a, operation("list-results", get, "/api/v1/results", "My test sessions that count, newest first"), a.listResults)
	handle(a, operation("list-forms", get, "/api/v1/forms", "The forms that can be opened for a class or calibrated"), a.listForms)
}

func (a *App) listTests(ctx context.Context, _ *struct{}) (*body[[]assessment.Offer], error) {
	return replyList(a.cfg.Tests.Available(ctx, currentPerson(ctx)))
}

type startIn struct {
	ByID[models.Assignment]
	Locale models.Locale `query:"locale" enum:"zh-CN,en" doc:"language of the test; by default that of the request"`
}

func (a *App) startTest(ctx context.Context, in *startIn) (*body[assessment.Task], error) {
	if in.Locale == "" {
		in.Locale = requestOf(ctx).locale
	}
	return reply(a.cfg.Tests.Start(ctx, currentPerson(ctx), in.ID, in.Locale))
}

func (a *App) listResults(ctx context.Context, _ *struct{}) (*body[[]models.Session], error) {
	return replyList(a.cfg.Tests.Results(ctx, currentPerson(ctx)))
}

func (a *App) listForms(ctx context.Context, _ *struct{}) (*body[[]models.Form], error) {
	return replyList(a.cfg.Tests.OfferedForms(ctx, currentPerson(ctx)))
}
