package api

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/models"
	"suyang/web"
	"suyang/web/markdown"
)

const codingPage = "teacher/coding"

// getCoding shows one text that waits for a coder: the first, or the one at the
// place that the query names.
func (a *App) getCoding(c *fiber.Ctx) error {
	class, waiting, err := a.waitingTexts(c)
	if err != nil {
		return err
	}
	page := newCodingPage(class, waiting, c.QueryInt("at"), requestOf(c.UserContext()).locale)
	return a.titledPage(c, codingPage, page, "teacher.coding.named", "class", class.Name)
}

func (a *App) waitingTexts(c *fiber.Ctx) (web.TaughtClass, []assessment.Pending, error) {
	class, err := a.classInPath(c)
	if err != nil {
		return class, nil, err
	}
	waiting, err := a.cfg.Tests.Pending(c.UserContext(), currentPerson(c.UserContext()), class.ID)
	return class, waiting, err
}

// newCodingPage shows the text at a place; after the last comes the first again.
func newCodingPage(class web.TaughtClass, waiting []assessment.Pending, at int, l models.Locale) web.CodingPage {
	page := web.CodingPage{Class: class, Left: len(waiting)}
	if len(waiting) == 0 {
		return page
	}
	if at >= 0 && at < len(waiting) {
		page.Place = at
	}
	p := waiting[page.Place]
	page.Text = &web.TextToCode{
		SessionID: p.SessionID, ItemID: p.ItemID, PartID: p.PartID, Title: p.Title.In(l),
		Stimulus: p.Stimulus.In(l), Prompt: markdown.HTML(p.Prompt.In(l)), Text: p.Text, Rule: p.Points, Max: p.Max,
	}
	for _, e := range p.Elements {
		page.Text.Elements = append(page.Text.Elements, web.RubricElement{Description: e.Description.In(l), Points: e.Points})
	}
	return page
}

// postCoding takes the coder's points and goes on to the next text, which has
// moved up to this one's place.
func (a *App) postCoding(c *fiber.Ctx) error {
	ctx := c.UserContext()
	class, waiting, err := a.waitingTexts(c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(p assessment.Pending) bool {
		return p.SessionID.String() == c.FormValue("session") && p.ItemID == c.FormValue("item") && p.PartID == c.FormValue("part")
	})
	next := class.URL() + "/coding"
	if i < 0 { // somebody else was quicker
		return goTo(c, next)
	}
	points, err := strconv.Atoi(c.FormValue("points"))
	if err != nil {
		points = -1
	}
	text := waiting[i]
	err = a.cfg.Tests.Code(ctx, currentPerson(ctx), text.SessionID, text.ItemID, text.PartID, points)
	if models.CodeOf(err) == models.CodeInvalid {
		page := newCodingPage(class, waiting, i, requestOf(ctx).locale)
		page.Text.Errors = web.FormErrors{{Field: "points", Key: web.CodingPoints}}
		return a.invalid(c, codingPage, page)
	}
	if err != nil {
		return err
	}
	return a.goSaying(c, next+"?at="+strconv.Itoa(i), "teacher.coding.done", "n", points)
}
