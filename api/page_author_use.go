package api

import (
	"github.com/gofiber/fiber/v2"
)

func (a *App) addUsePages() { a.routes.Get("/author/items/:id/use", a.getItemUse) }

// getItemUse shows how the current version of an item does in use.
func (a *App) getItemUse(c *fiber.Ctx) error {
	e, err := a.cfg.Bank.Entry(c.UserContext(), c.Params("id"), 0)
	if err != nil {
		return err
	}
	use, err := a.cfg.Usage.Item(c.UserContext(), e.Item.ID)
	if err != nil {
		return err
	}
	page := a.cfg.Web.ItemUse(requestOf(c.UserContext()).locale, e.Item, use)
	return a.titledPage(c, "author/use", page, "author.use.heading", "id", e.Item.ID)
}
