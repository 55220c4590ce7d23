package api

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/models"
	"suyang/recommend"
	"suyang/web"
)

// pupilMenu is the main navigation of pupils.
var pupilMenu = []web.NavItem{
	{Key: "pupil.home.title", URL: "/pupil"},
	{Key: "pupil.resources.title", URL: "/pupil/resources"},
	{Key: "pupil.companion.title", URL: companionPath},
}

func (a *App) addPupilPages() {
	a.routes.Get("/pupil", a.getPupilHome)
	a.routes.Get("/pupil/resources", a.getResources)
	a.routes.Get("/pupil/resources/:id", a.getResource)
	a.routes.Post("/pupil/tests/:id/start", a.postStart)
	a.routes.Get("/pupil/sessions/:id", a.getTask)
	a.routes.Post("/pupil/sessions/:id/answer", a.postAnswer)
	a.routes.Post("/pupil/sessions/:id/pause", a.postPause)
	a.routes.Post("/pupil/sessions/:id/resume", a.postResume)
	a.routes.Post("/pupil/sessions/:id/hand-in", a.postHandIn)
	a.routes.Get("/pupil/sessions/:id/result", a.getResult)
	a.routes.Get(companionPath, a.getCompanion)
	a.routes.Post("/pupil/conversations", a.postConversation)
	a.routes.Get("/pupil/conversations/:id", a.getConversation)
	a.routes.Post("/pupil/conversations/:id/say", a.postSay)
}

// getPupilHome shows what the pupil can do now.
func (a *App) getPupilHome(c *fiber.Ctx) error {
	ctx := c.UserContext()
	me := currentPerson(ctx)
	learner, err := a.currentLearner(ctx)
	if err != nil {
		return err
	}
	offers, err := a.cfg.Tests.Available(ctx, me)
	if err != nil {
		return err
	}
	past, err := a.pastResults(ctx)
	if err != nil {
		return err
	}
	questionnaires, err := a.questionnaireOffers(ctx)
	if err != nil {
		return err
	}
	home := web.PupilHome{Questionnaires: questionnaires, Name: me.Name, Results: past, Next: a.suggestions(ctx), Companion: learner.MayUseCompanion()}
	for _, o := range offers {
		home.Tests = append(home.Tests, testOffer(o, requestOf(ctx).locale))
	}
	return a.page(c, "pupil/home", home)
}

func testOffer(o assessment.Offer, l models.Locale) web.TestOffer {
	return web.TestOffer{
		URL:      "/pupil/tests/" + o.Assignment.ID.String() + "/start",
		Title:    o.Form.Title.In(l),
		ClosesAt: o.Assignment.ClosesAt,
		Minutes:  o.Form.Minutes,
		Begun:    o.Session != nil,
	}
}

// pastResults are the pupil's tests that count, newest first.
func (a *App) pastResults(ctx context.Context) ([]web.PastResult, error) {
	sessions, err := a.cfg.Tests.Results(ctx, currentPerson(ctx))
	if err != nil {
		return nil, err
	}
	var past []web.PastResult
	for _, s := range sessions {
		title, err := a.testTitle(ctx, s)
		if err != nil {
			return nil, err
		}
		past = append(past, web.PastResult{URL: resultPath(s.ID), Title: title, At: s.EndedAt})
	}
	return past, nil
}

// testTitle is the name of the form that a session is a sitting of.
func (a *App) testTitle(ctx context.Context, s models.Session) (string, error) {
	forms, err := a.cfg.Tests.Forms(ctx)
	if err != nil {
		return "", err
	}
	for _, f := range forms {
		if f.ID == s.FormID {
			return f.Title.In(requestOf(ctx).locale), nil
		}
	}
	return "", models.NotFound("form")
}

// suggestions are what to learn next. A page goes on without them when they
// cannot be made, for they rest on an embedding model that may be elsewhere.
func (a *App) suggestions(ctx context.Context) []web.Suggestion {
	next, err := a.recommendations(ctx, currentPerson(ctx), recommended)
	if err != nil {
		a.cfg.Logger.Error("recommendations", "request_id", requestOf(ctx).id, "error", err)
	}
	l := requestOf(ctx).locale
	var list []web.Suggestion
	for _, r := range next {
		s := suggestion(r.Resource, l)
		for _, reason := range r.Reasons {
			if reason.Key != recommend.ReasonMinutes && reason.Key != recommend.ReasonLanguage { // the page says these itself
				s.Reasons = append(s.Reasons, reason.In(l))
			}
		}
		list = append(list, s)
	}
	return list
}

func suggestion(r models.Resource, l models.Locale) web.Suggestion {
	s := web.Suggestion{URL: "/pupil/resources/" + r.ID.String(), Title: r.Title, Minutes: r.Minutes, Format: r.Format}
	if !strings.HasPrefix(string(l), r.Locale) {
		s.Foreign = r.Locale
	}
	return s
}

// recordID reads the identifier in the path of a page. What is no identifier
// names nothing.
func recordID[K any](c *fiber.Ctx, what string) (models.ID[K], error) {
	id, err := idParam[K](c)
	if err != nil || id.IsZero() {
		return id, models.NotFound(what)
	}
	return id, nil
}
