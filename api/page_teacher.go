package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/models"
	"suyang/web"
)

// teacherMenu is the main navigation of teachers.
var teacherMenu = []web.NavItem{{Key: "teacher.home.title", URL: "/teacher"}, formsEntry, {Key: "questionnaire.profile.menu", URL: ownQuestionnaire}}

func (a *App) addTeacherPages() {
	a.routes.Get("/teacher", a.getTeacherHome)
	a.routes.Get("/teacher/classes/:id", a.getClass)
	a.routes.Get("/teacher/classes/:id/assignments", a.getClassTests)
	a.routes.Post("/teacher/classes/:id/assignments", a.postClassTest)
	a.routes.Get("/teacher/classes/:id/coding", a.getCoding)
	a.routes.Post("/teacher/classes/:id/coding", a.postCoding)
	a.routes.Get("/teacher/classes/:id/pupils", a.getClassPupils)
	a.routes.Post("/teacher/classes/:id/pupils/:pupil/consent", a.postConsent)
	a.routes.Get("/teacher/classes/:id/pupils/:pupil/card", a.getCardOffer)
	a.routes.Post("/teacher/classes/:id/pupils/:pupil/card", a.postPupilCard)
	a.routes.Get("/teacher/classes/:id/cards", a.getCardsOffer)
	a.routes.Post("/teacher/classes/:id/cards", a.postClassCards)
	a.routes.Get("/teacher/assignments/:id", a.getWatch)
	a.routes.Get("/teacher/assignments/:id/report", a.getTestReport)
	a.routes.Post("/teacher/assignments/:id/close", a.postClose)
	a.routes.Get("/teacher/sessions/:id", a.getPupilReport)
	a.routes.Get("/teacher/sessions/:id/void", a.getVoid)
	a.routes.Post("/teacher/sessions/:id/void", a.postVoid)
	a.routes.Get("/teacher/lessons/:id", a.getLesson)
}

// getTeacherHome shows the teacher's classes with what waits for her.
func (a *App) getTeacherHome(c *fiber.Ctx) error {
	ctx := c.UserContext()
	classes, err := a.cfg.Directory.PersonClasses(ctx, currentPerson(ctx).ID)
	if err != nil {
		return err
	}
	page := web.TeacherHome{Today: time.Now()}
	for _, class := range classes {
		taught, err := a.taughtClass(ctx, class)
		if err != nil {
			return err
		}
		todo, err := a.todo(ctx, taught)
		if err != nil {
			return err
		}
		page.Classes = append(page.Classes, web.ClassToday{Class: taught, Todo: todo})
	}
	return a.page(c, "teacher/home", page)
}

// classInPath is the class that the path names, if the caller teaches it.
func (a *App) classInPath(c *fiber.Ctx) (web.TaughtClass, error) {
	id, err := recordID[models.Class](c, "class")
	if err != nil {
		return web.TaughtClass{}, err
	}
	if !currentPerson(c.UserContext()).InClass(id) {
		return web.TaughtClass{}, models.NotFound("class")
	}
	return a.classByID(c.UserContext(), id)
}

func (a *App) classByID(ctx context.Context, id models.ClassID) (web.TaughtClass, error) {
	class, err := a.cfg.Directory.Class(ctx, id)
	if err != nil {
		return web.TaughtClass{}, err
	}
	return a.taughtClass(ctx, class)
}

func (a *App) taughtClass(ctx context.Context, class models.Class) (web.TaughtClass, error) {
	school, err := a.cfg.Directory.School(ctx, class.SchoolID)
	return web.TaughtClass{ID: class.ID, Name: class.Name, School: school.Name}, err
}

// todo gathers the open tests and the texts to code of a class.
func (a *App) todo(ctx context.Context, class web.TaughtClass) (web.Todo, error) {
	me, l := currentPerson(ctx), requestOf(ctx).locale
	todo := web.Todo{Class: class}
	assigned, err := a.cfg.Tests.Assigned(ctx, me, class.ID)
	if err != nil {
		return todo, err
	}
	for _, x := range assigned {
		if !x.OpenAt(time.Now()) {
			continue
		}
		watch, err := a.cfg.Tests.Watch(ctx, me, x.ID)
		if err != nil {
			return todo, err
		}
		todo.Tests = append(todo.Tests, web.OpenTest{
			URL: assignmentPath(x.ID), Title: watch.Form.Title.In(l), ClosesAt: x.ClosesAt, Turnout: turnout(watch),
		})
	}
	pending, err := a.cfg.Tests.Pending(ctx, me, class.ID)
	todo.Texts = len(pending)
	return todo, err
}

func assignmentPath(id models.AssignmentID) string { return "/teacher/assignments/" + id.String() }

// turnout counts the pupils of a test. One whose sitting was voided may start
// again.
func turnout(w assessment.Watch) web.Turnout {
	var t web.Turnout
	for _, p := range w.Pupils {
		switch {
		case p.State.Open():
			t.Working++
		case p.State.Counts():
			t.Done++
		default:
			t.NotStarted++
		}
	}
	return t
}
