package assessment

import (
	"context"
	"maps"
	"slices"
	"strings"

	"suyang/assessment/delivery"
	"suyang/assessment/paper"
	"suyang/models"
)

// Keying is what somebody keys in of a pupil's answer sheet.
type Keying struct {
	Round    int               // the entry meant: 0 or 1
	Written  map[string]string // by field; fields that are missing stay as they were
	Complete bool              // the entry is complete: what is blank was left blank
}

// longest is the most that is kept of one field, in bytes.
const longest = 4000

// KeyIn keeps what was keyed in, whatever it is, so that nothing is lost.
// A complete entry is then checked: the names of the fields that cannot be taken
// are returned, and it stays under way. When both entries are complete and agree,
// they become the pupil's result.
func (s *Service) KeyIn(ctx context.Context, teacher models.Person, id models.AssignmentID, learner models.AccountID, k Keying) (faults []string, err error) {
	work, sheet, err := s.sheetToKey(ctx, teacher, id, learner)
	if err != nil {
		return nil, err
	}
	kept, err := s.cfg.Papers.KeepPaperSheet(ctx, sheet.PaperSheet, func(p *models.PaperSheet) error {
		if k.Round != p.Round() || p.Settled.Done() {
			return models.Errorf(models.CodeConflict, "this entry is complete already, perhaps by somebody else; look at the sheet again")
		}
		e := &p.Entries[k.Round]
		keep(e, *work.Booklet, k.Written)
		if !slices.Contains(e.Hands, teacher.ID) {
			e.Hands = append(e.Hands, teacher.ID)
		}
		if faults = nil; k.Complete {
			faults = work.Booklet.Faults(e.Written)
		}
		if k.Complete && len(faults) == 0 {
			e.DoneAt = s.now()
		}
		if p.Round() == 2 && len(work.Booklet.Differences(p.Entries[0].Written, p.Entries[1].Written)) == 0 {
			p.Settled = models.PaperEntry{Written: p.Entries[0].Written, Hands: []models.AccountID{teacher.ID}, DoneAt: s.now()}
		}
		return nil
	})
	if err != nil || len(faults) > 0 {
		return faults, err
	}
	return nil, s.takePaper(ctx, work, kept)
}

// keep writes the known fields into an entry; a blank field is not kept.
func keep(e *models.PaperEntry, b paper.Booklet, written map[string]string) {
	if e.Written == nil {
		e.Written = map[string]string{}
	}
	names := []string{paper.CoverField}
	for _, f := range b.Fields() {
		names = append(names, f.Name)
	}
	for _, name := range names {
		value, there := written[name]
		value = strings.ToValidUTF8(strings.ReplaceAll(value[:min(len(value), longest)], "\x00", ""), "")
		switch {
		case value != "":
			e.Written[name] = value
		case there:
			delete(e.Written, name)
		}
	}
}

// Settle decides the fields in which the entries differ, by name, and makes the
// sheet the pupil's result. The names of fields that are not decided, or cannot
// be taken so, are returned, and nothing is settled.
func (s *Service) Settle(ctx context.Context, teacher models.Person, id models.AssignmentID, learner models.AccountID, decided map[string]string) (faults []string, err error) {
	work, sheet, err := s.sheetToKey(ctx, teacher, id, learner)
	if err != nil {
		return nil, err
	}
	kept, err := s.cfg.Papers.KeepPaperSheet(ctx, sheet.PaperSheet, func(p *models.PaperSheet) error {
		if p.Settled.Done() {
			return nil
		}
		if p.Round() < 2 {
			return models.Errorf(models.CodeConflict, "key the sheet in twice first")
		}
		written := maps.Clone(p.Entries[0].Written)
		faults = nil
		for _, name := range work.Booklet.Differences(written, p.Entries[1].Written) {
			value, there := decided[name]
			if written[name] = value; !there {
				faults = append(faults, name)
			}
		}
		faults = append(faults, work.Booklet.Faults(written)...)
		if len(faults) == 0 {
			p.Settled = models.PaperEntry{Written: written, Hands: []models.AccountID{teacher.ID}, DoneAt: s.now()}
		}
		return nil
	})
	if err != nil || len(faults) > 0 {
		slices.Sort(faults)
		return slices.Compact(faults), err
	}
	return nil, s.takePaper(ctx, work, kept)
}

// KeyAgain discards what was keyed in of a sheet that has no result that
// counts.
func (s *Service) KeyAgain(ctx context.Context, teacher models.Person, id models.AssignmentID, learner models.AccountID) error {
	_, sheet, err := s.sheetToKey(ctx, teacher, id, learner)
	if err != nil {
		return err
	}
	_, err = s.cfg.Papers.KeepPaperSheet(ctx, sheet.PaperSheet, func(p *models.PaperSheet) error {
		*p = models.PaperSheet{RegionID: p.RegionID, AssignmentID: p.AssignmentID, LearnerID: p.LearnerID}
		return nil
	})
	return err
}

// sheetToKey is the pupil's sheet, unless there is a result for it.
func (s *Service) sheetToKey(ctx context.Context, teacher models.Person, id models.AssignmentID, learner models.AccountID) (PaperWork, PaperSheet, error) {
	work, err := s.Paper(ctx, teacher, id)
	if err != nil {
		return work, PaperSheet{}, err
	}
	if work.Booklet == nil {
		return work, PaperSheet{}, models.Errorf(models.CodeConflict, "an adaptive test has no answer sheets")
	}
	sheet, err := work.Sheet(learner)
	switch {
	case err != nil:
	case sheet.State == PaperScreen:
		err = models.Errorf(models.CodeConflict, "the pupil sat this test on a screen; declare that session invalid before keying in a paper")
	case sheet.State == PaperDone:
		err = models.Errorf(models.CodeConflict, "this sheet has become a result; declare that session invalid before keying it in again")
	}
	return work, sheet, err
}

// Sheet returns the sheet of a pupil the test is for.
func (w PaperWork) Sheet(learner models.AccountID) (PaperSheet, error) {
	i := slices.IndexFunc(w.Sheets, func(p PaperSheet) bool { return p.LearnerID == learner })
	if i < 0 {
		return PaperSheet{}, models.NotFound("pupil")
	}
	return w.Sheets[i], nil
}

// takePaper makes a settled sheet the finished session of its pupil. Done
// again after a fault in between, it finds that session.
func (s *Service) takePaper(ctx context.Context, work PaperWork, sheet models.PaperSheet) error {
	if !sheet.Settled.Done() {
		return nil
	}
	trail, err := s.paperTrail(ctx, work, sheet)
	if err != nil {
		return err
	}
	err = s.cfg.Finished.CreateTrail(ctx, trail)
	if models.CodeOf(err) == models.CodeConflict {
		trail.Session, err = s.takenBefore(ctx, sheet)
	}
	if err != nil {
		return err
	}
	_, err = s.cfg.Papers.KeepPaperSheet(ctx, sheet, func(p *models.PaperSheet) error {
		p.SessionID = trail.Session.ID
		return nil
	})
	return err
}

func (s *Service) paperTrail(ctx context.Context, work PaperWork, sheet models.PaperSheet) (models.SessionTrail, error) {
	answers, l, err := work.Booklet.Answers(sheet.Settled.Written)
	if err != nil {
		return models.SessionTrail{}, err
	}
	r, err := s.rules(ctx, work.Assignment)
	if err != nil {
		return models.SessionTrail{}, err
	}
	var answered []delivery.OnPaper
	for i, it := range work.Booklet.Items {
		r.Items[delivery.Version{ItemID: it.ID, Number: it.Version}] = it
		answered = append(answered, delivery.OnPaper{Item: it, Answer: answers[i]})
	}
	return r.TakePaper(work.Assignment, sheet.LearnerID, l, answered, s.now())
}

// takenBefore is the session that was made of the sheet, or the refusal to take
// a second sitting of the pupil.
func (s *Service) takenBefore(ctx context.Context, sheet models.PaperSheet) (models.Session, error) {
	sessions, err := s.cfg.Sessions.LearnerSessions(ctx, sheet.LearnerID)
	if err != nil {
		return models.Session{}, err
	}
	session := sitting(sessions, sheet.AssignmentID)
	if session == nil || !session.Paper {
		return models.Session{}, models.Errorf(models.CodeConflict, "the pupil began this test on a screen meanwhile; declare that session invalid and settle the sheet again")
	}
	return *session, nil
}
