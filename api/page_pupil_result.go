package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/web"
)

// getResult shows what a session that has ended says.
func (a *App) getResult(c *fiber.Ctx) error {
	task, err := a.currentTask(c)
	if err != nil {
		return err
	}
	if task.Session.State.Open() {
		return goTo(c, sessionPath(task.Session.ID))
	}
	page, err := a.result(c.UserContext(), task)
	if err != nil {
		return err
	}
	return a.page(c, "pupil/result", page)
}

func (a *App) result(ctx context.Context, task assessment.Task) (web.PupilResult, error) {
	me, l := currentPerson(ctx), requestOf(ctx).locale
	title, err := a.testTitle(ctx, task.Session)
	if err != nil {
		return web.PupilResult{}, err
	}
	if !task.Session.State.Counts() {
		return web.PupilResult{Test: title, At: task.Session.EndedAt, Voided: true}, nil
	}
	report, err := a.cfg.Tests.PupilReport(ctx, me, task.Session.ID)
	if err != nil {
		return web.PupilResult{}, err
	}
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return web.PupilResult{}, err
	}
	page := a.cfg.Web.PupilResult(l, report)
	page.SessionID, page.Name, page.Test = task.Session.ID, me.Name, title
	page.Next, page.Companion = a.suggestions(ctx), learner.MayUseCompanion()
	return page, nil
}
