package api

import (
	"context"
	"fmt"
	"io"
	"mime"
	"path"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"suyang/assessment/study"
	"suyang/models"
)

func (a *App) addStudies() {
	handle(a, operation("list-studies", get, "/api/v1/studies", "My calibration studies, newest first"), a.listStudies)
	handle(a, operation("upload-study", post, "/api/v1/studies", "Calibrate a CSV of responses, at most 64 MB"), a.uploadStudy)
	handle(a, operation("calibrate-form", post, "/api/v1/forms/{id}/studies", "Calibrate the responses given to a form"), a.calibrateForm)
	handle(a, operation("study", get, "/api/v1/studies/{id}", "One of my studies"), a.getStudy)
	a.handleStream(operation("follow-study", get, "/api/v1/studies/{id}/events", "The progress of a study"),
		"progress (the study), done when it has ended, error", a.followStudy)
	handle(a, operation("cancel-study", post, "/api/v1/studies/{id}/cancel", "Stop a study that waits or runs"), a.cancelStudy)
	handle(a, operation("study-file", get, "/api/v1/studies/{id}/files/{name}", "Download a file of a study"), a.studyFile)
}

func (a *App) listStudies(ctx context.Context, _ *struct{}) (*body[[]models.Study], error) {
	list, err := a.cfg.Studies.List(ctx, currentPerson(ctx))
	for i := range list {
		list[i].Summary = nil // large; it comes with the study itself
	}
	return replyList(list, err)
}

type uploadIn struct {
	RawBody huma.MultipartFormFiles[struct {
		File  huma.FormFile `form:"file" required:"true" doc:"CSV with one row a person; may be compressed with gzip"`
		Model string        `form:"model" required:"true" enum:"2pl,rasch,3pl,grm"`
		Name  string        `form:"name" required:"false" maxLength:"120" doc:"by default the name of the file"`
	}]
}

func (a *App) uploadStudy(ctx context.Context, in *uploadIn) (*body[models.Study], error) {
	form := in.RawBody.Data()
	content, err := io.ReadAll(form.File)
	if err != nil {
		return nil, err
	}
	return reply(a.cfg.Studies.Submit(ctx, currentPerson(ctx), study.Request{Name: form.Name, Model: form.Model}, form.File.Filename, content))
}

type calibrateFormIn struct {
	ByID[models.Form]
	Body struct {
		Model string `json:"model" enum:"2pl,rasch,3pl,grm"`
		Name  string `json:"name,omitempty" maxLength:"120"`
	}
}

func (a *App) calibrateForm(ctx context.Context, in *calibrateFormIn) (*body[models.Study], error) {
	forms, err := a.cfg.Tests.Forms(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(forms, func(f models.Form) bool { return f.ID == in.ID })
	if i < 0 {
		return nil, models.NotFound("form")
	}
	return reply(a.cfg.Studies.SubmitForm(ctx, currentPerson(ctx), study.Request{Name: in.Body.Name, Model: in.Body.Model}, forms[i]))
}

func (a *App) getStudy(ctx context.Context, in *ByID[models.Study]) (*body[models.Study], error) {
	return reply(a.cfg.Studies.Study(ctx, currentPerson(ctx), in.ID))
}

func (a *App) followStudy(c *fiber.Ctx) error {
	id, err := idParam[models.Study](c)
	if err != nil {
		return err
	}
	owner := currentPerson(c.UserContext())
	return a.watch(c, "progress", func(ctx context.Context) (any, bool, error) {
		s, err := a.cfg.Studies.Study(ctx, owner, id)
		return s, s.State.Ended(), err
	})
}

func (a *App) cancelStudy(ctx context.Context, in *ByID[models.Study]) (*empty, error) {
	return done(a.cfg.Studies.Cancel(ctx, currentPerson(ctx), in.ID))
}

type studyFileIn struct {
	ByID[models.Study]
	Name models.StudyFile `path:"name" enum:"responses.csv,items.json,scores.csv"`
}

// fileOut is a file to save.
type fileOut struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

func (a *App) studyFile(ctx context.Context, in *studyFileIn) (*fileOut, error) {
	content, err := a.cfg.Studies.File(ctx, currentPerson(ctx), in.ID, in.Name)
	if err != nil {
		return nil, err
	}
	return &fileOut{
		ContentType:        fileType(string(in.Name)),
		ContentDisposition: fmt.Sprintf("attachment; filename=%q", in.Name),
		Body:               content,
	}, nil
}

// fileType is the media type of a file we hand out.
func fileType(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return fiber.MIMEOctetStream
}
