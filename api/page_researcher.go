package api

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/study"
	"suyang/irt/files"
	"suyang/models"
	"suyang/web"
)

const (
	studiesPage = "researcher/studies"
	studyPage   = "researcher/study"
)

func (a *App) addResearcherPages() {
	a.routes.Get("/researcher", a.getStudiesPage)
	a.routes.Post("/researcher/studies", a.postStudy)
	a.routes.Post("/researcher/forms", a.postFormStudy)
	a.routes.Get("/researcher/responses.csv", a.getFormResponses)
	a.routes.Get("/researcher/studies/:id", a.getStudyPage)
	a.routes.Get("/researcher/studies/:id/state", a.getStudyState)
	a.routes.Post("/researcher/studies/:id/cancel", a.postCancelStudy)
}

func (a *App) getStudiesPage(c *fiber.Ctx) error {
	data, err := a.studiesData(c)
	if err != nil {
		return err
	}
	return a.page(c, studiesPage, data)
}

// studiesData is the researcher's list, without what a form was filled with.
func (a *App) studiesData(c *fiber.Ctx) (web.Studies, error) {
	ctx := c.UserContext()
	list, err := a.cfg.Studies.List(ctx, currentPerson(ctx))
	if err != nil {
		return web.Studies{}, err
	}
	forms, err := a.cfg.Tests.Forms(ctx)
	if err != nil {
		return web.Studies{}, err
	}
	data := web.Studies{Studies: list}
	for _, f := range forms {
		data.Forms = append(data.Forms, web.Choice{Value: f.ID.String(), Label: f.Title.In(requestOf(c.UserContext()).locale)})
	}
	return data, nil
}

// postStudy takes an upload.
func (a *App) postStudy(c *fiber.Ctx) error {
	request := study.Request{Name: c.FormValue("name"), Model: c.FormValue("model")}
	name, content, err := uploaded(c, "file")
	if err != nil {
		return err
	}
	if name == "" {
		return a.studiesAgain(c, request, web.FieldError{Field: "file", Key: web.StudyNoFile})
	}
	created, err := a.cfg.Studies.Submit(c.UserContext(), currentPerson(c.UserContext()), request, name, content)
	return a.studyCreated(c, request, created, err)
}

// postFormStudy takes the responses to a test.
func (a *App) postFormStudy(c *fiber.Ctx) error {
	request := study.Request{Model: c.FormValue("model")}
	f, ok, err := a.chosenForm(c, c.FormValue("form"))
	if err != nil {
		return err
	}
	if !ok {
		return a.studiesAgain(c, request, web.FieldError{Field: "form", Key: web.StudyForm})
	}
	named := request
	named.Name = f.Title.In(requestOf(c.UserContext()).locale)
	created, err := a.cfg.Studies.SubmitForm(c.UserContext(), currentPerson(c.UserContext()), named, f)
	return a.studyCreated(c, request, created, err)
}

// chosenForm finds the form whose identifier was chosen from the list.
func (a *App) chosenForm(c *fiber.Ctx, id string) (form models.Form, ok bool, err error) {
	forms, err := a.cfg.Tests.Forms(c.UserContext())
	i := slices.IndexFunc(forms, func(f models.Form) bool { return f.ID.String() == id })
	if err != nil || i < 0 {
		return models.Form{}, false, err
	}
	return forms[i], true, nil
}

// getFormResponses hands out the responses to a test.
func (a *App) getFormResponses(c *fiber.Ctx) error {
	f, ok, err := a.chosenForm(c, c.Query("form"))
	if err != nil {
		return err
	}
	if !ok {
		return models.NotFound("form")
	}
	csv, err := a.cfg.Studies.FormResponses(c.UserContext(), f)
	if models.CodeOf(err) == models.CodeConflict {
		return a.studiesAgain(c, study.Request{}, web.FieldError{Field: "form", Key: web.StudyNobody})
	}
	if err != nil {
		return err
	}
	c.Attachment(f.Code + "-responses.csv")
	return c.Send(csv)
}

// studyCreated leads to the new study, or says what was wrong in the form.
func (a *App) studyCreated(c *fiber.Ctx, request study.Request, created models.Study, err error) error {
	switch models.CodeOf(err) {
	case "":
		return goTo(c, "/researcher/studies/"+created.ID.String())
	case models.CodeConflict:
		return a.studiesAgain(c, request, web.FieldError{Field: "form", Key: web.StudyNobody})
	case models.CodeInvalid, models.CodeTooLarge:
		return a.studiesAgain(c, request, studyFault(err))
	}
	return err
}

// studyFault puts a refusal into the words of the form.
func studyFault(err error) web.FieldError {
	refusal, _ := errors.AsType[*models.Error](err)
	switch refusal.Field {
	case "name":
		return web.FieldError{Field: "name", Key: web.StudyName}
	case "model":
		return web.FieldError{Key: web.StudyModel}
	}
	fault, ok := errors.AsType[*files.Error](err)
	if !ok {
		return web.FieldError{Field: "file", Key: web.StudyFile, Detail: refusal.Message}
	}
	wrong := web.FieldError{Field: "file", Key: web.StudyFile, Args: []any{"line", fault.Line, "column", fault.Field}, Detail: fault.Message}
	switch {
	case fault.Line > 0 && fault.Field != "":
		wrong.Key = web.StudyFileCell
	case fault.Line > 0:
		wrong.Key = web.StudyFileLine
	case fault.Field != "":
		wrong.Key = web.StudyFileColumn
	}
	return wrong
}

func (a *App) studiesAgain(c *fiber.Ctx, request study.Request, wrong web.FieldError) error {
	data, err := a.studiesData(c)
	if err != nil {
		return err
	}
	data.Name, data.Model, data.Form = request.Name, request.Model, cmp.Or(c.FormValue("form"), c.Query("form"))
	data.Errors = web.FormErrors{wrong}
	return a.invalid(c, studiesPage, data)
}

func (a *App) getStudyPage(c *fiber.Ctx) error {
	data, err := a.studyData(c)
	if err != nil {
		return err
	}
	if data.State == models.JobDone {
		if data.Result, err = a.studyResult(c, data.Study); err != nil {
			return err
		}
	}
	return a.titledPage(c, studyPage, data, web.StudyNamed, "name", data.Name)
}

func (a *App) studyData(c *fiber.Ctx) (web.StudyPage, error) {
	id, err := recordID[models.Study](c, "study")
	if err != nil {
		return web.StudyPage{}, err
	}
	s, err := a.cfg.Studies.Study(c.UserContext(), currentPerson(c.UserContext()), id)
	return web.StudyPage{Study: s}, err
}

// studyResult describes a study that is done, with the curve of the item that
// the address names, or of the first.
func (a *App) studyResult(c *fiber.Ctx, s models.Study) (*web.StudyResult, error) {
	ctx, owner := c.UserContext(), currentPerson(c.UserContext())
	calibration, err := a.cfg.Studies.Report(ctx, owner, s.ID)
	if err != nil {
		return nil, err
	}
	item := cmp.Or(c.Query("item"), calibration.Fit.Items[0].ID)
	curve, err := a.cfg.Studies.Curve(ctx, owner, s.ID, calibration, item)
	if err != nil {
		return nil, err
	}
	return a.cfg.Web.StudyResult(requestOf(c.UserContext()).locale, calibration, item, curve), nil
}

// getStudyState is the part of the page that changes while a study runs; at
// its end the page is loaded anew.
func (a *App) getStudyState(c *fiber.Ctx) error {
	data, err := a.studyData(c)
	if err != nil {
		return err
	}
	if !data.Waiting() {
		c.Set("HX-Refresh", "true")
	}
	return a.fragment(c, studyPage, "study-state", data)
}

func (a *App) postCancelStudy(c *fiber.Ctx) error {
	id, err := recordID[models.Study](c, "study")
	if err != nil {
		return err
	}
	err = a.cfg.Studies.Cancel(c.UserContext(), currentPerson(c.UserContext()), id)
	if err != nil && models.CodeOf(err) != models.CodeConflict { // it ended by itself meanwhile
		return err
	}
	return goTo(c, "/researcher/studies/"+id.String())
}

// uploaded reads the file of a multipart form; without one the name is empty.
func uploaded(c *fiber.Ctx, field string) (name string, content []byte, err error) {
	header, err := c.FormFile(field)
	if err != nil || header.Filename == "" {
		return "", nil, nil // a form without the field is an empty form
	}
	file, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	content, err = io.ReadAll(file)
	return header.Filename, content, err
}
