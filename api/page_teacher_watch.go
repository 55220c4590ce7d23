package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/assessment/report"
	"suyang/models"
	"suyang/web"
)

// getWatch shows how far each pupil is; htmx asks for that part again and again.
func (a *App) getWatch(c *fiber.Ctx) error {
	watch, class, err := a.watchInPath(c)
	if err != nil {
		return err
	}
	page := a.watchPage(watch, class, requestOf(c.UserContext()).locale)
	if isHTMX(c) {
		return a.fragment(c, "teacher/assignment", "watch", page)
	}
	return a.titledPage(c, "teacher/assignment", page, "teacher.watch.named", "class", class.Name, "title", page.Title)
}

// watchInPath watches the assignment that the path names, if it is of a class
// of the caller's.
func (a *App) watchInPath(c *fiber.Ctx) (assessment.Watch, web.TaughtClass, error) {
	ctx := c.UserContext()
	id, err := recordID[models.Assignment](c, "test")
	if err != nil {
		return assessment.Watch{}, web.TaughtClass{}, err
	}
	watch, err := a.cfg.Tests.Watch(ctx, currentPerson(ctx), id)
	if err != nil {
		return assessment.Watch{}, web.TaughtClass{}, err
	}
	class, err := a.classByID(ctx, watch.Assignment.ClassID)
	return watch, class, err
}

func (a *App) watchPage(w assessment.Watch, class web.TaughtClass, l models.Locale) web.WatchPage {
	now := time.Now()
	page := web.WatchPage{
		Class: class, URL: assignmentPath(w.Assignment.ID), Title: w.Form.Title.In(l),
		OpensAt: w.Assignment.OpensAt, ClosesAt: w.Assignment.ClosesAt, State: web.StateOfTest(w.Assignment, now), Turnout: turnout(w), Now: now, Paper: w.Form.Kind == models.FormLinear,
	}
	for _, p := range w.Pupils {
		row := web.WatchedPupil{
			PupilLink: web.PupilLink{Name: p.Learner.Name}, Number: p.Learner.Number,
			SessionID: p.SessionID, State: p.State, Items: p.Items, Progress: p.Progress,
		}
		if p.Items > 0 {
			row.Precision = a.cfg.Metric.SD * report.Margin(p.SE)
		}
		if p.State == models.SessionRunning {
			row.Idle = now.Sub(p.LastSeen)
		}
		if p.State.Counts() {
			row.URL = web.SessionURL(p.SessionID)
		}
		page.Pupils = append(page.Pupils, row)
	}
	return page
}

// postClose ends a test now.
func (a *App) postClose(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, err := recordID[models.Assignment](c, "test")
	if err != nil {
		return err
	}
	if err := a.cfg.Tests.Close(ctx, currentPerson(ctx), id); err != nil {
		return err
	}
	return a.goSaying(c, assignmentPath(id), "teacher.watch.closed")
}

const voidPage = "teacher/void"

// getVoid asks for the reason before a session is declared invalid.
func (a *App) getVoid(c *fiber.Ctx) error {
	form, err := a.voidForm(c)
	if err != nil {
		return err
	}
	return a.page(c, voidPage, form)
}

func (a *App) postVoid(c *fiber.Ctx) error {
	ctx := c.UserContext()
	form, err := a.voidForm(c)
	if err != nil {
		return err
	}
	id, err := recordID[models.Session](c, "session")
	if err != nil {
		return err
	}
	form.Reason = c.FormValue("reason")
	err = a.cfg.Tests.Void(ctx, currentPerson(ctx), id, form.Reason)
	if models.CodeOf(err) == models.CodeInvalid {
		form.Errors = web.FormErrors{{Field: "reason", Key: web.VoidReason}}
		return a.invalid(c, voidPage, form)
	}
	if err != nil {
		return err
	}
	return a.goSaying(c, form.Back, "teacher.void.done", "name", form.Pupil)
}

// voidForm says whose sitting of which test the path names. Only a teacher of
// the class that was tested may void it.
func (a *App) voidForm(c *fiber.Ctx) (web.VoidForm, error) {
	ctx := c.UserContext()
	review, err := a.reviewInPath(c)
	if err != nil {
		return web.VoidForm{}, err
	}
	if !currentPerson(ctx).InClass(review.Session.ClassID) {
		return web.VoidForm{}, models.NotFound("session")
	}
	learner, err := a.cfg.Directory.Learner(ctx, review.Session.LearnerID)
	if err != nil {
		return web.VoidForm{}, err
	}
	class, err := a.classByID(ctx, review.Session.ClassID)
	return web.VoidForm{
		Class: class, Pupil: learner.Name, Title: review.Form.Title.In(requestOf(ctx).locale),
		Back: assignmentPath(review.Session.AssignmentID), URL: web.SessionURL(review.Session.ID),
	}, err
}
