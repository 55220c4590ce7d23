package api

import (
	"context"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/bank"
	"suyang/models"
	"suyang/web"
)

const draftPage = "author/draft"

func (a *App) addDraftPages() {
	a.routes.Get("/author/drafts/:id", a.getDraft)
	a.routes.Post("/author/drafts/:id/submit", a.postSubmit)
	a.routes.Post("/author/drafts/:id/withdraw", a.postWithdraw)
	a.routes.Post("/author/drafts/:id/rebase", a.postRebase)
	a.routes.Post("/author/drafts/:id/approve", a.postApprove)
	a.routes.Post("/author/drafts/:id/reject", a.postReject)
	a.routes.Post("/author/drafts/:id/comments", a.postDraftComment)
	a.addEditPages()
}

func draftPath(id models.DraftID) string { return "/author/drafts/" + id.String() }

func (a *App) getDraft(c *fiber.Ctx) error { return a.draft(c, web.DraftPage{}) }

// draft shows a draft, with its forms filled as they were.
func (a *App) draft(c *fiber.Ctx, page web.DraftPage) error {
	id, err := recordID[models.Draft](c, "draft")
	if err != nil {
		return err
	}
	sheet, err := a.cfg.Bank.Sheet(c.UserContext(), id)
	if err != nil {
		return err
	}
	d, me := sheet.Draft, currentPerson(c.UserContext()).ID
	_, unplayable := bank.View(d.Content, requestOf(c.UserContext()).locale)
	page.Draft, page.Misconceptions, page.Current, page.Problems = d, a.beliefs(), sheet.Current, sheet.Problems
	page.Changes, page.Moved = web.NewChanges(sheet.Changes), web.NewChanges(sheet.Moved)
	page.Editors, page.Approvers = namesOf(sheet.Names, d.EditedBy), approvers(sheet.Names, d)
	page.Mine, page.MayApprove, page.Playable = d.Edited(me), !d.Edited(me) && !d.Approved(me), unplayable == nil
	page.Remarks = remarksOn(c, page.Remarks, draftPath(id), d.Content, sheet.Comments)
	if page.Errors != nil || page.Remarks.Errors != nil {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	return a.titledPage(c, draftPage, page, "author.draft.named", "id", d.ItemID)
}

// step is something that happens to a draft as its reader has seen it.
type step func(ctx context.Context, by models.Person, id models.DraftID, revision int) (models.Draft, error)

func (a *App) happen(c *fiber.Ctx, happen step) (models.Draft, error) {
	id, err := recordID[models.Draft](c, "draft")
	if err != nil {
		return models.Draft{}, err
	}
	return happen(c.UserContext(), currentPerson(c.UserContext()), id, revision(c))
}

// revision is the one that the page with the form had before it.
func revision(c *fiber.Ctx) int {
	n, _ := strconv.Atoi(c.FormValue("revision")) // no number is no revision, and refused as such
	return n
}

// stepFault is the message for a refusal that the draft's own page explains.
func stepFault(err error) string {
	switch {
	case models.CodeOf(err) == models.CodeConflict:
		return "author.error.conflict"
	case models.CodeOf(err) == models.CodeInvalid && fieldOfRefusal(err) == "problems":
		return "author.error.problems"
	}
	return ""
}

// took tells what a step has done. What came too late, from a page that no
// longer shows how things stand, is told on the page that does.
func (a *App) took(c *fiber.Ctx, err error, path, said string, args ...any) error {
	if wait := stepFault(err); wait != "" {
		return a.goWarning(c, "/author/drafts/"+c.Params("id"), wait)
	}
	if err != nil {
		return err
	}
	return a.goSaying(c, path, said, args...)
}

func (a *App) postSubmit(c *fiber.Ctx) error {
	d, err := a.happen(c, a.cfg.Bank.Submit)
	return a.took(c, err, draftPath(d.ID), "author.submitted")
}

func (a *App) postWithdraw(c *fiber.Ctx) error {
	d, err := a.happen(c, a.cfg.Bank.Withdraw)
	return a.took(c, err, draftPath(d.ID), "author.withdrawn")
}

func (a *App) postRebase(c *fiber.Ctx) error {
	d, err := a.happen(c, a.cfg.Bank.Rebase)
	return a.took(c, err, draftPath(d.ID), "author.rebased", "n", d.Base)
}

// postApprove takes an approval from somebody who has looked at every point of
// the checklist.
func (a *App) postApprove(c *fiber.Ctx) error {
	var seen []string
	for _, value := range c.Request().PostArgs().PeekMulti("seen") {
		seen = append(seen, string(value))
	}
	for _, point := range (web.DraftPage{}).Checklist() {
		if !slices.Contains(seen, point) {
			return a.draft(c, web.DraftPage{Errors: web.FormErrors{{Field: "seen", Key: "author.error.seen"}}})
		}
	}
	d, err := a.happen(c, a.cfg.Bank.Approve)
	if err == nil && d.State == models.DraftPublished {
		return a.goSaying(c, itemPath(d.ItemID), "author.published", "n", d.Version)
	}
	return a.took(c, err, draftPath(d.ID), "author.approved")
}

func (a *App) postReject(c *fiber.Ctx) error {
	reason := c.FormValue("reason")
	d, err := a.happen(c, func(ctx context.Context, by models.Person, id models.DraftID, revision int) (models.Draft, error) {
		return a.cfg.Bank.Reject(ctx, by, id, revision, reason)
	})
	if models.CodeOf(err) == models.CodeInvalid && fieldOfRefusal(err) == "reason" {
		return a.draft(c, web.DraftPage{Reason: reason, Errors: web.FormErrors{{Field: "reason", Key: "author.error.text"}}})
	}
	return a.took(c, err, draftPath(d.ID), "author.given_back")
}

func (a *App) postDraftComment(c *fiber.Ctx) error {
	id, err := recordID[models.Draft](c, "draft")
	if err != nil {
		return err
	}
	form := web.Remarks{Path: c.FormValue("path"), Text: c.FormValue("text")}
	_, err = a.cfg.Bank.Comment(c.UserContext(), currentPerson(c.UserContext()), models.Comment{DraftID: id, Path: form.Path, Text: form.Text})
	if form.Errors = remarkFault(err); form.Errors != nil {
		return a.draft(c, web.DraftPage{Remarks: form})
	}
	if err != nil {
		return err
	}
	return a.goSaying(c, draftPath(id)+"#comments", "author.comments.added")
}
