package api

import (
	"context"
	"strings"

	"suyang/assessment/bank"
	"suyang/models"
)

func (a *App) addBank() {
	handle(a, operation("list-items", get, "/api/v1/bank/items", "The item bank, narrowed by the query"), a.listItems)
	handle(a, operation("read-item", get, "/api/v1/bank/items/{id}", "One item with its versions, comments and problems"), a.readItem)
	handle(a, operation("read-coverage", get, "/api/v1/bank/coverage", "Numbers of items by indicator, stage and pool"), a.readCoverage)
	handle(a, operation("list-drafts", get, "/api/v1/bank/drafts", "Drafts on their way into the bank, the last changed first"), a.listDrafts)
	handle(a, operation("open-draft", post, "/api/v1/bank/drafts", "Open a draft: of an item, of a sibling of it, or of a new item"), a.openDraft)
	handle(a, operation("read-draft", get, "/api/v1/bank/drafts/{id}", "One draft with its changes, comments and problems"), a.readDraft)
	handle(a, operation("save-draft", put, "/api/v1/bank/drafts/{id}", "Save the item of a draft; approvals are taken back"), a.saveDraft)
	handle(a, operation("submit-draft", post, "/api/v1/bank/drafts/{id}/submit", "Put a draft before the reviewers"), stepOf(a.cfg.Bank.Submit))
	handle(a, operation("withdraw-draft", post, "/api/v1/bank/drafts/{id}/withdraw", "Take a draft out of review"), stepOf(a.cfg.Bank.Withdraw))
	handle(a, operation("approve-draft", post, "/api/v1/bank/drafts/{id}/approve", "Approve a draft; the second approval publishes it"), stepOf(a.cfg.Bank.Approve))
	handle(a, operation("reject-draft", post, "/api/v1/bank/drafts/{id}/reject", "Give a draft back with a reason"), a.rejectDraft)
}

type itemsIn struct {
	Stage     models.Stage      `query:"stage" enum:"primary34,primary56,junior,senior"`
	Indicator string            `query:"indicator" maxLength:"20"`
	Pool      models.Pool       `query:"pool" enum:"practice,secure"`
	Family    string            `query:"family" maxLength:"24"`
	Text      string            `query:"q" maxLength:"200" doc:"part of an id, a title, a stimulus or a prompt"`
	State     models.DraftState `query:"state" enum:"draft,in_review" doc:"of the item's open draft"`
	Drafted   bool              `query:"drafted" doc:"only items with an open draft"`
	Problems  bool              `query:"problems" doc:"only items that the rules find something wrong in"`
}

func (a *App) listItems(ctx context.Context, in *itemsIn) (*body[[]bank.Row], error) {
	return replyList(a.cfg.Bank.List(ctx, bank.Filter{
		Stage: in.Stage, Indicator: in.Indicator, Pool: in.Pool, Family: in.Family, Text: in.Text, State: in.State, Drafted: in.Drafted, Problems: in.Problems,
	}))
}

type itemIn struct {
	ID      string `path:"id" maxLength:"40"`
	Version int    `query:"version" minimum:"0" doc:"0: the current one"`
}

func (a *App) readItem(ctx context.Context, in *itemIn) (*body[bank.Entry], error) {
	return reply(a.cfg.Bank.Entry(ctx, in.ID, in.Version))
}

func (a *App) readCoverage(ctx context.Context, _ *struct{}) (*body[[]bank.Coverage], error) {
	return replyList(a.cfg.Bank.Coverage(ctx))
}

func (a *App) listDrafts(ctx context.Context, _ *struct{}) (*body[[]models.Draft], error) {
	return replyList(a.cfg.Bank.Drafts(ctx, models.DraftFilter{Open: true}))
}

type openDraftIn struct {
	Body struct {
		Item  string       `json:"item,omitempty" maxLength:"40" doc:"item of the bank to edit; empty: a new item"`
		Copy  bool         `json:"copy,omitempty" doc:"make a sibling of the item instead"`
		Name  string       `json:"name,omitempty" maxLength:"24" doc:"of a new item"`
		Stage models.Stage `json:"stage,omitempty" enum:"primary34,primary56,junior,senior" doc:"of a new item"`
	}
}

func (a *App) openDraft(ctx context.Context, in *openDraftIn) (*body[models.Draft], error) {
	b, by := in.Body, currentPerson(ctx)
	switch {
	case b.Item == "":
		return reply(a.cfg.Bank.New(ctx, by, strings.TrimSpace(b.Name), b.Stage))
	case b.Copy:
		return reply(a.cfg.Bank.Sibling(ctx, by, b.Item))
	}
	return reply(a.cfg.Bank.Edit(ctx, by, b.Item))
}

func (a *App) readDraft(ctx context.Context, in *ByID[models.Draft]) (*body[bank.Sheet], error) {
	return reply(a.cfg.Bank.Sheet(ctx, in.ID))
}

type saveDraftIn struct {
	ByID[models.Draft]
	Body struct {
		Revision int         `json:"revision" minimum:"1" doc:"that was read"`
		Content  models.Item `json:"content"`
	}
}

func (a *App) saveDraft(ctx context.Context, in *saveDraftIn) (*body[models.Draft], error) {
	d, err := a.cfg.Bank.Save(ctx, currentPerson(ctx), in.ID, in.Body.Revision, in.Body.Content)
	return reply(d, err)
}

type stepIn struct {
	ByID[models.Draft]
	Body struct {
		Revision int `json:"revision" minimum:"1" doc:"that was read"`
	}
}

// stepOf makes an operation of a step of a draft.
func stepOf(happen step) func(context.Context, *stepIn) (*body[models.Draft], error) {
	return func(ctx context.Context, in *stepIn) (*body[models.Draft], error) {
		return reply(happen(ctx, currentPerson(ctx), in.ID, in.Body.Revision))
	}
}

type rejectIn struct {
	ByID[models.Draft]
	Body struct {
		Revision int    `json:"revision" minimum:"1" doc:"that was read"`
		Reason   string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (a *App) rejectDraft(ctx context.Context, in *rejectIn) (*body[models.Draft], error) {
	return reply(a.cfg.Bank.Reject(ctx, currentPerson(ctx), in.ID, in.Body.Revision, in.Body.Reason))
}
