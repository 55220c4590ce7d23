package api

import (
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"suyang/web"
)

// secureHeaders tells browsers what our pages never do.
func (a *App) secureHeaders(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, web.ContentSecurityPolicy)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(), microphone=(), geolocation=(), payment=()")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set(fiber.HeaderCacheControl, "no-store") // school computers are shared
	if requestOf(c.UserContext()).secure {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	return c.Next()
}

var gzipResponse = fasthttp.CompressHandler(func(*fasthttp.RequestCtx) {})

// compress gzips pages and JSON. Streams are left alone: compression would hold
// their events back.
func compress(c *fiber.Ctx) error {
	err := c.Next()
	if err == nil && !c.Context().Response.IsBodyStream() {
		gzipResponse(c.Context())
	}
	return err
}
