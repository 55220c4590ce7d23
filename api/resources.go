package api

import (
	"context"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/recommend"
)

// recommended is how many resources a pupil is offered at a time.
const recommended = 3

func (a *App) addResources() {
	handle(a, operation("recommendations", get, "/api/v1/recommendations", "What to learn next, with reasons"), a.listRecommendations)
	handle(a, operation("search-resources", get, "/api/v1/resources", "Search for resources"), a.searchResources)
	handle(a, operation("open-resource", get, "/api/v1/resources/{id}", "One resource; that a pupil opened it is remembered"), a.openResource)
}

// advice is a recommendation in the reader's words.
type advice struct {
	Resource  models.Resource `json:"resource"`
	Indicator string          `json:"indicator" doc:"code of the indicator it serves"`
	Success   float64         `json:"success" doc:"expected share of tasks this hard that she would solve, 0 to 1"`
	Reasons   []string        `json:"reasons" doc:"the weightiest first"`
}

func (a *App) listRecommendations(ctx context.Context, _ *struct{}) (*body[[]advice], error) {
	next, err := a.recommendations(ctx, currentPerson(ctx), recommended)
	if err != nil {
		return nil, err
	}
	var list []advice
	for _, r := range next {
		list = append(list, advise(r, requestOf(ctx).locale))
	}
	return replyList(list, nil)
}

func advise(r recommend.Recommendation, l models.Locale) advice {
	out := advice{Resource: r.Resource, Indicator: r.Indicator, Success: r.Success, Reasons: []string{}}
	out.Resource.Body = "" // read by opening the resource
	for _, reason := range r.Reasons {
		out.Reasons = append(out.Reasons, reason.In(l))
	}
	return out
}

// recommendations asks for what the pupil should learn next, from her latest
// result or, before she has one, from her stage alone.
func (a *App) recommendations(ctx context.Context, p models.Person, k int) ([]recommend.Recommendation, error) {
	learner, err := a.cfg.Directory.Learner(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	profile := recommend.Profile{Learner: p.ID, Stage: learner.Stage(), Locale: requestOf(ctx).locale}
	results, err := a.cfg.Tests.Results(ctx, p)
	if err != nil {
		return nil, err
	}
	if len(results) > 0 {
		latest := results[0]
		r, err := a.cfg.Tests.PupilReport(ctx, p, latest.ID)
		if err != nil {
			return nil, err
		}
		profile.Theta, profile.SE, profile.Needs = latest.Theta, latest.SE, a.needs(r)
	}
	return a.cfg.Resources.Next(ctx, profile, k)
}

// needs are the indicators a report has measured, on the theta scale.
func (a *App) needs(r report.Pupil) []recommend.Need {
	var needs []recommend.Need
	for _, s := range r.Indicators {
		if s.Score != nil {
			needs = append(needs, recommend.Need{
				Indicator: s.Code, Points: s.Points, Max: s.Max,
				Theta: a.cfg.Metric.Theta(s.Score.Value), SE: s.Score.SE / a.cfg.Metric.SD,
			})
		}
	}
	return needs
}

type searchIn struct {
	Query  string        `query:"q" required:"true" minLength:"1" maxLength:"200"`
	Stage  models.Stage  `query:"stage" enum:"primary34,primary56,junior,senior"`
	Locale models.Locale `query:"locale" enum:"zh,en" doc:"language of the resource"`
	Limit  int           `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

func (a *App) searchResources(ctx context.Context, in *searchIn) (*body[[]models.ResourceCandidate], error) {
	filter := models.ResourceFilter{Stage: in.Stage, Locale: string(in.Locale)}
	return replyList(a.cfg.Resources.Search(ctx, in.Query, filter, in.Limit))
}

func (a *App) openResource(ctx context.Context, in *ByID[models.Resource]) (*body[models.Resource], error) {
	return reply(a.cfg.Resources.Open(ctx, currentPerson(ctx), in.ID))
}
