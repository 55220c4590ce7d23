package api

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
)

// getClass shows what a class needs today and what its latest results say.
func (a *App) getClass(c *fiber.Ctx) error {
	ctx := c.UserContext()
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	report, err := a.cfg.Tests.ClassReport(ctx, currentPerson(ctx), class.ID)
	if err != nil {
		return err
	}
	todo, err := a.todo(ctx, class)
	if err != nil {
		return err
	}
	l := requestOf(ctx).locale
	page := web.ClassPage{Class: class, Today: time.Now(), Todo: todo.ClassTodo(l, report), Report: a.cfg.Web.ClassReport(l, report)}
	return a.titledPage(c, "teacher/class", page, "teacher.class.named", "class", class.Name)
}

// getTestReport shows what the results of one test say.
func (a *App) getTestReport(c *fiber.Ctx) error {
	ctx := c.UserContext()
	watch, class, err := a.watchInPath(c)
	if err != nil {
		return err
	}
	report, err := a.cfg.Tests.AssignmentReport(ctx, currentPerson(ctx), watch.Assignment.ID)
	if err != nil {
		return err
	}
	l := requestOf(ctx).locale
	page := web.TestReport{
		Class: class, URL: assignmentPath(watch.Assignment.ID), Title: watch.Form.Title.In(l),
		OpensAt: watch.Assignment.OpensAt, ClosesAt: watch.Assignment.ClosesAt, Report: a.cfg.Web.ClassReport(l, report),
	}
	return a.titledPage(c, "teacher/report", page, "teacher.test_report.named", "class", class.Name, "title", page.Title)
}

// getLesson shows a lesson that a report suggests.
func (a *App) getLesson(c *fiber.Ctx) error {
	ctx := c.UserContext()
	lesson, err := a.cfg.Tests.Lesson(c.Params("id"))
	if err != nil {
		return err
	}
	framework, err := a.cfg.Tests.Framework(ctx)
	if err != nil {
		return err
	}
	l := requestOf(ctx).locale
	page := web.NewLessonPage(l, lesson)
	if i := slices.IndexFunc(framework, func(n models.Node) bool { return n.Code == lesson.Indicator }); i >= 0 {
		page.Indicator = framework[i].Name.In(l)
	}
	return a.page(c, "teacher/lesson", page)
}
