package api

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment/questionnaire"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// getQuestionnaireFiles lists the questionnaires with how many have answered.
func (a *App) getQuestionnaireFiles(c *fiber.Ctx) error {
	ctx := c.UserContext()
	l, data := requestOf(ctx).locale, web.QuestionnaireFiles{}
	for _, q := range slices.Concat(a.cfg.Questionnaires.List(models.AudiencePupil), a.cfg.Questionnaires.List(models.AudienceTeacher)) {
		_, all, err := a.cfg.Questionnaires.Respondents(ctx, currentPerson(ctx), q.Code)
		if err != nil {
			return err
		}
		data.Questionnaires = append(data.Questionnaires, questionnaireFile(l, q, all))
	}
	return a.page(c, "researcher/questionnaires", data)
}

func questionnaireFile(l models.Locale, q models.Questionnaire, all []models.Respondent) web.QuestionnaireFile {
	count := questionnaire.CountOf(all)
	file := web.QuestionnaireFile{
		URL: "/researcher/questionnaires/" + q.Code, Code: q.Code, Title: q.Title.In(l), Audience: q.Audience, Version: q.Version,
		Questions: len(q.Questions()), Begun: count.Begun, Submitted: count.Submitted,
	}
	for _, s := range q.Scales {
		if s.Method == models.ScalePCM {
			file.Scales = append(file.Scales, web.Choice{Value: s.Code, Label: s.Code + " " + s.Name.In(l)})
			file.GroupHeads = append(file.GroupHeads, s.Name.In(l))
		}
	}
	if q.Audience == models.AudienceTeacher {
		for _, g := range questionnaire.Means(q, all) {
			file.Groups = append(file.Groups, groupRow(l, g))
		}
	}
	return file
}

func groupRow(l models.Locale, g questionnaire.Group) web.GroupRow {
	row := web.GroupRow{Region: g.Region, School: g.School, N: g.N}
	for _, m := range g.Means {
		row.Means = append(row.Means, fmt.Sprintf("%s ± %s", i18n.Number(i18n.Locale(l), m.Value, 1), i18n.Number(i18n.Locale(l), m.SE, 1)))
	}
	return row
}

// getQuestionnaireFile hands out a file of a questionnaire.
func (a *App) getQuestionnaireFile(c *fiber.Ctx) error {
	ctx := c.UserContext()
	options, err := a.questionnaireOptions(c)
	if err != nil {
		return err
	}
	q, all, err := a.cfg.Questionnaires.Respondents(ctx, currentPerson(ctx), c.Params("code"))
	if err != nil {
		return err
	}
	var file bytes.Buffer
	name := c.Params("file")
	switch name {
	case "answers.csv":
		err = questionnaire.WriteAnswers(&file, q, all, options)
	case "scores.csv":
		err = questionnaire.WriteScores(&file, q, all, options)
	case "categories.csv":
		err = questionnaire.WriteCategories(&file, q, c.Query("scale"), all, options)
	case "codebook.csv":
		err = questionnaire.WriteCodebook(&file, q)
	default:
		err = models.NotFound("file")
	}
	if err != nil {
		return err
	}
	c.Attachment(q.Code + "-" + name)
	return c.Send(file.Bytes())
}

// questionnaireOptions reads the privacy classes of the address; without any,
// sensitive answers are left out.
func (a *App) questionnaireOptions(c *fiber.Ctx) (questionnaire.FileOptions, error) {
	var classes []models.Privacy
	for _, value := range c.Request().URI().QueryArgs().PeekMulti("privacy") {
		class, err := models.ParsePrivacy(string(value))
		if err != nil {
			return questionnaire.FileOptions{}, err
		}
		classes = append(classes, class)
	}
	return a.cfg.Questionnaires.FileOptions(classes), nil
}
