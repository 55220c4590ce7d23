package api

import (
	"context"

	"suyang/assessment"
	"suyang/assessment/report"
	"suyang/models"
)

func (a *App) addSessions() {
	handle(a, operation("task", get, "/api/v1/sessions/{id}", "My test session as it stands, with the item that waits"), a.task)
	handle(a, operation("answer", post, "/api/v1/sessions/{id}/answers", "Answer the item that waits; sending the same answer_id again changes nothing"), a.answer)
	handle(a, operation("pause", post, "/api/v1/sessions/{id}/pause", "Stop the clock and hide the item"), a.pauseSession)
	handle(a, operation("resume", post, "/api/v1/sessions/{id}/resume", "Go on after a pause"), a.resumeSession)
	handle(a, operation("hand-in", post, "/api/v1/sessions/{id}/hand-in", "End the session with what was answered"), a.handIn)
	handle(a, operation("session-report", get, "/api/v1/sessions/{id}/report", "What a session that counts says"), a.sessionReport)
	handle(a, operation("void-session", post, "/api/v1/sessions/{id}/void", "Declare a session invalid"), a.voidSession)
	handle(a, operation("code-text", put, "/api/v1/sessions/{id}/codes", "Replace the points of a short text by a coder's"), a.codeText)
}

func (a *App) task(ctx context.Context, in *ByID[models.Session]) (*body[assessment.Task], error) {
	return reply(a.cfg.Tests.Task(ctx, currentPerson(ctx), in.ID))
}

type answerIn struct {
	ByID[models.Session]
	Body struct {
		AnswerID models.AnswerID `json:"answer_id" doc:"UUID made by the client, one an answer"`
		ItemID   string          `json:"item_id" doc:"the item that is answered" maxLength:"64"`
		Answer   models.Answer   `json:"answer"`
	}
}

func (a *App) answer(ctx context.Context, in *answerIn) (*body[assessment.Task], error) {
	return reply(a.cfg.Tests.Answer(ctx, currentPerson(ctx), in.ID,
		assessment.Submission{AnswerID: in.Body.AnswerID, ItemID: in.Body.ItemID, Answer: in.Body.Answer}))
}

func (a *App) pauseSession(ctx context.Context, in *ByID[models.Session]) (*body[assessment.Task], error) {
	return reply(a.cfg.Tests.Pause(ctx, currentPerson(ctx), in.ID))
}

func (a *App) resumeSession(ctx context.Context, in *ByID[models.Session]) (*body[assessment.Task], error) {
	return reply(a.cfg.Tests.Resume(ctx, currentPerson(ctx), in.ID))
}

func (a *App) handIn(ctx context.Context, in *ByID[models.Session]) (*body[assessment.Task], error) {
	return reply(a.cfg.Tests.HandIn(ctx, currentPerson(ctx), in.ID))
}

func (a *App) sessionReport(ctx context.Context, in *ByID[models.Session]) (*body[report.Pupil], error) {
	return reply(a.readReport(ctx, in.ID))
}

type voidIn struct {
	ByID[models.Session]
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"200" doc:"kept with the session"`
	}
}

func (a *App) voidSession(ctx context.Context, in *voidIn) (*empty, error) {
	return done(a.cfg.Tests.Void(ctx, currentPerson(ctx), in.ID, in.Body.Reason))
}

type codeIn struct {
	ByID[models.Session]
	Body struct {
		ItemID string `json:"item_id" maxLength:"64"`
		PartID string `json:"part_id" maxLength:"64"`
		Points int    `json:"points" minimum:"0"`
	}
}

func (a *App) codeText(ctx context.Context, in *codeIn) (*empty, error) {
	return done(a.cfg.Tests.Code(ctx, currentPerson(ctx), in.ID, in.Body.ItemID, in.Body.PartID, in.Body.Points))
}
