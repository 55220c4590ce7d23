package api

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/models"
	"suyang/web"
)

const taskPage = "pupil/task"

func sessionPath(id models.SessionID) string { return "/pupil/sessions/" + id.String() }

func resultPath(id models.SessionID) string { return sessionPath(id) + "/result" }

// postStart begins a test, or goes on where the pupil stopped.
func (a *App) postStart(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, err := recordID[models.Assignment](c, "test")
	if err != nil {
		return err
	}
	task, err := a.cfg.Tests.Start(ctx, currentPerson(ctx), id, requestOf(ctx).locale)
	if err != nil {
		return err
	}
	return goTo(c, sessionPath(task.Session.ID))
}

// getTask shows a session as it stands.
func (a *App) getTask(c *fiber.Ctx) error {
	task, err := a.currentTask(c)
	if err != nil {
		return err
	}
	switch task.Session.State {
	case models.SessionCreated:
		return goTo(c, home(models.RolePupil)) // where it is started
	case models.SessionRunning:
		return a.page(c, taskPage, newTaskPage(task))
	case models.SessionPaused:
		return a.page(c, "pupil/paused", web.Pause{
			URL: sessionPath(task.Session.ID), Answered: task.Position, Progress: task.Progress,
			Remaining: remaining(task), Timed: timed(task),
		})
	}
	return goTo(c, resultPath(task.Session.ID))
}

// currentTask reads the session that the path names.
func (a *App) currentTask(c *fiber.Ctx) (assessment.Task, error) {
	id, err := recordID[models.Session](c, "session")
	if err != nil {
		return assessment.Task{}, err
	}
	return a.cfg.Tests.Task(c.UserContext(), currentPerson(c.UserContext()), id)
}

func newTaskPage(task assessment.Task) web.Task {
	return web.Task{
		URL: sessionPath(task.Session.ID), Item: task.Item, AnswerID: models.NewID[models.Answer](),
		Progress: task.Progress, Remaining: remaining(task), Timed: timed(task),
	}
}

func timed(task assessment.Task) bool { return task.RemainingSeconds >= 0 }

func remaining(task assessment.Task) time.Duration {
	return time.Duration(max(0, task.RemainingSeconds)) * time.Second
}

// postAnswer takes the answer to the waiting item. An answer that comes twice,
// or after the test has moved on, shows where the test stands.
func (a *App) postAnswer(c *fiber.Ctx) error {
	task, err := a.currentTask(c)
	if err != nil {
		return err
	}
	form, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return models.Invalid("form", "the form cannot be read")
	}
	if task.Item == nil || form.Get("item_id") != task.Item.ItemID {
		return goTo(c, sessionPath(task.Session.ID))
	}
	page := newTaskPage(task)
	page.Draft = web.ParseAnswer(form, *task.Item)
	if web.MoveCard(form, *task.Item, page.Draft) {
		return a.page(c, taskPage, page)
	}
	if form.Get("skip") == "" {
		page.Errors = web.Unanswered(*task.Item, page.Draft)
		page.Unanswered = page.Errors != nil
	}
	if page.Errors == nil {
		page.Errors, err = a.takeAnswer(c, task, form.Get("answer_id"), page.Draft)
	}
	switch {
	case err != nil:
		return err
	case page.Errors != nil:
		return a.invalid(c, taskPage, page)
	}
	return goTo(c, sessionPath(task.Session.ID))
}

// takeAnswer hands an answer in. An answer that does not fit the item comes
// back as faults of the form.
func (a *App) takeAnswer(c *fiber.Ctx, task assessment.Task, answerID string, answer models.Answer) (web.FormErrors, error) {
	ctx := c.UserContext()
	id, err := models.ParseID[models.Answer](answerID)
	if err == nil {
		_, err = a.cfg.Tests.Answer(ctx, currentPerson(ctx), task.Session.ID, assessment.Submission{AnswerID: id, ItemID: task.Item.ItemID, Answer: answer})
	}
	if refusal, ok := errors.AsType[*models.Error](err); ok && refusal.Code == models.CodeInvalid {
		return web.FormErrors{web.AnswerFault(*task.Item, refusal.Field)}, nil
	}
	return nil, unlessStale(err)
}

// unlessStale passes over refusals of what came too late, from a page that no
// longer shows how things stand: the page that follows shows it.
func unlessStale(err error) error {
	if code := models.CodeOf(err); code == models.CodeConflict || code == models.CodeExpired {
		return nil
	}
	return err
}

func (a *App) postPause(c *fiber.Ctx) error { return a.turn(c, a.cfg.Tests.Pause) }

func (a *App) postResume(c *fiber.Ctx) error { return a.turn(c, a.cfg.Tests.Resume) }

func (a *App) postHandIn(c *fiber.Ctx) error { return a.turn(c, a.cfg.Tests.HandIn) }

// turn lets an event happen to a session and shows what has come of it.
func (a *App) turn(c *fiber.Ctx, happen func(context.Context, models.Person, models.SessionID) (assessment.Task, error)) error {
	ctx := c.UserContext()
	id, err := recordID[models.Session](c, "session")
	if err != nil {
		return err
	}
	_, err = happen(ctx, currentPerson(ctx), id)
	if err := unlessStale(err); err != nil {
		return err
	}
	return goTo(c, sessionPath(id))
}
