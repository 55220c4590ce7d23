package api

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"suyang/models"
)

func (a *App) addImports() {
	handle(a, operation("list-imports", get, "/api/v1/imports", "Imports of resources, newest first"), a.listImports)
	handle(a, operation("import-resources", post, "/api/v1/imports", "Import a file of resources, at most 64 MB"), a.importResources)
	handle(a, operation("import", get, "/api/v1/imports/{id}", "One import of resources"), a.getImport)
	a.handleStream(operation("follow-import", get, "/api/v1/imports/{id}/events", "The progress of an import"),
		"progress (the import), done when it has ended, error", a.followImport)
	handle(a, operation("cancel-import", post, "/api/v1/imports/{id}/cancel", "Stop an import that waits or runs; what is in stays"), a.cancelImport)
}

func (a *App) listImports(ctx context.Context, _ *struct{}) (*body[[]models.Import], error) {
	return replyList(a.cfg.Imports.List(ctx))
}

type importIn struct {
	RawBody huma.MultipartFormFiles[struct {
		File   huma.FormFile `form:"file" required:"true" doc:"one JSON object a line, with id, lang, title and licence; may be compressed with gzip"`
		Source string        `form:"source" required:"false" maxLength:"40" doc:"name of the collection that the ids belong to; by default the name of the file"`
	}]
}

func (a *App) importResources(ctx context.Context, in *importIn) (*body[models.Import], error) {
	form := in.RawBody.Data()
	content, err := io.ReadAll(form.File)
	if err != nil {
		return nil, err
	}
	return reply(a.cfg.Imports.Submit(ctx, currentPerson(ctx), form.Source, form.File.Filename, content))
}

func (a *App) getImport(ctx context.Context, in *ByID[models.Import]) (*body[models.Import], error) {
	return reply(a.cfg.Imports.Import(ctx, in.ID))
}

func (a *App) followImport(c *fiber.Ctx) error {
	id, err := idParam[models.Import](c)
	if err != nil {
		return err
	}
	return a.watch(c, "progress", func(ctx context.Context) (any, bool, error) {
		i, err := a.cfg.Imports.Import(ctx, id)
		return i, i.State.Ended(), err
	})
}

func (a *App) cancelImport(ctx context.Context, in *ByID[models.Import]) (*empty, error) {
	return done(a.cfg.Imports.Cancel(ctx, in.ID))
}
