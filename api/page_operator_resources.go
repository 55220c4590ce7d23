package api

import (
	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
)

const (
	importsPage = "operator/resources"
	importPage  = "operator/import"
)

func (a *App) addImportPages() {
	a.routes.Get("/operator/resources", a.getImportsPage)
	a.routes.Post("/operator/resources", a.postImport)
	a.routes.Get("/operator/resources/:id", a.getImportPage)
	a.routes.Get("/operator/resources/:id/state", a.getImportState)
	a.routes.Post("/operator/resources/:id/cancel", a.postCancelImport)
}

func (a *App) getImportsPage(c *fiber.Ctx) error {
	data, err := a.importsData(c)
	if err != nil {
		return err
	}
	return a.page(c, importsPage, data)
}

func (a *App) importsData(c *fiber.Ctx) (web.ResourceImports, error) {
	list, err := a.cfg.Imports.List(c.UserContext())
	return web.ResourceImports{Imports: list}, err
}

// postImport takes a file of resources.
func (a *App) postImport(c *fiber.Ctx) error {
	name, content, err := uploaded(c, "file")
	if err != nil {
		return err
	}
	if name == "" {
		return a.importsAgain(c, web.FieldError{Field: "file", Key: web.ImportNoFile})
	}
	created, err := a.cfg.Imports.Submit(c.UserContext(), currentPerson(c.UserContext()), c.FormValue("source"), name, content)
	if models.CodeOf(err) == models.CodeInvalid {
		if fieldOfRefusal(err) == "source" {
			return a.importsAgain(c, web.FieldError{Field: "source", Key: web.ImportSource})
		}
		return a.importsAgain(c, refusalAt("file", web.ImportFile, err))
	}
	if err != nil {
		return err
	}
	return goTo(c, "/operator/resources/"+created.ID.String())
}

func (a *App) importsAgain(c *fiber.Ctx, wrong web.FieldError) error {
	data, err := a.importsData(c)
	if err != nil {
		return err
	}
	data.Source, data.Errors = c.FormValue("source"), web.FormErrors{wrong}
	return a.invalid(c, importsPage, data)
}

func (a *App) getImportPage(c *fiber.Ctx) error {
	data, err := a.importData(c)
	if err != nil {
		return err
	}
	return a.titledPage(c, importPage, data, web.ImportNamed, "file", data.File)
}

func (a *App) importData(c *fiber.Ctx) (web.ImportPage, error) {
	id, err := recordID[models.Import](c, "import")
	if err != nil {
		return web.ImportPage{}, err
	}
	i, err := a.cfg.Imports.Import(c.UserContext(), id)
	return web.ImportPage{Import: i}, err
}

// getImportState is the part of the page that changes while an import runs; at
// its end the page is loaded anew.
func (a *App) getImportState(c *fiber.Ctx) error {
	data, err := a.importData(c)
	if err != nil {
		return err
	}
	if !data.Waiting() {
		c.Set("HX-Refresh", "true")
	}
	return a.fragment(c, importPage, "import-state", data)
}

func (a *App) postCancelImport(c *fiber.Ctx) error {
	id, err := recordID[models.Import](c, "import")
	if err != nil {
		return err
	}
	err = a.cfg.Imports.Cancel(c.UserContext(), id)
	if err != nil && models.CodeOf(err) != models.CodeConflict { // it ended by itself meanwhile
		return err
	}
	return goTo(c, "/operator/resources/"+id.String())
}
