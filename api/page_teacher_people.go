package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/platform"
	"suyang/web"
)

// getClassPupils lists the pupils of a class with their guardians' consent.
func (a *App) getClassPupils(c *fiber.Ctx) error {
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	learners, err := a.cfg.Directory.ClassLearners(c.UserContext(), class.ID)
	if err != nil {
		return err
	}
	return a.titledPage(c, "teacher/pupils", web.ClassPupils{Class: class, Pupils: learners}, "teacher.pupils.named", "class", class.Name)
}

// pupilInPath is the pupil that the path names, of the class that it names.
func (a *App) pupilInPath(c *fiber.Ctx) (web.TaughtClass, models.Learner, error) {
	class, err := a.classInPath(c)
	if err != nil {
		return class, models.Learner{}, err
	}
	learners, err := a.cfg.Directory.ClassLearners(c.UserContext(), class.ID)
	if err != nil {
		return class, models.Learner{}, err
	}
	i := slices.IndexFunc(learners, func(l models.Learner) bool { return l.ID.String() == c.Params("pupil") })
	if i < 0 {
		return class, models.Learner{}, models.NotFound("pupil")
	}
	return class, learners[i], nil
}

// postConsent records a guardian's consent, or its withdrawal.
func (a *App) postConsent(c *fiber.Ctx) error {
	ctx := c.UserContext()
	class, pupil, err := a.pupilInPath(c)
	if err != nil {
		return err
	}
	said, ok := map[string]string{"yes": "teacher.pupils.recorded", "no": "teacher.pupils.withdrawn"}[c.FormValue("given")]
	if !ok {
		return models.Invalid("given", "say yes or no")
	}
	if err := a.cfg.People.RecordConsent(ctx, currentPerson(ctx), pupil.ID, c.FormValue("given") == "yes"); err != nil {
		return err
	}
	return a.goSaying(c, class.URL()+"/pupils#pupil-"+pupil.ID.String(), said, "name", pupil.Name)
}

const reissuePage = "teacher/reissue"

// getCardOffer asks before a pupil's login card is replaced.
func (a *App) getCardOffer(c *fiber.Ctx) error {
	class, pupil, err := a.pupilInPath(c)
	if err != nil {
		return err
	}
	return a.page(c, reissuePage, web.Reissue{Class: class, Pupil: pupil.Name, URL: c.Path()})
}

// getCardsOffer asks before the login cards of a class are replaced.
func (a *App) getCardsOffer(c *fiber.Ctx) error {
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	learners, err := a.cfg.Directory.ClassLearners(c.UserContext(), class.ID)
	if err != nil {
		return err
	}
	return a.page(c, reissuePage, web.Reissue{Class: class, URL: c.Path(), Pupils: len(learners)})
}

func (a *App) postPupilCard(c *fiber.Ctx) error {
	ctx := c.UserContext()
	class, pupil, err := a.pupilInPath(c)
	if err != nil {
		return err
	}
	code, err := a.cfg.People.IssueCard(ctx, currentPerson(ctx), pupil.ID)
	if err != nil {
		return err
	}
	return a.cards(c, class, []platform.Card{{Learner: pupil, Code: code}})
}

func (a *App) postClassCards(c *fiber.Ctx) error {
	ctx := c.UserContext()
	class, err := a.classInPath(c)
	if err != nil {
		return err
	}
	issued, err := a.cfg.People.IssueClassCards(ctx, currentPerson(ctx), class.ID)
	if err != nil {
		return err
	}
	return a.cards(c, class, issued)
}

// cards shows cards just issued. They are the answer to the form itself: no
// later request can show them again.
func (a *App) cards(c *fiber.Ctx, class web.TaughtClass, issued []platform.Card) error {
	sheet := web.CardSheet{Class: class, Today: time.Now()}
	for _, x := range issued {
		sheet.Cards = append(sheet.Cards, web.LoginCard{
			School: class.School, Class: class.Name, Name: x.Learner.Name, Code: x.Code, Address: a.address(c.UserContext()),
		})
	}
	return a.page(c, "teacher/cards", sheet)
}

// address is where pupils sign in, as one types it.
func (a *App) address(ctx context.Context) string {
	if _, host, ok := strings.Cut(a.cfg.PublicURL, "://"); ok {
		return host
	}
	return requestOf(ctx).host
}
