package api

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
)

// getClassTests lists the tests of a class and offers to open one, by default
// for a week, until the end of a school day.
func (a *App) getClassTests(c *fiber.Ctx) error {
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	day := time.Now().In(a.cfg.Web.Location()).AddDate(0, 0, 7)
	closes := time.Date(day.Year(), day.Month(), day.Day(), 18, 0, 0, 0, day.Location())
	page, err := a.classTests(c.UserContext(), class, web.TestForm{Closes: closes.Format(web.FieldTime)}, nil)
	if err != nil {
		return err
	}
	return a.titledPage(c, "teacher/tests", page, "teacher.tests.named", "class", class.Name)
}

// postClassTest opens a test, or shows the form again with what is wrong.
func (a *App) postClassTest(c *fiber.Ctx) error {
	ctx := c.UserContext()
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	sent, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return models.Invalid("form", "the form cannot be read")
	}
	form, wanted := readTestForm(sent, a.cfg.Web.Location())
	wanted.ClassID = class.ID
	if form.Errors == nil {
		opened, err := a.cfg.Tests.Open(ctx, currentPerson(ctx), wanted)
		if err == nil {
			return a.goSaying(c, assignmentPath(opened.ID), "teacher.open.done")
		}
		if form.Errors = testFormFault(err); form.Errors == nil {
			return err
		}
	}
	page, err := a.classTests(ctx, class, form, sent["pupil"])
	if err != nil {
		return err
	}
	return a.invalid(c, "teacher/tests", page)
}

// readTestForm reads what was entered, as far as it can be read.
func readTestForm(sent url.Values, zone *time.Location) (form web.TestForm, wanted models.Assignment) {
	form.Form, form.Some = sent.Get("form"), sent.Get("who") == "some"
	form.Opens, form.Closes = strings.TrimSpace(sent.Get("opens")), strings.TrimSpace(sent.Get("closes"))
	fault := func(field, key string) { form.Errors = append(form.Errors, web.FieldError{Field: field, Key: key}) }
	var err error
	if wanted.FormID, err = models.ParseID[models.Form](form.Form); err != nil || wanted.FormID.IsZero() {
		fault("form", web.TestFormUnknown)
	}
	if form.Opens != "" {
		if wanted.OpensAt, err = fieldTime(form.Opens, zone); err != nil {
			fault("opens", web.TestOpensUnread)
		}
	}
	if wanted.ClosesAt, err = fieldTime(form.Closes, zone); err != nil {
		fault("closes", web.TestClosesUnread)
	}
	if form.Some {
		if wanted.Learners, err = parseIDs[models.Account](sent["pupil"]); err != nil {
			fault("pupil", web.TestPupilsOther)
		} else if len(wanted.Learners) == 0 {
			fault("pupil", web.TestPupilsNone)
		}
	}
	return form, wanted
}

func parseIDs[K any](sent []string) (ids []models.ID[K], err error) {
	for _, s := range sent {
		id, err := models.ParseID[K](s)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// fieldTime reads the time of a field. Browsers that do not know such fields
// send what was typed.
func fieldTime(s string, zone *time.Location) (t time.Time, err error) {
	for _, layout := range []string{web.FieldTime, "2006-01-02T15:04:05", time.DateTime, "2006-01-02 15:04"} {
		if t, err = time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return t, err
}

// testFormFault says on the form why a test cannot be opened so; nil when it
// is not the form's fault.
func testFormFault(err error) web.FormErrors {
	refusal, ok := errors.AsType[*models.Error](err)
	if !ok || refusal.Code != models.CodeInvalid {
		return nil
	}
	switch {
	case refusal.Field == "form_id":
		return web.FormErrors{{Field: "form", Key: web.TestFormUnknown}}
	case refusal.Field == "closes_at":
		return web.FormErrors{{Field: "closes", Key: web.TestClosesEarly}}
	case strings.HasPrefix(refusal.Field, "learners"):
		return web.FormErrors{{Field: "pupil", Key: web.TestPupilsOther}}
	}
	return nil
}

// classTests is the page around the form; chosen are the pupils ticked in it.
func (a *App) classTests(ctx context.Context, class web.TaughtClass, form web.TestForm, chosen []string) (web.ClassTests, error) {
	page := web.ClassTests{Class: class, Form: form}
	assigned, err := a.cfg.Tests.Assigned(ctx, currentPerson(ctx), class.ID)
	if err != nil {
		return page, err
	}
	forms, err := a.cfg.Tests.Forms(ctx)
	if err != nil {
		return page, err
	}
	learners, err := a.cfg.Directory.ClassLearners(ctx, class.ID)
	if err != nil {
		return page, err
	}
	titles, linear := map[models.FormID]string{}, map[models.FormID]bool{}
	for _, f := range forms {
		titles[f.ID], linear[f.ID] = f.Title.In(requestOf(ctx).locale), f.Kind == models.FormLinear
		if f.OfferedTo(currentPerson(ctx)) {
			page.Form.Forms = append(page.Form.Forms, web.Choice{Value: f.ID.String(), Label: titles[f.ID]})
		}
	}
	for _, x := range assigned {
		page.Tests = append(page.Tests, web.AssignedTest{
			URL: assignmentPath(x.ID), Title: titles[x.FormID], OpensAt: x.OpensAt, ClosesAt: x.ClosesAt,
			State: web.StateOfTest(x, time.Now()), Pupils: len(x.Learners), Paper: linear[x.FormID],
		})
	}
	for _, p := range learners {
		page.Form.Pupils = append(page.Form.Pupils, web.PupilChoice{
			ID: p.ID.String(), Name: p.Name, Number: p.Number, Chosen: slices.Contains(chosen, p.ID.String()),
		})
	}
	return page, nil
}
