package api

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/internal/auth"
)

// observe is the outermost middleware: it gives the request its context, turns
// errors and panics into answers, counts and logs. The log has route patterns
// instead of addresses, and nothing that names a person.
func (a *App) observe(c *fiber.Ctx) error {
	start := time.Now()
	r := a.newRequest(c)
	ctx, cancel := context.WithTimeout(context.WithValue(context.Background(), requestKey{}, r), a.cfg.RequestTimeout)
	defer cancel()
	c.SetUserContext(ctx)
	c.Set(fiber.HeaderXRequestID, r.id)
	done := a.cfg.Metrics.RequestStarted(c.Method())
	if err := recovered(c.Next); err != nil {
		if err := a.fail(c, err); err != nil {
			a.fallBack(c, err)
		}
	}
	route, status := routeLabel(r), c.Response().StatusCode()
	done(route, status)
	a.logRequest(c.Method(), route, status, time.Since(start), r)
	return nil
}

// recovered calls f and turns a panic into an error.
func recovered(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

func routeLabel(r *request) string {
	if r.route == "" {
		return "unmatched"
	}
	return r.route
}

func (a *App) logRequest(method, route string, status int, took time.Duration, r *request) {
	level, attrs := slog.LevelInfo, []slog.Attr{
		slog.String("request_id", r.id), slog.String("method", method), slog.String("route", route),
		slog.Int("status", status), slog.Duration("took", took),
	}
	if status >= 500 {
		level, attrs = slog.LevelError, append(attrs, slog.Any("error", r.fault))
	}
	a.cfg.Logger.LogAttrs(context.Background(), level, "request", attrs...)
}

// failEarly answers requests that never came to a route: headers or body too
// large, or not HTTP.
func (a *App) failEarly(c *fiber.Ctx, err error) error {
	r := a.newRequest(c)
	c.SetUserContext(context.WithValue(context.Background(), requestKey{}, r))
	c.Set(fiber.HeaderXRequestID, r.id)
	if err := a.fail(c, err); err != nil {
		a.fallBack(c, err)
	}
	return nil
}

// fallBack answers when not even the answer about a failure could be made.
func (a *App) fallBack(c *fiber.Ctx, err error) {
	requestOf(c.UserContext()).fault = err
	c.Status(fiber.StatusInternalServerError).Response().ResetBody()
}

// limitAddress bounds what one address asks for. Static files are not counted:
// they cost nothing, and a class that signs in at once asks for many.
func (a *App) limitAddress(c *fiber.Ctx) error {
	if strings.HasPrefix(c.Path(), "/static/") {
		return c.Next()
	}
	if wait := a.perAddress.Take(requestOf(c.UserContext()).address.String()); wait > 0 {
		return auth.TooManyTries{Wait: wait}
	}
	return c.Next()
}
