package assessment

import (
	"context"
	"encoding/binary"
	"time"

	"suyang/assessment/delivery"
	"suyang/assessment/paper"
	"suyang/models"
)

// PaperState is how far one pupil's answer sheet is.
type PaperState string

// Paper states.
const (
	PaperNone    PaperState = "none"    // nothing is keyed in
	PaperBegun   PaperState = "begun"   // the first entry is under way
	PaperOnce    PaperState = "once"    // the first entry is done
	PaperDiffers PaperState = "differs" // both are done and differ
	PaperSettled PaperState = "settled" // what counts is settled, but not yet a result
	PaperDone    PaperState = "done"    // there is a result
	PaperVoided  PaperState = "voided"  // the result was declared invalid
	PaperScreen  PaperState = "screen"  // the pupil sat the test on a screen
)

// PaperWork is a test on paper: the booklet and the answer sheets.
type PaperWork struct {
	Assignment models.Assignment
	Form       models.Form
	Booklet    *paper.Booklet // nil: the form is adaptive and cannot be printed
	Sheets     []PaperSheet   // of everybody the test is for, in the order of the roster
}

// PaperSheet is one pupil's answer sheet.
type PaperSheet struct {
	models.PaperSheet
	Learner     models.Learner
	State       PaperState
	Differences []string // names of fields, once both entries are done
}

// Paper gathers the test on paper of a class the teacher teaches. The first
// time it settles what is printed: these versions of the items, these orders of
// the options.
func (s *Service) Paper(ctx context.Context, teacher models.Person, id models.AssignmentID) (PaperWork, error) {
	a, err := s.taught(ctx, teacher, id)
	if err != nil {
		return PaperWork{}, err
	}
	r, err := s.rules(ctx, a)
	if err != nil {
		return PaperWork{}, err
	}
	work := PaperWork{Assignment: a, Form: r.Form}
	if r.Form.Kind != models.FormLinear {
		return work, nil
	}
	if work.Booklet, err = s.booklet(ctx, teacher, r, a); err != nil {
		return work, err
	}
	work.Sheets, err = s.paperSheets(ctx, a, *work.Booklet)
	return work, err
}

// booklet is what was printed for the assignment, or what is printed from now
// on.
func (s *Service) booklet(ctx context.Context, by models.Person, r delivery.Rules, a models.Assignment) (*paper.Booklet, error) {
	test, err := s.cfg.Papers.PaperTest(ctx, a.ID)
	if models.CodeOf(err) == models.CodeNotFound {
		test, err = s.cfg.Papers.KeepPaperTest(ctx, newPaperTest(r, a, by.ID, s.now()))
	}
	if err != nil {
		return nil, err
	}
	b := &paper.Booklet{Test: test}
	for _, printed := range test.Items {
		it, err := s.catalogue.version(ctx, delivery.Version{ItemID: printed.ItemID, Number: printed.Version})
		if err != nil {
			return nil, err
		}
		b.Items = append(b.Items, it)
	}
	return b, nil
}

func newPaperTest(r delivery.Rules, a models.Assignment, by models.AccountID, now time.Time) models.PaperTest {
	test := models.PaperTest{
		AssignmentID: a.ID, RegionID: a.RegionID, MadeBy: by, MadeAt: now,
		Versions: paper.Versions(r.Pool, binary.BigEndian.Uint64(a.ID[8:])),
	}
	for _, it := range r.Pool {
		test.Items = append(test.Items, models.PaperItem{ItemID: it.ID, Version: it.Version})
	}
	return test
}

func (s *Service) paperSheets(ctx context.Context, a models.Assignment, b paper.Booklet) ([]PaperSheet, error) {
	learners, err := s.cfg.Roster.ClassLearners(ctx, a.ClassID)
	if err != nil {
		return nil, err
	}
	kept, err := s.cfg.Papers.PaperSheets(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	trails, err := s.cfg.Monitor.AssignmentSessions(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	byLearner := map[models.AccountID]models.PaperSheet{}
	for _, sheet := range kept {
		byLearner[sheet.LearnerID] = sheet
	}
	latest := latestSittings(trails)
	var out []PaperSheet
	for _, l := range learners {
		if !a.For(l.ID) {
			continue
		}
		sheet, there := byLearner[l.ID]
		if !there {
			sheet = models.PaperSheet{RegionID: a.RegionID, AssignmentID: a.ID, LearnerID: l.ID}
		}
		var session *models.Session
		if t := latest[l.ID]; t != nil {
			session = &t.Session
		}
		out = append(out, newPaperSheet(sheet, l, b, session))
	}
	return out, nil
}

// newPaperSheet says how far a sheet is; session is the learner's latest for
// the test, if there is one.
func newPaperSheet(sheet models.PaperSheet, l models.Learner, b paper.Booklet, session *models.Session) PaperSheet {
	out := PaperSheet{PaperSheet: sheet, Learner: l}
	if sheet.Round() == len(sheet.Entries) {
		out.Differences = b.Differences(sheet.Entries[0].Written, sheet.Entries[1].Written)
	}
	out.State = paperState(out, session)
	return out
}

func paperState(sheet PaperSheet, session *models.Session) PaperState {
	switch {
	case session != nil && session.State != models.SessionVoided && !session.Paper:
		return PaperScreen
	case session != nil && session.State != models.SessionVoided && session.ID == sheet.SessionID:
		return PaperDone
	case !sheet.SessionID.IsZero():
		return PaperVoided
	case sheet.Settled.Done():
		return PaperSettled
	}
	switch sheet.Round() {
	case 2:
		return PaperDiffers
	case 1:
		return PaperOnce
	}
	if len(sheet.Entries[0].Written) > 0 {
		return PaperBegun
	}
	return PaperNone
}
