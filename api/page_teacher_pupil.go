package api

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/assessment"
	"suyang/assessment/report"
	"suyang/models"
	"suyang/web"
)

// getPupilReport shows one session of a pupil, whatever has become of it.
func (a *App) getPupilReport(c *fiber.Ctx) error {
	ctx := c.UserContext()
	review, err := a.reviewInPath(c)
	if err != nil {
		return err
	}
	page, err := a.reviewed(ctx, review)
	if err != nil {
		return err
	}
	if err := a.introduce(ctx, &page, review); err != nil {
		return err
	}
	return a.titledPage(c, "teacher/pupil", page, "teacher.pupil.named", "name", page.Name)
}

func (a *App) reviewInPath(c *fiber.Ctx) (assessment.Review, error) {
	id, err := recordID[models.Session](c, "session")
	if err != nil {
		return assessment.Review{}, err
	}
	return a.cfg.Tests.Review(c.UserContext(), currentPerson(c.UserContext()), id)
}

// reviewed is the report with the answers beside it; empty for a session that
// does not count.
func (a *App) reviewed(ctx context.Context, review assessment.Review) (web.PupilReport, error) {
	if !review.Session.State.Counts() {
		return web.PupilReport{}, nil
	}
	found, err := a.readReport(ctx, review.Session.ID)
	if err != nil {
		return web.PupilReport{}, err
	}
	l := requestOf(ctx).locale
	page := a.cfg.Web.PupilReport(l, found)
	for _, x := range review.Items {
		page.Review(l, x.Item, x.Answer, x.Score)
	}
	return page, nil
}

// introduce says whose session of which test it is.
func (a *App) introduce(ctx context.Context, page *web.PupilReport, review assessment.Review) error {
	s := review.Session
	learner, err := a.cfg.Directory.Learner(ctx, s.LearnerID)
	if err != nil {
		return err
	}
	page.Class, err = a.classByID(ctx, s.ClassID)
	page.Mine = currentPerson(ctx).InClass(s.ClassID)
	page.Name, page.Number, page.Printed = learner.Name, learner.Number, time.Now()
	page.Test, page.At, page.State = review.Form.Title.In(requestOf(ctx).locale), s.EndedAt, s.State
	if s.State == models.SessionVoided {
		_, page.Reason, _ = strings.Cut(s.StopReason, ": ")
	} else if page.Mine {
		page.VoidURL = web.SessionURL(s.ID) + "/void"
	}
	return err
}

// readReport gives a session's report to whoever may read it, and notes that
// somebody else than the pupil has.
func (a *App) readReport(ctx context.Context, id models.SessionID) (report.Pupil, error) {
	reader := currentPerson(ctx)
	found, err := a.cfg.Tests.PupilReport(ctx, reader, id)
	if err != nil || reader.ID == found.Learner || a.cfg.Events == nil {
		return found, err
	}
	return found, a.cfg.Events.LogEvent(ctx, models.Event{
		ID: models.NewID[models.Event](), RegionID: reader.RegionID, ActorID: reader.ID,
		Verb: models.VerbReportViewed, Object: id.String(), At: time.Now(),
	})
}
