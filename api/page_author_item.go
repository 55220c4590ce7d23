package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/bank"
	"suyang/models"
	"suyang/web"
)

const itemPage = "author/item"

func (a *App) addItemPages() {
	a.routes.Get("/author/items/:id", a.getItem)
	a.routes.Get("/author/items/:id/diff", a.getItemDiff)
	a.routes.Post("/author/items/:id/edit", a.postItemEdit)
	a.routes.Post("/author/items/:id/sibling", a.postSibling)
	a.routes.Post("/author/items/:id/comments", a.postItemComment)
	a.routes.Post("/author/comments/:id/resolve", a.postResolve)
}

func itemPath(id string) string { return "/author/items/" + id }

func (a *App) getItem(c *fiber.Ctx) error { return a.item(c, web.Remarks{}) }

// item shows an item, with the form of a remark filled as it was.
func (a *App) item(c *fiber.Ctx, remarks web.Remarks) error {
	e, err := a.cfg.Bank.Entry(c.UserContext(), c.Params("id"), numberQuery(c, "version"))
	if err != nil {
		return err
	}
	_, unplayable := bank.View(e.Item, requestOf(c.UserContext()).locale)
	page := web.BankItem{
		Item: e.Item, Misconceptions: a.beliefs(), Problems: e.Problems, Writer: isAuthor(c), Playable: unplayable == nil,
		Remarks: remarksOn(c, remarks, itemPath(e.Item.ID), e.Item, e.Comments),
	}
	if e.Open != nil {
		page.Open = &web.DraftRow{Draft: *e.Open}
	}
	for _, v := range e.Versions {
		page.Versions = append(page.Versions, itemVersion(v, e.Names))
	}
	if remarks.Errors != nil {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	return a.titledPage(c, itemPage, page, "author.item.named", "id", e.Item.ID)
}

func isAuthor(c *fiber.Ctx) bool { return currentPerson(c.UserContext()).Role == models.RoleAuthor }

func itemVersion(v bank.Version, names map[models.AccountID]string) web.BankVersion {
	row := web.BankVersion{Version: v.Version, Current: v.Current, At: v.At}
	if v.Draft != nil {
		row.Published, row.Editors, row.Approvers = true, namesOf(names, v.Draft.EditedBy), approvers(names, *v.Draft)
	}
	return row
}

func namesOf(names map[models.AccountID]string, ids []models.AccountID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = names[id]
	}
	return list
}

func approvers(names map[models.AccountID]string, d models.Draft) []string {
	ids := make([]models.AccountID, len(d.Approvals))
	for i, approval := range d.Approvals {
		ids[i] = approval.By
	}
	return namesOf(names, ids)
}

// beliefs are the names of misconceptions by code.
func (a *App) beliefs() map[string]models.Text {
	names := map[string]models.Text{}
	for _, m := range a.cfg.Bank.Misconceptions() {
		names[m.Code] = m.Name
	}
	return names
}

func remarksOn(c *fiber.Ctx, form web.Remarks, url string, it models.Item, comments []models.Comment) web.Remarks {
	form.URL, form.Comments, form.Paths, form.Writer = url, comments, web.PathsOf(it), isAuthor(c)
	return form
}

// getItemDiff compares two versions, by default the last two.
func (a *App) getItemDiff(c *fiber.Ctx) error {
	e, err := a.cfg.Bank.Entry(c.UserContext(), c.Params("id"), 0)
	if err != nil {
		return err
	}
	page := web.BankDiff{ID: e.Item.ID, From: numberQuery(c, "from"), To: numberQuery(c, "to")}
	for _, v := range e.Versions {
		page.Versions = append(page.Versions, v.Version)
	}
	if page.To == 0 {
		page.To = page.Versions[0]
	}
	if page.From == 0 {
		page.From = page.Versions[min(1, len(page.Versions)-1)]
	}
	changes, err := a.cfg.Bank.Compare(c.UserContext(), e.Item.ID, page.From, page.To)
	if err != nil {
		return err
	}
	page.Changes = web.NewChanges(changes)
	return a.titledPage(c, "author/diff", page, "author.diff.named", "id", page.ID, "from", strconv.Itoa(page.From), "to", strconv.Itoa(page.To))
}

func (a *App) postItemEdit(c *fiber.Ctx) error {
	d, err := a.cfg.Bank.Edit(c.UserContext(), currentPerson(c.UserContext()), c.Params("id"))
	if models.CodeOf(err) == models.CodeConflict {
		return a.goWarning(c, itemPath(c.Params("id")), "author.error.open")
	}
	return a.opened(c, d, err)
}

func (a *App) postSibling(c *fiber.Ctx) error {
	d, err := a.cfg.Bank.Sibling(c.UserContext(), currentPerson(c.UserContext()), c.Params("id"))
	return a.opened(c, d, err)
}

// goWarning leads to a page that says why something was not done.
func (a *App) goWarning(c *fiber.Ctx, path, key string) error {
	if err := a.flash(c, "warning", key); err != nil {
		return err
	}
	return goTo(c, path)
}

func (a *App) postItemComment(c *fiber.Ctx) error {
	form := web.Remarks{Path: c.FormValue("path"), Text: c.FormValue("text")}
	_, err := a.cfg.Bank.Comment(c.UserContext(), currentPerson(c.UserContext()), models.Comment{ItemID: c.Params("id"), Path: form.Path, Text: form.Text})
	if form.Errors = remarkFault(err); form.Errors != nil {
		return a.item(c, form)
	}
	if err != nil {
		return err
	}
	return a.goSaying(c, itemPath(c.Params("id"))+"#comments", "author.comments.added")
}

// remarkFault puts the refusal of a remark into the words of its form.
func remarkFault(err error) web.FormErrors {
	switch {
	case models.CodeOf(err) != models.CodeInvalid:
		return nil
	case fieldOfRefusal(err) == "path":
		return web.FormErrors{{Field: "path", Key: "author.error.path"}}
	}
	return web.FormErrors{{Field: "text", Key: "author.error.text"}}
}

// postResolve notes that a remark has been dealt with; that it was before is
// all the same.
func (a *App) postResolve(c *fiber.Ctx) error {
	id, err := recordID[models.Comment](c, "comment")
	if err != nil {
		return err
	}
	err = a.cfg.Bank.Resolve(c.UserContext(), currentPerson(c.UserContext()), id)
	if err != nil && models.CodeOf(err) != models.CodeNotFound {
		return err
	}
	return goTo(c, localPath(c.FormValue("back"))+"#comments")
}
