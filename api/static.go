package api

import (
	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
)

func (a *App) addStatic() { a.routes.Get("/static/*", a.getStatic) }

// getStatic sends a file whose address holds the hash of its content, so that
// browsers may keep it for good.
func (a *App) getStatic(c *fiber.Ctx) error {
	asset, ok := a.cfg.Web.Asset(c.Path())
	if !ok {
		return models.NotFound("file")
	}
	c.Set(fiber.HeaderContentType, asset.ContentType)
	c.Set(fiber.HeaderCacheControl, web.AssetCacheControl)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if asset.Gzip != nil && c.Request().Header.HasAcceptEncoding("gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(asset.Gzip)
	}
	return c.Send(asset.Body)
}
