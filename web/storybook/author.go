package storybook

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// authorStories are the pages of authors and reviewers, each in the states it can be in.
var authorStories = []Story{
	{"author-desk", "author/desk", ofAuthor(0, func(l i18n.Locale) any { return desk(l) })},
	{"author-desk-empty", "author/desk", ofAuthor(0, func(i18n.Locale) any { return web.AuthorDesk{Stage: models.StageJunior} })},
	{"author-desk-wrong", "author/desk", ofAuthor(0, func(i18n.Locale) any {
		return web.AuthorDesk{ID: "IL 27", Stage: models.StageSenior, Errors: web.FormErrors{{Field: "id", Key: "author.error.id"}}}
	})},
	{"author-items", "author/items", ofAuthor(1, func(i18n.Locale) any { return itemBank() })},
	{"author-items-problems", "author/items", ofAuthor(1, func(i18n.Locale) any {
		bank := itemBank()
		bank.Problems, bank.Stage = true, models.StageJunior
		for i := range bank.Rows {
			bank.Rows[i].Problems = i + 1
		}
		return bank
	})},
	{"author-items-none", "author/items", ofAuthor(1, func(i18n.Locale) any { return web.BankList{Total: 214, Query: "kangaroo", Indicators: testedNodes} })},
	{"author-items-empty", "author/items", ofAuthor(1, func(i18n.Locale) any { return web.BankList{} })},
	{"author-coverage", "author/coverage", ofAuthor(2, func(i18n.Locale) any { return bankCoverage() })},
	{"author-coverage-empty", "author/coverage", ofAuthor(2, func(i18n.Locale) any { return web.BankCoverage{} })},
	{"author-item", "author/item", ofAuthor(1, func(l i18n.Locale) any { return bankItem(l) })},
	{"author-item-researcher", "author/item", func(_ *web.Renderer, l i18n.Locale) web.Page {
		item := bankItem(l)
		item.Writer, item.Remarks.Writer, item.Open, item.Item.Version = false, false, nil, 2
		return researcherPage(l, item)
	}},
	{"author-use", "author/use", func(r *web.Renderer, l i18n.Locale) web.Page { return authorPage(l, 1, itemUse(r, l)) }},
	{"author-use-none", "author/use", func(r *web.Renderer, l i18n.Locale) web.Page { return authorPage(l, 1, itemUnused(r, l)) }},
	{"author-diff", "author/diff", ofAuthor(1, func(i18n.Locale) any {
		return web.BankDiff{ID: "IL27", From: 2, To: 3, Versions: []int{3, 2, 1}, Changes: itemChanges()}
	})},
	{"author-diff-same", "author/diff", ofAuthor(1, func(i18n.Locale) any { return web.BankDiff{ID: "IL27", From: 3, To: 3, Versions: []int{3, 2, 1}} })},
	{"author-draft", "author/draft", ofAuthor(0, func(l i18n.Locale) any { return draftPage(l, models.DraftWriting) })},
	{"author-draft-problems", "author/draft", ofAuthor(0, func(l i18n.Locale) any {
		page := draftPage(l, models.DraftWriting)
		page.Problems, page.Playable = itemProblems(), false
		return page
	})},
	{"author-draft-review", "author/draft", ofAuthor(0, func(l i18n.Locale) any { return reviewPage(l) })},
	{"author-draft-review-wrong", "author/draft", ofAuthor(0, func(l i18n.Locale) any {
		page := reviewPage(l)
		page.Errors = web.FormErrors{{Field: "seen", Key: "author.error.seen"}, {Field: "reason", Key: "author.error.text"}}
		return page
	})},
	{"author-draft-rejected", "author/draft", ofAuthor(0, func(l i18n.Locale) any {
		page := draftPage(l, models.DraftRejected)
		page.Draft.Reason = say(l, "选项 c 也说得通：有些地方确实会有备案标志。\n请改写，或换一个干扰项。", "Option c can be defended: some sites do carry a mark of registration.\nPlease rewrite it, or take another distractor.")
		return page
	})},
	{"author-draft-moved", "author/draft", ofAuthor(0, func(l i18n.Locale) any {
		page := draftPage(l, models.DraftWriting)
		page.Current, page.Moved = 4, itemChanges()[2:]
		return page
	})},
	{"author-draft-published", "author/draft", ofAuthor(0, func(l i18n.Locale) any {
		page := draftPage(l, models.DraftPublished)
		page.Version, page.Approvers = 4, page.Editors
		return page
	})},
	{"author-edit", "author/edit", func(r *web.Renderer, l i18n.Locale) web.Page { return authorPage(l, 0, draftForm(r, l)) }},
	{"author-edit-every-type", "author/edit", func(r *web.Renderer, l i18n.Locale) web.Page {
		form := draftForm(r, l)
		form.Item = everyType()
		return authorPage(l, 0, form)
	}},
	{"author-edit-wrong", "author/edit", func(r *web.Renderer, l i18n.Locale) web.Page {
		form := draftForm(r, l)
		form.Problems = itemProblems()
		form.Errors, form.Posted = web.FormErrors{{Field: "seconds", Key: "author.edit.number"}}, url.Values{"seconds": {"a minute"}}
		return authorPage(l, 0, form)
	}},
	{"author-edit-conflict", "author/edit", func(r *web.Renderer, l i18n.Locale) web.Page {
		form := draftForm(r, l)
		form.Conflict = &web.DraftConflict{By: say(l, "罗审题", "Ms Luo"), Changes: itemChanges()}
		return authorPage(l, 0, form)
	}},
	{"author-text", "author/text", ofAuthor(0, func(i18n.Locale) any { return draftText() })},
	{"author-text-wrong", "author/text", ofAuthor(0, func(i18n.Locale) any {
		page := draftText()
		page.Problems = []models.ItemProblem{{Line: 4, What: "field second not found in Item", Mend: "write the fields as docs/content.md shows"}}
		return page
	})},
	{"author-task", "author/task", func(_ *web.Renderer, l i18n.Locale) web.Page { return taskPreview(l, nil) }},
	{"author-task-scored", "author/task", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return taskPreview(l, &models.ItemScore{Points: 1, Max: 1, Parts: []models.PartScore{{PartID: "1", Points: 1, Max: 1}}})
	}},
}

var authorMenu = []web.NavItem{
	{Key: "author.desk.title", URL: "/author"}, {Key: "author.items.title", URL: "/author/items"}, {Key: "author.coverage.title", URL: "/author/coverage"},
}

// ofAuthor is a page of an author, below the entry of the menu, whose data depends on the locale alone.
func ofAuthor(current int, data func(i18n.Locale) any) func(*web.Renderer, i18n.Locale) web.Page {
	return func(_ *web.Renderer, l i18n.Locale) web.Page { return authorPage(l, current, data(l)) }
}

func authorPage(l i18n.Locale, current int, data any) web.Page {
	menu := append([]web.NavItem(nil), authorMenu...)
	menu[current].Current = true
	return web.Page{Locale: l, User: &web.User{Name: say(l, "何命题", "Ms He"), Role: "author"}, Nav: menu, Data: data}
}

func draftRow(l i18n.Locale, id string, state models.DraftState, approvals int) web.DraftRow {
	d := models.Draft{
		ID: models.NewID[models.Draft](), ItemID: id, Content: padlock(), State: state, Revision: 4, Approvals: make([]models.Approval, approvals), UpdatedAt: evening,
	}
	return web.DraftRow{Draft: d, By: say(l, "何命题", "Ms He")}
}

func desk(l i18n.Locale) web.AuthorDesk {
	long := draftRow(l, "IL2026-a-rather-long-one", models.DraftWriting, 0)
	long.Content.Title = models.Text{
		ZH: "奶奶收到一条没有署名的短信，里面说只要转发给二十个人就能领到过节的鸡蛋，小禾应当怎样劝她",
		EN: "Grandmother gets an unsigned message that promises eggs for the holiday to everybody who forwards it to twenty people",
	}
	return web.AuthorDesk{
		Stage:   models.StageJunior,
		Waiting: []web.DraftRow{draftRow(l, "IL31b", models.DraftInReview, 1), draftRow(l, "IL20c", models.DraftInReview, 0)},
		Mine:    []web.DraftRow{draftRow(l, "IL27", models.DraftRejected, 0), long},
		Done:    []web.DraftRow{draftRow(l, "IL10", models.DraftPublished, 2)},
	}
}

func itemBank() web.BankList {
	bank := web.BankList{Total: 214, Indicators: testedNodes}
	for i, id := range []string{"IL10", "IL10b", "IL27", "IL27b"} {
		row := web.BankRow{Item: padlock()}
		row.ID, row.Pool = id, []models.Pool{models.PoolPractice, models.PoolSecure}[i%2]
		if i == 2 {
			row.State = models.DraftInReview
		}
		bank.Rows = append(bank.Rows, row)
	}
	return bank
}

func bankCoverage() web.BankCoverage {
	page := web.BankCoverage{Gaps: 1}
	for i, n := range testedNodes {
		row := web.CoverageRow{Node: n}
		for j, stage := range models.Stages() {
			row.Cells = append(row.Cells, web.CoverageCell{Indicator: n.Code, Stage: stage, Secure: (i + j) % 3 * 2, Practice: j % 2, Linked: i * j % 2, Named: j > i})
		}
		page.Rows = append(page.Rows, row)
	}
	page.Rows[0].Cells[2] = web.CoverageCell{Stage: models.StageJunior, Named: true}
	return page
}

func remarks(l i18n.Locale, target string) web.Remarks {
	it := padlock()
	return web.Remarks{URL: target, Writer: true, Paths: web.PathsOf(it), Comments: []models.Comment{
		{ID: models.NewID[models.Comment](), Path: "parts[0].options[2].text.zh", Author: say(l, "罗审题", "Ms Luo"), At: evening, Text: say(l, "“公安部门”太强了，没有学生会选。", "“The police” is too strong; no pupil will take it.")},
		{ID: models.NewID[models.Comment](), At: evening.Add(-time.Hour), Text: "<script>alert(1)</script> **not bold**", ResolvedBy: models.NewID[models.Account](), ResolvedAt: evening},
	}}
}

func bankItem(l i18n.Locale) web.BankItem {
	open := draftRow(l, "IL27", models.DraftWriting, 0)
	return web.BankItem{
		Item: padlock(), Misconceptions: beliefNames(), Open: &open, Writer: true, Playable: true, Remarks: remarks(l, "/author/items/IL27"),
		Versions: []web.BankVersion{
			{Version: 3, Current: true, At: evening, Published: true, Editors: []string{say(l, "何命题", "Ms He")}, Approvers: []string{say(l, "罗审题", "Ms Luo"), say(l, "沈审题", "Mr Shen")}},
			{Version: 2, At: evening.Add(-72 * time.Hour)}, {Version: 1, At: evening.Add(-900 * time.Hour)},
		},
	}
}

func draftPage(l i18n.Locale, state models.DraftState) web.DraftPage {
	d := draftRow(l, "IL27", state, 0).Draft
	d.Base = 3
	return web.DraftPage{
		Draft: d, Misconceptions: beliefNames(), Current: 3, Changes: itemChanges(), Playable: true, Mine: true,
		Editors: []string{say(l, "何命题", "Ms He")}, Remarks: remarks(l, "/author/drafts/"+d.ID.String()),
	}
}

func reviewPage(l i18n.Locale) web.DraftPage {
	page := draftPage(l, models.DraftInReview)
	page.Mine, page.MayApprove = false, true
	page.Approvals, page.Approvers = make([]models.Approval, 1), []string{say(l, "沈审题", "Mr Shen")}
	return page
}

func itemChanges() []web.Change {
	return []web.Change{
		{FieldPath: "title.en", Old: []models.Span{{Text: "The "}, {Text: "padlock", Marked: true}}, New: []models.Span{{Text: "The "}, {Text: "little padlock", Marked: true}}},
		{FieldPath: "parts[0].options[1].text.zh", Old: []models.Span{{Text: "传输过程是加密的"}, {Text: "，所以很安全", Marked: true}}, New: []models.Span{{Text: "传输过程是加密的"}, {Text: "，但网站是谁的还要另外核实", Marked: true}}},
		{FieldPath: "parts[0].options[3].misconception", Old: []models.Span{{Text: "phone-is-safe", Marked: true}}},
		{FieldPath: "parameters.b", Old: []models.Span{{Text: "0.1", Marked: true}}, New: []models.Span{{Text: "0.2", Marked: true}}},
	}
}

func itemProblems() []models.ItemProblem {
	return []models.ItemProblem{
		{Path: "parts[0].options[2].text.en", What: "the English text is missing", Mend: "write it"},
		{Path: "parts[0].options", What: "the longest option is the key by far", Mend: "make the others as long, or the key shorter"},
	}
}

func draftForm(r *web.Renderer, l i18n.Locale) web.DraftForm {
	return web.DraftForm{URL: "/author/drafts/1", Revision: 4, Item: padlock(), Choices: r.ItemChoices(l, testedNodes, []models.Family{{Code: "IL27", Title: padlock().Title}}, beliefs)}
}

// everyType is an item with a part of every type.
func everyType() models.Item {
	it := padlock()
	it.Parts = nil
	for i, t := range models.PartTypes() {
		p := models.Part{ID: fmt.Sprint(i + 1), Type: t, Rule: models.RuleExact, Max: 1, Prompt: models.Text{ZH: "问题", EN: "Question"}}
		switch t {
		case models.PartNumeric:
			p.Numeric = &models.Numeric{Value: 3.5, Unit: models.Text{ZH: "元", EN: "yuan"}, Misses: []models.NearMiss{{Value: 35}}}
		case models.PartShort:
			p.Rule, p.Rubric = models.RuleRubric, &models.Rubric{MaxChars: 200, Elements: []models.Element{{ID: "a", Points: 1, AnyOf: []string{"来源", "source"}}}}
		case models.PartMatching:
			p.Targets = []models.Target{{ID: "x"}, {ID: "y"}}
			p.Options = []models.Option{{ID: "a", Target: "x"}, {ID: "b", Target: "y"}}
		case models.PartOrdering:
			p.Order = []string{"b", "a"}
			p.Options = []models.Option{{ID: "a"}, {ID: "b"}}
		default:
			p.Options = []models.Option{{ID: "a", Correct: true}, {ID: "b"}}
		}
		it.Parts = append(it.Parts, p)
	}
	return it
}

func draftText() web.DraftText {
	return web.DraftText{URL: "/author/drafts/1", ItemID: "IL27", Revision: 4, Text: strings.TrimLeft(`
id: IL27
version: 4
indicator: D1.2
seconds: 60
title:
  zh: 网址前面的小锁
  en: The little padlock
parts:
  - id: "1"
    type: single
`, "\n")}
}
