package api

import (
	"context"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/assessment/item"
	"suyang/assessment/paper"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

func (a *App) addPaperPages() {
	a.routes.Get("/teacher/assignments/:id/paper", a.getPaper)
	a.routes.Get("/teacher/assignments/:id/paper/booklet", a.getBooklet)
	a.routes.Get("/teacher/assignments/:id/paper/key", a.getPaperKey)
	a.routes.Get("/teacher/assignments/:id/paper/pupils/:pupil", a.getKeying)
	a.routes.Post("/teacher/assignments/:id/paper/pupils/:pupil", a.postKeying)
	a.routes.Post("/teacher/assignments/:id/paper/pupils/:pupil/settle", a.postSettle)
	a.routes.Post("/teacher/assignments/:id/paper/pupils/:pupil/again", a.postKeyAgain)
}

// paperInPath is the test on paper that the path names, if it is of a class of
// the caller's.
func (a *App) paperInPath(c *fiber.Ctx) (assessment.PaperWork, web.TaughtClass, error) {
	ctx := c.UserContext()
	id, err := recordID[models.Assignment](c, "test")
	if err != nil {
		return assessment.PaperWork{}, web.TaughtClass{}, err
	}
	work, err := a.cfg.Tests.Paper(ctx, currentPerson(ctx), id)
	if err != nil {
		return work, web.TaughtClass{}, err
	}
	class, err := a.classByID(ctx, work.Assignment.ClassID)
	return work, class, err
}

// printed is paperInPath for what an adaptive test does not have.
func (a *App) printed(c *fiber.Ctx) (assessment.PaperWork, web.TaughtClass, error) {
	work, class, err := a.paperInPath(c)
	if err == nil && work.Booklet == nil {
		err = models.NotFound("booklet")
	}
	return work, class, err
}

func paperPath(id models.AssignmentID) string { return assignmentPath(id) + "/paper" }

func sheetPath(sheet assessment.PaperSheet) string {
	return paperPath(sheet.AssignmentID) + "/pupils/" + sheet.LearnerID.String()
}

// getPaper offers the booklets and shows how far keying in is.
func (a *App) getPaper(c *fiber.Ctx) error {
	work, class, err := a.paperInPath(c)
	if err != nil {
		return err
	}
	page := web.PaperPage{
		Class: class, URL: assignmentPath(work.Assignment.ID), Title: work.Form.Title.In(requestOf(c.UserContext()).locale), Minutes: work.Form.Minutes,
	}
	if work.Booklet != nil {
		page.Printable, page.Items = true, len(work.Booklet.Items)
		for _, v := range work.Booklet.Test.Versions {
			page.Versions = append(page.Versions, v.Name)
		}
	}
	for _, sheet := range work.Sheets {
		row := paperRow(*work.Booklet, sheet)
		if sheet.State == assessment.PaperDone {
			page.Done++
		}
		page.Rows = append(page.Rows, row)
	}
	return a.titledPage(c, "paper/test", page, "paper.named", "class", class.Name, "title", page.Title)
}

func paperRow(b paper.Booklet, sheet assessment.PaperSheet) web.PaperRow {
	row := web.PaperRow{
		PupilLink: web.PupilLink{Name: sheet.Learner.Name}, Number: sheet.Learner.Number, KeyURL: sheetPath(sheet),
		State: string(sheet.State), Differences: len(sheet.Differences), OneHand: sheet.OneHand(),
	}
	switch sheet.State {
	case assessment.PaperDone:
		row.URL, row.Unreadable = web.SessionURL(sheet.SessionID), b.Unreadable(sheet.Settled.Written)
	case assessment.PaperScreen:
		row.KeyURL, row.OneHand = "", false
	}
	return row
}

// getBooklet is a version of the booklet to print, in a language: those that the
// query asks for, else the first version in the reader's language. It holds
// nothing of the key.
func (a *App) getBooklet(c *fiber.Ctx) error {
	work, class, err := a.printed(c)
	if err != nil {
		return err
	}
	version, there := work.Booklet.Test.Version(c.Query("version", work.Booklet.Test.Versions[0].Name))
	if !there {
		return models.NotFound("version")
	}
	l, err := models.ParseLocale(c.Query("in", string(requestOf(c.UserContext()).locale)))
	if err != nil {
		return models.NotFound("language")
	}
	page := web.Booklet{
		School: class.School, Class: class.Name, Title: work.Form.Title.In(l), Version: version.Name,
		Large: c.QueryBool("large"), Minutes: work.Form.Minutes, Back: paperPath(work.Assignment.ID),
	}
	for i, it := range work.Booklet.Items {
		page.Items = append(page.Items, web.NewBookletItem(i+1, paper.View(it, version, l)))
	}
	frame := a.frame(c)
	frame.Locale, frame.Data = i18n.Locale(l), page
	frame.Title, frame.TitleArgs = "paper.booklet.named", []any{"title", page.Title, "version", page.Version}
	c.Type("html", "utf-8")
	return a.cfg.Web.Render(c.Response().BodyWriter(), "paper/booklet", frame)
}

// getPaperKey is the key for staff. Keys of secure items, which will be used
// again, are not in it.
func (a *App) getPaperKey(c *fiber.Ctx) error {
	work, class, err := a.printed(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	l := requestOf(ctx).locale
	page := web.PaperKey{Class: class, Title: work.Form.Title.In(l), Day: time.Now(), Back: paperPath(work.Assignment.ID)}
	for i, it := range work.Booklet.Items {
		keyed := web.KeyedItem{Number: i + 1, ID: it.ID, Title: it.Title.In(l), Max: it.Max()}
		if it.Pool == models.PoolSecure {
			keyed.Withheld = true
			page.Withheld++
		} else {
			keyed.Parts = keyedParts(it, work.Booklet.Test.Versions, l)
		}
		page.Items = append(page.Items, keyed)
	}
	return a.titledPage(c, "paper/key", page, "paper.key.of", "title", page.Title)
}

func keyedParts(it models.Item, versions []models.PaperVersion, l models.Locale) []web.KeyedPart {
	out := make([]web.KeyedPart, len(it.Parts))
	for _, v := range versions {
		for i, printed := range web.NewBookletItem(0, paper.View(it, v, l)).Parts {
			p, _ := it.Part(printed.ID)
			k := &out[i]
			k.Letter, k.Rule, k.Max = printed.Letter, p.Rule, p.Max
			k.Letters = append(k.Letters, web.VersionLetters{Version: v.Name, Written: paper.Write(printed.PartView, item.Key(p))})
			if k.Options == nil {
				k.Options, k.Elements = keyedOptions(p, l), rubricElements(p, l)
			}
			for j, o := range p.Options {
				k.Options[j].Letters = append(k.Options[j].Letters, web.VersionLetters{Version: v.Name, Written: letterOf(printed.PartView, o.ID)})
			}
		}
	}
	return out
}

func keyedOptions(p models.Part, l models.Locale) []web.KeyedOption {
	var out []web.KeyedOption
	for _, o := range p.Options {
		out = append(out, web.KeyedOption{Text: o.Text.In(l), Correct: o.Correct, Rationale: o.Rationale.In(l)})
	}
	return out
}

func rubricElements(p models.Part, l models.Locale) []web.RubricElement {
	var out []web.RubricElement
	if p.Rubric != nil {
		for _, e := range p.Rubric.Elements {
			out = append(out, web.RubricElement{Description: e.Description.In(l), Points: e.Points})
		}
	}
	return out
}

// letterOf is how one option is written: its number in a matching, else its
// letter.
func letterOf(p models.PartView, option string) string {
	if p.Type == models.PartMatching {
		written := paper.Write(p, models.PartAnswer{Pairs: map[string]string{option: p.Targets[0].ID}})
		return written[:len(written)-1]
	}
	return paper.Write(models.PartView{Type: models.PartMultiple, Options: p.Options}, models.PartAnswer{Choices: []string{option}})
}

// answerSheet is the sheet that the path names.
func (a *App) answerSheet(c *fiber.Ctx) (assessment.PaperWork, assessment.PaperSheet, web.TaughtClass, error) {
	work, class, err := a.printed(c)
	if err != nil {
		return work, assessment.PaperSheet{}, class, err
	}
	pupil, err := models.ParseID[models.Account](c.Params("pupil"))
	if err != nil {
		return work, assessment.PaperSheet{}, class, models.NotFound("pupil")
	}
	sheet, err := work.Sheet(pupil)
	return work, sheet, class, err
}

func isMine(ctx context.Context, e models.PaperEntry) bool {
	me := currentPerson(ctx).ID
	return slices.Contains(e.Hands, me)
}
