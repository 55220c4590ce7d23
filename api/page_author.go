package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/bank"
	"suyang/models"
	"suyang/web"
)

// Entries of the main navigation of all who read the bank.
var (
	bankEntry     = web.NavItem{Key: "author.items.title", URL: "/author/items"}
	coverageEntry = web.NavItem{Key: "author.coverage.title", URL: "/author/coverage"}
)

func (a *App) addAuthorPages() {
	a.routes.Get("/author", a.getDesk)
	a.routes.Post("/author/drafts", a.postNewItem)
	a.routes.Get("/author/items", a.getBank)
	a.routes.Get("/author/coverage", a.getCoverage)
	a.addItemPages()
	a.addUsePages()
	a.addDraftPages()
	a.addPreviewPages()
}

func (a *App) getDesk(c *fiber.Ctx) error {
	return a.desk(c, web.AuthorDesk{Stage: models.StageJunior})
}

// desk shows the author's drafts, with the form of a new item filled as it was.
func (a *App) desk(c *fiber.Ctx, page web.AuthorDesk) error {
	desk, err := a.cfg.Bank.Desk(c.UserContext(), currentPerson(c.UserContext()))
	if err != nil {
		return err
	}
	page.Mine, page.Waiting, page.Done = draftRows(desk.Mine, desk.Names), draftRows(desk.Waiting, desk.Names), draftRows(desk.Done, desk.Names)
	if page.Errors != nil {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	return a.page(c, "author/desk", page)
}

func draftRows(drafts []models.Draft, names map[models.AccountID]string) []web.DraftRow {
	rows := make([]web.DraftRow, len(drafts))
	for i, d := range drafts {
		rows[i] = web.DraftRow{Draft: d, By: names[d.EditedBy[0]]}
	}
	return rows
}

// postNewItem opens a draft of a new item.
func (a *App) postNewItem(c *fiber.Ctx) error {
	page := web.AuthorDesk{ID: c.FormValue("id"), Stage: models.Stage(c.FormValue("stage"))}
	d, err := a.cfg.Bank.New(c.UserContext(), currentPerson(c.UserContext()), page.ID, page.Stage)
	switch {
	case models.CodeOf(err) == models.CodeInvalid && fieldOfRefusal(err) == "stage":
		page.Errors = web.FormErrors{{Field: "stage", Key: "author.error.stage"}}
		return a.desk(c, page)
	case models.CodeOf(err) == models.CodeInvalid, models.CodeOf(err) == models.CodeConflict:
		page.Errors = web.FormErrors{{Field: "id", Key: "author.error.id"}}
		return a.desk(c, page)
	}
	return a.opened(c, d, err)
}

// opened leads to the form of a draft that was just opened.
func (a *App) opened(c *fiber.Ctx, d models.Draft, err error) error {
	if err != nil {
		return err
	}
	return a.goSaying(c, draftPath(d.ID)+"/edit", "author.opened")
}

func (a *App) getBank(c *fiber.Ctx) error {
	page := web.BankList{
		Query: c.Query("q"), Stage: models.Stage(c.Query("stage")), Indicator: c.Query("indicator"), Pool: models.Pool(c.Query("pool")),
		Family: c.Query("family"), State: models.DraftState(c.Query("state")), Problems: c.Query("problems") != "", Indicators: a.cfg.Bank.Indicators(),
	}
	rows, err := a.cfg.Bank.List(c.UserContext(), bank.Filter{
		Text: page.Query, Stage: page.Stage, Indicator: page.Indicator, Pool: page.Pool, Family: page.Family, State: page.State, Problems: page.Problems,
	})
	if err != nil {
		return err
	}
	for _, r := range rows {
		row := web.BankRow{Item: r.Item, Problems: len(r.Problems)}
		if r.Draft != nil {
			row.State = r.Draft.State
		}
		page.Rows = append(page.Rows, row)
	}
	page.Total = len(rows)
	if page.Filtered() {
		if page.Total, err = a.cfg.Bank.Count(c.UserContext()); err != nil {
			return err
		}
	}
	return a.page(c, "author/items", page)
}

func (a *App) getCoverage(c *fiber.Ctx) error {
	rows, err := a.cfg.Bank.Coverage(c.UserContext())
	if err != nil {
		return err
	}
	var page web.BankCoverage
	for _, r := range rows {
		row := web.CoverageRow{Node: r.Node}
		for _, stage := range models.Stages() {
			n := r.Cells[stage]
			cell := web.CoverageCell{Indicator: r.Node.Code, Stage: stage, Secure: n.Secure, Practice: n.Practice, Linked: n.Linked, Named: n.Named}
			if cell.Empty() {
				page.Gaps++
			}
			row.Cells = append(row.Cells, cell)
		}
		page.Rows = append(page.Rows, row)
	}
	return a.page(c, "author/coverage", page)
}

// numberQuery reads a whole number of a query; anything else is 0.
func numberQuery(c *fiber.Ctx, name string) int {
	n, _ := strconv.Atoi(c.Query(name)) // a number that is none names nothing
	return n
}
