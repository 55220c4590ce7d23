package api

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/questionnaire"
	"suyang/models"
	"suyang/web"
)

// ownQuestionnaire is where a teacher answers her own instrument.
const ownQuestionnaire = "/teacher/questionnaire"

// getProfile shows a teacher what her own answers say.
func (a *App) getProfile(c *fiber.Ctx) error {
	ctx := c.UserContext()
	me, l := currentPerson(ctx), requestOf(ctx).locale
	p, err := a.cfg.Questionnaires.Profile(ctx, me)
	if models.CodeOf(err) == models.CodeConflict {
		return goTo(c, ownQuestionnaire)
	}
	if err != nil {
		return err
	}
	return a.page(c, "teacher/profile", a.profilePage(l, me.Name, p))
}

func (a *App) profilePage(l models.Locale, name string, p questionnaire.Profile) web.ProfilePage {
	page := web.ProfilePage{Name: name, At: p.At, Answered: p.Answered, Asked: p.Asked}
	for _, d := range p.Dimensions {
		page.Dimensions, page.Source = append(page.Dimensions, profileDimension(l, d)), d.Source
	}
	page.Chart = a.cfg.Web.ProfileChart(l, page.Dimensions)
	return page
}

func profileDimension(l models.Locale, d questionnaire.Dimension) web.ProfileDimension {
	out := web.ProfileDimension{
		Name: d.Name.In(l), Description: d.Description.In(l), Scored: d.Self.Scored, Value: d.Self.Value,
		Situations: d.Situations.Scored, Credits: int(d.Situations.Value), MaxCredits: d.Situations.Max, Next: d.Next.In(l),
	}
	out.Low, out.High = d.Self.Interval()
	for _, x := range d.Cases {
		out.Cases = append(out.Cases, web.ProfileCase{
			Situation: x.Situation.In(l), Chosen: x.Chosen.Text.In(l), ChosenWhy: x.Chosen.Rationale.In(l), Credit: x.Chosen.Credit,
			Best: x.Best.Text.In(l), BestWhy: x.Best.Rationale.In(l),
		})
	}
	return out
}

const classQuestionnairesPage = "teacher/questionnaires"

// getClassQuestionnaires lists what is open for a class, and offers to open a
// questionnaire for two weeks.
func (a *App) getClassQuestionnaires(c *fiber.Ctx) error {
	day := time.Now().In(a.cfg.Web.Location()).AddDate(0, 0, 14)
	closes := time.Date(day.Year(), day.Month(), day.Day(), 18, 0, 0, 0, day.Location())
	page, err := a.classQuestionnaires(c, web.OpeningForm{Closes: closes.Format(web.FieldTime)})
	if err != nil {
		return err
	}
	return a.titledPage(c, classQuestionnairesPage, page, "questionnaire.class.named", "class", page.Class.Name)
}

// classQuestionnaires is the page around the form.
func (a *App) classQuestionnaires(c *fiber.Ctx, form web.OpeningForm) (web.ClassQuestionnaires, error) {
	ctx := c.UserContext()
	me, l := currentPerson(ctx), requestOf(ctx).locale
	class, err := a.classInPath(c)
	if err != nil {
		return web.ClassQuestionnaires{}, err
	}
	learners, err := a.cfg.Directory.ClassLearners(ctx, class.ID)
	if err != nil {
		return web.ClassQuestionnaires{}, err
	}
	choices, err := a.cfg.Questionnaires.ForClass(ctx, me, class.ID)
	if err != nil {
		return web.ClassQuestionnaires{}, err
	}
	for _, q := range choices {
		form.Choices = append(form.Choices, web.Choice{Value: q.Code, Label: q.Title.In(l)})
	}
	opened, err := a.cfg.Questionnaires.Openings(ctx, me, class.ID)
	page := web.ClassQuestionnaires{Class: class, Pupils: len(learners), Form: form}
	for _, o := range opened {
		page.Openings = append(page.Openings, web.OpenedQuestionnaire{
			Title: a.questionnaireTitle(o.Code, l), OpensAt: o.OpensAt, ClosesAt: o.ClosesAt, Open: o.OpenAt(time.Now()),
			Submitted: o.Submitted, Begun: o.Begun, CloseURL: class.URL() + "/questionnaires/" + o.ID.String() + "/close",
		})
	}
	return page, err
}

// questionnaireTitle is the title of a questionnaire, or its code when it is not
// among the content any more.
func (a *App) questionnaireTitle(code string, l models.Locale) string {
	if q, err := a.cfg.Questionnaires.Questionnaire(code); err == nil {
		return q.Title.In(l)
	}
	return code
}

// postOpening opens a questionnaire for a class, or shows the form again.
func (a *App) postOpening(c *fiber.Ctx) error {
	ctx := c.UserContext()
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	form := web.OpeningForm{Code: c.FormValue("code"), Closes: c.FormValue("closes")}
	closes, err := time.ParseInLocation(web.FieldTime, form.Closes, a.cfg.Web.Location())
	if err != nil {
		form.Errors = web.FormErrors{{Field: "closes", Key: web.QuestionnaireClosesEarly}}
	} else {
		_, err = a.cfg.Questionnaires.Open(ctx, currentPerson(ctx), models.Opening{ClassID: class.ID, Code: form.Code, ClosesAt: closes})
		if err == nil {
			return a.goSaying(c, class.URL()+"/questionnaires", "questionnaire.class.done")
		}
		if form.Errors = openingFault(err); form.Errors == nil {
			return err
		}
	}
	page, err := a.classQuestionnaires(c, form)
	if err != nil {
		return err
	}
	return a.invalid(c, classQuestionnairesPage, page)
}

// openingFault says on the form why a questionnaire cannot be opened so; nil
// when it is not the form's fault.
func openingFault(err error) web.FormErrors {
	refusal, ok := errors.AsType[*models.Error](err)
	switch {
	case !ok || refusal.Code != models.CodeInvalid:
		return nil
	case refusal.Field == "closes_at":
		return web.FormErrors{{Field: "closes", Key: web.QuestionnaireClosesEarly}}
	}
	return web.FormErrors{{Field: "code", Key: web.QuestionnaireUnknown}}
}

func (a *App) postCloseOpening(c *fiber.Ctx) error {
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	id, err := models.ParseID[models.Opening](c.Params("opening"))
	if err != nil || id.IsZero() {
		return models.NotFound("questionnaire")
	}
	if err := a.cfg.Questionnaires.Close(c.UserContext(), currentPerson(c.UserContext()), id); err != nil {
		return err
	}
	return a.goSaying(c, class.URL()+"/questionnaires", "questionnaire.class.ended")
}
