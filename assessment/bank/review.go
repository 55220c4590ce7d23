package bank

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"suyang/models"
)

const (
	needed  = 2    // approvals that publish a draft
	longest = 2000 // characters of a reason or a remark
)

// Submit puts a draft before the reviewers. Everything the rules find wrong has
// to be mended before.
func (s *Service) Submit(ctx context.Context, by models.Person, id models.DraftID, revision int) (models.Draft, error) {
	if err := s.ready(ctx, by, id); err != nil {
		return models.Draft{}, err
	}
	return s.update(ctx, by, id, models.VerbDraftSubmitted, func(d *models.Draft) error {
		if err := unchanged(*d, revision); err != nil {
			return err
		}
		if d.State == models.DraftInReview {
			return models.Errorf(models.CodeConflict, "the draft is in review already")
		}
		d.State, d.Reason = models.DraftInReview, ""
		return nil
	})
}

// ready refuses a draft that the rules find something wrong in, or whose item
// has changed in the bank, and whoever is no author.
func (s *Service) ready(ctx context.Context, by models.Person, id models.DraftID) error {
	if err := mayWrite(by); err != nil {
		return err
	}
	d, err := s.cfg.Drafts.Draft(ctx, id)
	if err != nil {
		return err
	}
	problems, err := s.Check(ctx, d.Content)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return models.Invalid("problems", fmt.Sprintf("the rules of the bank find %d problem(s), the first at %s: %s; %s", len(problems), problems[0].Path, problems[0].What, problems[0].Mend))
	}
	versions, err := s.cfg.Items.ItemVersions(ctx, d.ItemID)
	if err == nil && d.State != models.DraftPublished && len(versions) > 0 && versions[0].Version != d.Base {
		err = models.Errorf(models.CodeConflict, "%s has changed in the bank since the draft was opened: take the changes of version %d over first", d.ItemID, versions[0].Version)
	}
	return err
}

// Withdraw takes a draft out of review, to go on writing.
func (s *Service) Withdraw(ctx context.Context, by models.Person, id models.DraftID, revision int) (models.Draft, error) {
	return s.update(ctx, by, id, models.VerbDraftWithdrawn, func(d *models.Draft) error {
		if err := inReview(*d, revision); err != nil {
			return err
		}
		if !d.Edited(by.ID) {
			return models.Forbidden("only who has written in a draft takes it back; reject it with a reason instead")
		}
		d.State, d.Approvals = models.DraftWriting, []models.Approval{}
		return nil
	})
}

// Approve consents to a draft as the reviewer has read it. The second approval
// publishes it: it becomes the current version of its item.
func (s *Service) Approve(ctx context.Context, by models.Person, id models.DraftID, revision int) (models.Draft, error) {
	if err := s.ready(ctx, by, id); err != nil {
		return models.Draft{}, err
	}
	d, err := s.update(ctx, by, id, models.VerbDraftApproved, func(d *models.Draft) error {
		if err := inReview(*d, revision); err != nil {
			return err
		}
		if d.Edited(by.ID) {
			return models.Forbidden("nobody approves a draft that she has written in")
		}
		if d.Approved(by.ID) {
			return models.Errorf(models.CodeConflict, "you have approved this draft already")
		}
		d.Approvals = append(d.Approvals, models.Approval{By: by.ID, At: s.cfg.Clock()})
		if len(d.Approvals) >= needed {
			d.State = models.DraftPublished
		}
		return nil
	})
	if err != nil || d.State != models.DraftPublished {
		return d, err
	}
	return d, s.log(ctx, by, models.VerbDraftPublished, d)
}

// Reject gives a draft back with a reason. Who has written in it may drop it so
// before it is in review.
func (s *Service) Reject(ctx context.Context, by models.Person, id models.DraftID, revision int, reason string) (models.Draft, error) {
	reason, err := said("reason", reason)
	if err != nil {
		return models.Draft{}, err
	}
	return s.update(ctx, by, id, models.VerbDraftRejected, func(d *models.Draft) error {
		dropped := d.State == models.DraftWriting && d.Edited(by.ID) && d.Revision == revision
		if err := inReview(*d, revision); err != nil && !dropped {
			return err
		}
		d.State, d.Approvals, d.Reason = models.DraftRejected, []models.Approval{}, reason
		return nil
	})
}

// inReview refuses a draft that is not in review, or not as it was read.
func inReview(d models.Draft, revision int) error {
	if err := unchanged(d, revision); err != nil {
		return err
	}
	if d.State != models.DraftInReview {
		return models.Errorf(models.CodeConflict, "the draft is not in review")
	}
	return nil
}

// said is a text of somebody without the space around it.
func said(field, text string) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < 1 || n > longest {
		return "", models.Invalid(field, fmt.Sprintf("write 1 to %d characters, there are %d", longest, n))
	}
	return text, nil
}
