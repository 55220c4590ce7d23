package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
)

// Routes returns the registered routes, such as "GET /signin", without the
// HEAD twins of GET routes and without middleware.
func (a *App) Routes() []string {
	var routes []string
	for _, r := range a.fiber.GetRoutes(true) {
		if r.Method != fiber.MethodHead {
			routes = append(routes, r.Method+" "+r.Path)
		}
	}
	return routes
}

// Authorization returns the table: for each route its roles; nil is public.
func Authorization() map[string][]models.Role {
	table := make(map[string][]models.Role)
	for route, allowed := range authorization {
		table[route] = allowed.roles()
	}
	return table
}

// LocalPath exports localPath.
var LocalPath = localPath

// Handle registers a route of the test's own, outside the table.
func (a *App) Handle(method, path string, allowed models.Role, h fiber.Handler) {
	w := public
	if allowed != "" {
		w = whoOf[allowed]
	}
	a.fiber.Add(method, path, a.guard(path, w), h)
}

// Stream exports stream.
func (a *App) Stream(c *fiber.Ctx, produce func(ctx context.Context, emit func(event string, data any) error) error) error {
	return a.stream(c, func(ctx context.Context, emit send) error { return produce(ctx, emit) })
}

// Watch exports watch.
func (a *App) Watch(c *fiber.Ctx, event string, look func(ctx context.Context) (data any, last bool, err error)) error {
	return a.watch(c, event, look)
}

// Flash exports flash.
func (a *App) Flash(c *fiber.Ctx, kind, key string, args ...any) error {
	return a.flash(c, kind, key, args...)
}

// Advice exports advice.
type Advice = advice

// Talk exports talk.
type Talk = talk
