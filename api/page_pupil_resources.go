package api

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
)

// found is how many resources a search shows.
const found = 12

// getResources searches for resources of the pupil's stage, in any language.
func (a *App) getResources(c *fiber.Ctx) error {
	ctx := c.UserContext()
	page := web.ResourceSearch{Query: strings.TrimSpace(c.Query("q"))}
	if page.Query == "" {
		return a.page(c, "pupil/resources", page)
	}
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return err
	}
	near, err := a.cfg.Resources.Search(ctx, page.Query, models.ResourceFilter{Stage: learner.Stage()}, found)
	if models.CodeOf(err) == models.CodeInvalid {
		page.Errors = web.FormErrors{{Field: "q", Key: web.SearchTooLong}}
		return a.invalid(c, "pupil/resources", page)
	}
	if err != nil {
		return err
	}
	for _, n := range near {
		page.Found = append(page.Found, suggestion(n.Resource, requestOf(ctx).locale))
	}
	return a.page(c, "pupil/resources", page)
}

// getResource shows a resource and notes that the pupil has opened it.
func (a *App) getResource(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, err := recordID[models.Resource](c, "resource")
	if err != nil {
		return err
	}
	r, err := a.cfg.Resources.Open(ctx, currentPerson(ctx), id)
	if err != nil {
		return err
	}
	framework, err := a.cfg.Tests.Framework(ctx)
	if err != nil {
		return err
	}
	page := web.ResourcePage{Resource: r}
	for _, n := range framework {
		if slices.Contains(r.Indicators, n.Code) {
			page.Indicators = append(page.Indicators, n.Name.In(requestOf(ctx).locale))
		}
	}
	return a.page(c, "pupil/resource", page)
}
