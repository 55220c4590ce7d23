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
	near, err := a.cfg.Resources.Search(ctx, page.Query, models.ResourceFilter{Stage: learner.Stage()}, 2*found)
	if models.CodeOf(err) == models.CodeInvalid {
		page.Errors = web.FormErrors{{Field: "q", Key: web.SearchTooLong}}
		return a.invalid(c, "pupil/resources", page)
	}
	if err != nil {
		return err
	}
	page.Found = oneOfEach(near, requestOf(ctx).locale)
	return a.page(c, "pupil/resources", page)
}

// oneOfEach keeps of translations of one page that in the reader's language, or
// else the nearest.
func oneOfEach(near []models.ResourceCandidate, l models.Locale) []web.Suggestion {
	var list []web.Suggestion
	at := map[string]int{} // place in the list, by group
	for _, n := range near {
		s := suggestion(n.Resource, l)
		i, shown := at[n.Resource.Group]
		switch {
		case n.Resource.Group == "" || !shown:
			at[n.Resource.Group] = len(list)
			list = append(list, s)
		case s.Foreign == "":
			list[i] = s
		}
	}
	return list[:min(found, len(list))]
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
	page := web.ResourcePage{Resource: r, SelfCheck: a.selfCheck(r)}
	for _, n := range framework {
		if slices.Contains(r.Indicators, n.Code) {
			page.Indicators = append(page.Indicators, n.Name.In(requestOf(ctx).locale))
		}
	}
	return a.page(c, "pupil/resource", page)
}

// selfCheck is the question of a lesson of our own, in the language of the
// resource.
func (a *App) selfCheck(r models.Resource) *web.SelfCheck {
	if r.URL != "" {
		return nil
	}
	lesson, err := a.cfg.Tests.Lesson(r.Group)
	if err != nil { // a lesson that the content no longer holds
		return nil
	}
	l := models.ZhCN
	if r.Locale == string(models.En) {
		l = models.En
	}
	return web.NewSelfCheck(l, lesson.SelfCheck)
}
