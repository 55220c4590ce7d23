package api

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/questionnaire"
	"suyang/models"
	"suyang/web"
)

const questionPage = "questionnaire/page"

// addQuestionnairePages registers the pages on which a questionnaire is
// answered: a pupil's below the opening, a teacher's own below hers.
func (a *App) addQuestionnairePages() {
	for _, base := range []string{"/pupil/questionnaires/:id", ownQuestionnaire} {
		a.routes.Get(base, a.getQuestionnaire)
		a.routes.Get(base+"/pages/:page", a.getQuestions)
		a.routes.Post(base+"/pages/:page", a.postQuestions)
		a.routes.Post(base+"/withdraw", a.postWithdrawAnswers)
	}
	a.routes.Get("/pupil/questionnaires/:id/thanks", a.getThanks)
	a.routes.Get(ownQuestionnaire+"/profile", a.getProfile)
	a.routes.Get("/teacher/classes/:id/questionnaires", a.getClassQuestionnaires)
	a.routes.Post("/teacher/classes/:id/questionnaires", a.postOpening)
	a.routes.Post("/teacher/classes/:id/questionnaires/:opening/close", a.postCloseOpening)
	a.routes.Get("/researcher/questionnaires", a.getQuestionnaireFiles)
	a.routes.Get("/researcher/questionnaires/:code/:file", a.getQuestionnaireFile)
}

// openingInPath names the questionnaire of the path; a teacher's own has none.
func openingInPath(c *fiber.Ctx) (models.OpeningID, error) {
	if currentPerson(c.UserContext()).Role == models.RoleTeacher {
		return models.OpeningID{}, nil
	}
	return recordID[models.Opening](c, "questionnaire")
}

// questionnairePath is where a questionnaire is answered.
func questionnairePath(id models.OpeningID) string {
	if id.IsZero() {
		return ownQuestionnaire
	}
	return "/pupil/questionnaires/" + id.String()
}

func (a *App) sheetInPath(c *fiber.Ctx) (questionnaire.Sheet, error) {
	id, err := openingInPath(c)
	if err != nil {
		return questionnaire.Sheet{}, err
	}
	return a.cfg.Questionnaires.Sheet(c.UserContext(), currentPerson(c.UserContext()), id)
}

// getQuestionnaire says what is asked and why, and who sees it.
func (a *App) getQuestionnaire(c *fiber.Ctx) error {
	sheet, err := a.sheetInPath(c)
	if err != nil {
		return err
	}
	l, q := requestOf(c.UserContext()).locale, sheet.Questionnaire
	return a.titledPage(c, "questionnaire/intro", web.QuestionnaireIntro{
		QuestionnaireOffer: questionnaireOffer(sheet, l), Intro: web.Paragraphs(q.Intro.In(l)), Pages: len(q.Pages), GoOn: firstOpen(sheet),
		Answered: questionnaire.Answered(q, sheet.Reply.Answers), Asked: len(q.Questions()), Teacher: q.Audience == models.AudienceTeacher,
	}, "questionnaire.title")
}

func questionnaireOffer(s questionnaire.Sheet, l models.Locale) web.QuestionnaireOffer {
	return web.QuestionnaireOffer{
		URL: questionnairePath(s.Opening.ID), Title: s.Questionnaire.Title.In(l), Minutes: s.Questionnaire.Minutes,
		ClosesAt: s.Opening.ClosesAt, Begun: s.Begun(), Submitted: s.Reply.Submitted(), Open: s.Open,
	}
}

// firstOpen is the number of the first page on which nothing is answered, after
// handing in the first.
func firstOpen(s questionnaire.Sheet) int {
	if s.Reply.Submitted() {
		return 1
	}
	for i, p := range s.Questionnaire.Pages {
		if !slices.ContainsFunc(p.Questions, func(q models.Question) bool { return len(s.Reply.Answers[q.ID]) > 0 }) {
			return i + 1
		}
	}
	return max(len(s.Questionnaire.Pages), 1)
}

// pageInPath is the page that the path names, from 0.
func pageInPath(c *fiber.Ctx, s questionnaire.Sheet) (int, error) {
	n, err := strconv.Atoi(c.Params("page"))
	if err != nil || n < 1 || n > len(s.Questionnaire.Pages) {
		return 0, models.NotFound("page")
	}
	return n - 1, nil
}

func (a *App) getQuestions(c *fiber.Ctx) error {
	sheet, err := a.sheetInPath(c)
	if err != nil {
		return err
	}
	if !sheet.Open {
		return goTo(c, questionnairePath(sheet.Opening.ID))
	}
	n, err := pageInPath(c, sheet)
	if err != nil {
		return err
	}
	return a.page(c, questionPage, questionsPage(sheet, n, sheet.Reply.Answers, requestOf(c.UserContext()).locale))
}

// questionsPage is the page number n with answers to its questions.
func questionsPage(s questionnaire.Sheet, n int, answers models.Answers, l models.Locale) web.QuestionnairePage {
	p := s.Questionnaire.Pages[n]
	page := web.QuestionnairePage{
		URL: questionnairePath(s.Opening.ID) + "/pages/" + strconv.Itoa(n+1), Title: p.Title.In(l), Lead: p.Lead.In(l),
		Number: n + 1, Pages: len(s.Questionnaire.Pages),
	}
	for _, q := range p.Questions {
		page.Questions = append(page.Questions, askedQuestion(q, answers[q.ID], len(s.Reply.Answers[q.ID]) > 0, l))
	}
	return page
}

func askedQuestion(q models.Question, given []int, answered bool, l models.Locale) web.AskedQuestion {
	asked := web.AskedQuestion{
		ID: q.ID, Type: q.Type, Situation: q.Situation.In(l), Prompt: q.Prompt.In(l), Unit: q.Unit.In(l), Answered: answered,
	}
	for _, o := range q.Options {
		asked.Options = append(asked.Options, web.AskedOption{Value: o.Value, Text: o.Text.In(l), Chosen: slices.Contains(given, o.Value)})
	}
	if q.Type == models.QuestionNumber && len(given) == 1 {
		asked.Number = strconv.Itoa(given[0])
	}
	return asked
}

// postQuestions keeps what stands on a page and leads to the next, or shows it
// again with what is wrong.
func (a *App) postQuestions(c *fiber.Ctx) error {
	ctx := c.UserContext()
	sheet, err := a.sheetInPath(c)
	if err != nil {
		return err
	}
	n, err := pageInPath(c, sheet)
	if err != nil {
		return err
	}
	sent, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return models.Invalid("form", "the form cannot be read")
	}
	given, fault := readAnswers(sheet.Questionnaire.Pages[n].Questions, sent)
	if fault == nil {
		_, fault = a.cfg.Questionnaires.Keep(ctx, currentPerson(ctx), sheet.Opening.ID, requestOf(ctx).locale, given)
	}
	switch models.CodeOf(fault) {
	case "":
		return a.goOn(c, sheet, n, sent.Get("go"))
	case models.CodeExpired:
		return goTo(c, questionnairePath(sheet.Opening.ID)) // which says so
	case models.CodeInvalid:
		page := questionsPage(sheet, n, given, requestOf(ctx).locale)
		page.Errors = pointOut(page.Questions, fault)
		return a.invalid(c, questionPage, page)
	}
	return fault
}

// readAnswers takes the answers to the questions of a page out of its form; a
// question without one is left out.
func readAnswers(questions []models.Question, sent url.Values) (models.Answers, error) {
	given := models.Answers{}
	var fault error
	for _, q := range questions {
		given[q.ID] = nil
		for _, text := range sent[q.ID] {
			text = strings.TrimSpace(text)
			if text == "" {
				continue
			}
			v, err := strconv.Atoi(text)
			if err != nil && fault == nil {
				fault = models.Invalid(q.ID, "is not a whole number")
			}
			if err == nil {
				given[q.ID] = append(given[q.ID], v)
			}
		}
	}
	return given, fault
}

// pointOut marks the question that a fault is about.
func pointOut(questions []web.AskedQuestion, fault error) web.FormErrors {
	refusal, _ := errors.AsType[*models.Error](fault)
	for i, q := range questions {
		if q.ID != refusal.Field {
			continue
		}
		questions[i].Error = web.AnswerChoice
		if q.Type == models.QuestionNumber {
			questions[i].Error = web.AnswerNumber
		}
		return web.FormErrors{{Field: q.ID, Key: questions[i].Error}}
	}
	return web.FormErrors{{Key: web.AnswerChoice}}
}

// goOn leads from page n to where the button said.
func (a *App) goOn(c *fiber.Ctx, s questionnaire.Sheet, n int, where string) error {
	base := questionnairePath(s.Opening.ID)
	switch {
	case where == "later":
		to := home(currentPerson(c.UserContext()).Role)
		return a.goSaying(c, to, "questionnaire.page.saved")
	case where == "back" && n > 0:
		return goTo(c, base+"/pages/"+strconv.Itoa(n))
	case where != "submit" && n+1 < len(s.Questionnaire.Pages):
		return goTo(c, base+"/pages/"+strconv.Itoa(n+2))
	}
	if _, err := a.cfg.Questionnaires.Submit(c.UserContext(), currentPerson(c.UserContext()), s.Opening.ID); err != nil {
		return err
	}
	if s.Opening.ID.IsZero() {
		return goTo(c, base+"/profile")
	}
	return goTo(c, base+"/thanks")
}

// getThanks thanks a pupil, with a kind word from her own answers.
func (a *App) getThanks(c *fiber.Ctx) error {
	sheet, err := a.sheetInPath(c)
	if err != nil {
		return err
	}
	if !sheet.Reply.Submitted() {
		return goTo(c, questionnairePath(sheet.Opening.ID))
	}
	l := requestOf(c.UserContext()).locale
	return a.page(c, "questionnaire/thanks", web.QuestionnaireThanks{
		QuestionnaireOffer: questionnaireOffer(sheet, l), Kind: questionnaire.Kind(sheet.Questionnaire, sheet.Reply.Answers).In(l),
	})
}

// postWithdrawAnswers forgets what a person has answered.
func (a *App) postWithdrawAnswers(c *fiber.Ctx) error {
	id, err := openingInPath(c)
	if err != nil {
		return err
	}
	me := currentPerson(c.UserContext())
	if err := a.cfg.Questionnaires.Withdraw(c.UserContext(), me, id); err != nil {
		return err
	}
	return a.goSaying(c, home(me.Role), "questionnaire.withdraw.done")
}

// questionnaireOffers are the questionnaires on a pupil's first page.
func (a *App) questionnaireOffers(ctx context.Context) ([]web.QuestionnaireOffer, error) {
	sheets, err := a.cfg.Questionnaires.Offers(ctx, currentPerson(ctx))
	var offers []web.QuestionnaireOffer
	for _, s := range sheets {
		offers = append(offers, questionnaireOffer(s, requestOf(ctx).locale))
	}
	return offers, err
}
