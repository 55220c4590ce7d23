package api

import (
	"context"
	"time"

	"suyang/assessment/questionnaire"
	"suyang/models"
)

func (a *App) addQuestionnaires() {
	handle(a, operation("list-questionnaires", get, "/api/v1/questionnaires", "The questionnaires I can answer or have answered"), a.listQuestionnaires)
	handle(a, operation("get-questionnaire", get, "/api/v1/questionnaires/{id}", "What a questionnaire asks me, and what I have answered"), a.readQuestionnaire)
	handle(a, operation("keep-answers", put, "/api/v1/questionnaires/{id}/answers", "Keep some answers; an empty one takes an answer back, the others stay"), a.keepAnswers)
	handle(a, operation("withdraw-answers", post, "/api/v1/questionnaires/{id}/withdraw", "Delete everything I have answered"), a.withdrawAnswers)
	handle(a, operation("submit-answers", post, "/api/v1/questionnaires/{id}/submit", "Hand my answers in; they can be changed until the questionnaire closes"), a.submitAnswers)
	handle(a, operation("list-openings", get, "/api/v1/classes/{id}/questionnaires", "The questionnaires opened for a class, with how many have answered"), a.listOpenings)
	handle(a, operation("open-questionnaire", post, "/api/v1/classes/{id}/questionnaires", "Open a questionnaire for a class"), a.openQuestionnaire)
}

func (a *App) listQuestionnaires(ctx context.Context, _ *struct{}) (*body[[]questionnaire.Sheet], error) {
	return replyList(a.cfg.Questionnaires.Offers(ctx, currentPerson(ctx)))
}

func (a *App) readQuestionnaire(ctx context.Context, in *ByID[models.Opening]) (*body[questionnaire.Sheet], error) {
	return reply(a.cfg.Questionnaires.Sheet(ctx, currentPerson(ctx), in.ID))
}

type answersIn struct {
	ByID[models.Opening]
	Body struct {
		Answers models.Answers `json:"answers" doc:"values by question, such as {\"S1\": [2]}; several for a multiple question"`
	}
}

func (a *App) keepAnswers(ctx context.Context, in *answersIn) (*body[models.Reply], error) {
	return reply(a.cfg.Questionnaires.Keep(ctx, currentPerson(ctx), in.ID, requestOf(ctx).locale, in.Body.Answers))
}

func (a *App) withdrawAnswers(ctx context.Context, in *ByID[models.Opening]) (*empty, error) {
	return done(a.cfg.Questionnaires.Withdraw(ctx, currentPerson(ctx), in.ID))
}

func (a *App) submitAnswers(ctx context.Context, in *ByID[models.Opening]) (*body[models.Reply], error) {
	return reply(a.cfg.Questionnaires.Submit(ctx, currentPerson(ctx), in.ID))
}

func (a *App) listOpenings(ctx context.Context, in *ByID[models.Class]) (*body[[]models.OpeningCount], error) {
	return replyList(a.cfg.Questionnaires.Openings(ctx, currentPerson(ctx), in.ID))
}

type openingIn struct {
	ByID[models.Class]
	Body struct {
		Code     string    `json:"code" maxLength:"40" doc:"of the questionnaire, such as pupil"`
		ClosesAt time.Time `json:"closes_at"`
	}
}

func (a *App) openQuestionnaire(ctx context.Context, in *openingIn) (*body[models.Opening], error) {
	return reply(a.cfg.Questionnaires.Open(ctx, currentPerson(ctx), models.Opening{ClassID: in.ID, Code: in.Body.Code, ClosesAt: in.Body.ClosesAt}))
}
