package api

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
)

// checkOrigin refuses requests that another site made a browser send: what
// changes something must come from a page of our own. Browsers say so in
// Sec-Fetch-Site, older ones in Origin; a client that sends neither is no
// browser and carries no cookie that it did not mean to send.
func (a *App) checkOrigin(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	if a.sameOrigin(c) {
		return c.Next()
	}
	return models.Forbidden("this request comes from another site")
}

func (a *App) sameOrigin(c *fiber.Ctx) bool {
	origin := c.Get(fiber.HeaderOrigin)
	if origin != "" && origin == a.cfg.PublicURL {
		return true
	}
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	case "":
	default:
		return false
	}
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == requestOf(c.UserContext()).host
}
