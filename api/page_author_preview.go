package api

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/bank"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

func (a *App) addPreviewPages() {
	for path, find := range map[string]func(*fiber.Ctx) (models.Item, error){
		"/author/items/:id/versions/:version/preview/:locale": a.versionOfPath,
		"/author/drafts/:id/preview/:locale":                  a.draftOfPath,
	} {
		a.routes.Get(path, func(c *fiber.Ctx) error { return a.preview(c, find) })
		a.routes.Post(path, func(c *fiber.Ctx) error { return a.preview(c, find) })
	}
}

func (a *App) versionOfPath(c *fiber.Ctx) (models.Item, error) {
	version, err := strconv.Atoi(c.Params("version"))
	if err != nil {
		return models.Item{}, models.NotFound("item version")
	}
	return a.cfg.Bank.Version(c.UserContext(), c.Params("id"), version)
}

func (a *App) draftOfPath(c *fiber.Ctx) (models.Item, error) {
	id, err := recordID[models.Draft](c, "draft")
	if err != nil {
		return models.Item{}, err
	}
	d, err := a.cfg.Bank.Draft(c.UserContext(), id)
	return d.Content, err
}

// preview shows an item as a pupil meets it, in the language of the path, and
// scores what was tried. Nothing is kept.
func (a *App) preview(c *fiber.Ctx, find func(*fiber.Ctx) (models.Item, error)) error {
	l, err := models.ParseLocale(c.Params("locale"))
	if err != nil {
		return models.NotFound("preview")
	}
	it, err := find(c)
	if err != nil {
		return err
	}
	view, err := bank.View(it, l)
	if err != nil {
		return err
	}
	page := web.PreviewTask{Task: web.Task{URL: c.Path(), Item: &view}}
	if c.Method() == fiber.MethodPost {
		if err := tryAnswer(c, it, &page); err != nil {
			return err
		}
	}
	return a.framedTask(c, l, page)
}

// tryAnswer scores the answer of the form, or says what is wrong in it.
func tryAnswer(c *fiber.Ctx, it models.Item, page *web.PreviewTask) error {
	form, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return models.Invalid("form", "the form cannot be read")
	}
	page.Draft = web.ParseAnswer(form, *page.Item)
	if web.MoveCard(form, *page.Item, page.Draft) {
		return nil
	}
	score, err := bank.Try(it, page.Draft)
	switch models.CodeOf(err) {
	case "":
		page.Score = &score
	case models.CodeInvalid:
		page.Errors = web.FormErrors{web.AnswerFault(*page.Item, fieldOfRefusal(err))}
		c.Status(fiber.StatusUnprocessableEntity)
	default:
		return err
	}
	return nil
}

// framedTask answers with a page that stands in a frame of one of ours, in the
// type size of pupils.
func (a *App) framedTask(c *fiber.Ctx, l models.Locale, page web.PreviewTask) error {
	c.Set(fiber.HeaderContentSecurityPolicy, web.FramedContentPolicy)
	c.Set(fiber.HeaderXFrameOptions, "SAMEORIGIN")
	c.Type("html", "utf-8")
	frame := web.Page{
		Locale: i18n.Locale(l), Theme: theme(c.Cookies(themeCookie)), Path: shownPath(c), Data: page,
		User: &web.User{Role: string(models.RolePupil)},
	}
	return a.cfg.Web.Render(c.Response().BodyWriter(), "author/task", frame)
}
