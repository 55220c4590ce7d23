package api

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/bank"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

const (
	editPage = "author/edit"
	textPage = "author/text"
)

func (a *App) addEditPages() {
	a.routes.Get("/author/drafts/:id/edit", a.getEdit)
	a.routes.Post("/author/drafts/:id/edit", a.postEdit)
	a.routes.Get("/author/drafts/:id/text", a.getText)
	a.routes.Post("/author/drafts/:id/text", a.postText)
}

// sheet reads the draft that the path names, to be edited.
func (a *App) sheet(c *fiber.Ctx) (bank.Sheet, error) {
	id, err := recordID[models.Draft](c, "draft")
	if err != nil {
		return bank.Sheet{}, err
	}
	return a.cfg.Bank.Sheet(c.UserContext(), id)
}

func (a *App) getEdit(c *fiber.Ctx) error {
	sheet, err := a.sheet(c)
	if err != nil {
		return err
	}
	if sheet.Draft.State == models.DraftPublished {
		return goTo(c, draftPath(sheet.Draft.ID))
	}
	return a.edit(c, sheet, web.DraftForm{Item: sheet.Draft.Content, Problems: sheet.Problems, Revision: sheet.Draft.Revision})
}

// edit shows the form of a draft.
func (a *App) edit(c *fiber.Ctx, sheet bank.Sheet, form web.DraftForm) error {
	form.URL, form.New = draftPath(sheet.Draft.ID), sheet.Draft.Base == 0
	form.Choices = a.cfg.Web.ItemChoices(i18n.Locale(requestOf(c.UserContext()).locale), a.cfg.Bank.Indicators(), a.cfg.Bank.Families(), a.cfg.Bank.Misconceptions())
	return a.titledPage(c, editPage, form, "author.edit.named", "id", sheet.Draft.ItemID)
}

// postEdit saves what was entered, or carries out the press of a button that
// only changes the form.
func (a *App) postEdit(c *fiber.Ctx) error {
	posted, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return models.Invalid("form", "the form cannot be read")
	}
	sheet, err := a.sheet(c)
	if err != nil {
		return err
	}
	if sheet.Draft.State == models.DraftPublished {
		return a.goWarning(c, draftPath(sheet.Draft.ID), "author.error.conflict")
	}
	form := web.DraftForm{Revision: revision(c)}
	form.Item, form.Errors = web.ParseItem(posted)
	form.Item.Version = sheet.Draft.Content.Version
	if form.Errors != nil {
		form.Posted = posted
		return a.edit(c.Status(fiber.StatusUnprocessableEntity), sheet, form)
	}
	if web.Rearrange(&form.Item, posted.Get("do")) {
		return a.edit(c, sheet, form)
	}
	return a.saveForm(c, sheet, form)
}

func (a *App) saveForm(c *fiber.Ctx, sheet bank.Sheet, form web.DraftForm) error {
	d, err := a.cfg.Bank.Save(c.UserContext(), currentPerson(c.UserContext()), sheet.Draft.ID, form.Revision, form.Item)
	switch {
	case models.CodeOf(err) == models.CodeConflict:
		form.Conflict, form.Revision = conflict(c, sheet, form.Item), d.Revision
		return a.edit(c.Status(fiber.StatusConflict), sheet, form)
	case models.CodeOf(err) == models.CodeInvalid:
		form.Errors = web.FormErrors{{Field: "id", Key: "author.error.id"}}
		return a.edit(c.Status(fiber.StatusUnprocessableEntity), sheet, form)
	case err != nil:
		return err
	}
	return a.goSaying(c, draftPath(d.ID)+"/edit", "author.edit.saved", "n", d.Revision)
}

// conflict compares the draft as it stands with what the author has written
// meanwhile. Where nobody else has written in it, it was she, on another page.
func conflict(c *fiber.Ctx, sheet bank.Sheet, written models.Item) *web.DraftConflict {
	me := currentPerson(c.UserContext())
	var others []models.AccountID
	for _, id := range sheet.Draft.EditedBy {
		if id != me.ID {
			others = append(others, id)
		}
	}
	by := strings.Join(namesOf(sheet.Names, others), ", ")
	return &web.DraftConflict{By: cmp.Or(by, me.Name), Changes: web.NewChanges(bank.Diff(sheet.Draft.Content, written))}
}

func (a *App) getText(c *fiber.Ctx) error {
	sheet, err := a.sheet(c)
	if err != nil {
		return err
	}
	if sheet.Draft.State == models.DraftPublished {
		return goTo(c, draftPath(sheet.Draft.ID))
	}
	text, err := a.cfg.Bank.Text(sheet.Draft.Content)
	if err != nil {
		return err
	}
	problems, err := a.cfg.Bank.CheckText(c.UserContext(), text)
	if err != nil {
		return err
	}
	return a.text(c, sheet, web.DraftText{Text: text, Revision: sheet.Draft.Revision, Problems: problems})
}

// text shows a draft as the text of its file.
func (a *App) text(c *fiber.Ctx, sheet bank.Sheet, page web.DraftText) error {
	page.URL, page.ItemID = draftPath(sheet.Draft.ID), sheet.Draft.ItemID
	return a.titledPage(c, textPage, page, "author.text.named", "id", page.ItemID)
}

func (a *App) postText(c *fiber.Ctx) error {
	sheet, err := a.sheet(c)
	if err != nil {
		return err
	}
	if sheet.Draft.State == models.DraftPublished {
		return a.goWarning(c, draftPath(sheet.Draft.ID), "author.error.conflict")
	}
	page := web.DraftText{Revision: revision(c), Text: strings.ReplaceAll(c.FormValue("text"), "\r\n", "\n")}
	d, problems, err := a.cfg.Bank.SaveText(c.UserContext(), currentPerson(c.UserContext()), sheet.Draft.ID, page.Revision, page.Text)
	switch {
	case problems != nil && err == nil:
		page.Problems = problems
		return a.text(c.Status(fiber.StatusUnprocessableEntity), sheet, page)
	case models.CodeOf(err) == models.CodeConflict:
		page.Revision = d.Revision
		page.Conflict = conflict(c, sheet, a.cfg.Bank.Read(page.Text))
		return a.text(c.Status(fiber.StatusConflict), sheet, page)
	case models.CodeOf(err) == models.CodeInvalid:
		page.Errors = web.FormErrors{{Field: "text", Key: "author.error.id"}}
		return a.text(c.Status(fiber.StatusUnprocessableEntity), sheet, page)
	case err != nil:
		return err
	}
	return a.goSaying(c, draftPath(d.ID)+"/text", "author.edit.saved", "n", d.Revision)
}
