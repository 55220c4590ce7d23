package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp/fasthttpadaptor"

	"suyang/models"
)

func (a *App) addHealth() {
	metrics := fasthttpadaptor.NewFastHTTPHandler(a.cfg.Metrics.Handler())
	a.routes.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	a.routes.Get("/readyz", a.getReady)
	a.routes.Get("/metrics", func(c *fiber.Ctx) error {
		if !a.mayScrape(c) {
			return models.NotFound("page")
		}
		metrics(c.Context())
		return nil
	})
}

// getReady tells a balancer whether to send requests here: not while the
// database is away, nor while shutting down.
func (a *App) getReady(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), 2*time.Second)
	defer cancel()
	if a.hub.draining() {
		return models.Errorf(models.CodeUnavailable, "shutting down")
	}
	if err := a.cfg.Ready(ctx); err != nil {
		a.cfg.Logger.Warn("not ready", "error", err)
		return models.Errorf(models.CodeUnavailable, "the database does not answer")
	}
	return c.SendString("ready\n")
}

// mayScrape reports whether the caller may read metrics: with the token, or
// without one from this machine and not through a proxy.
func (a *App) mayScrape(c *fiber.Ctx) bool {
	if a.cfg.MetricsToken == "" {
		return peer(c).IsLoopback() && c.Get(fiber.HeaderXForwardedFor) == "" && c.Get("Forwarded") == ""
	}
	given := sha256.Sum256([]byte(strings.TrimPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")))
	want := sha256.Sum256([]byte(a.cfg.MetricsToken))
	return subtle.ConstantTimeCompare(given[:], want[:]) == 1
}
