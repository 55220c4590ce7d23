package assessment_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
	"suyang/assessment/assembly"
	"suyang/assessment/item"
	"suyang/assessment/paper"
	"suyang/models"
)

var shortForm = assembly.Spec{Stage: models.StageJunior, Pool: models.PoolPractice, Items: 7, Seed: 3}

// onPaper opens a form that the teacher assembled.
func onPaper(t *testing.T, s *school) models.Assignment {
	t.Helper()
	form, err := s.Assemble(ctx, s.teacher, "期中", shortForm)
	require.NoError(t, err)
	a, err := s.Open(ctx, s.teacher, models.Assignment{ClassID: s.store.class.ID, FormID: form.ID, OpensAt: noon, ClosesAt: noon.Add(time.Hour)})
	require.NoError(t, err)
	return a
}

// right is the sheet of somebody who knows everything, in a version.
func right(b paper.Booklet, version string) map[string]string {
	v, _ := b.Test.Version(version)
	written := map[string]string{paper.CoverField: version + " zh-CN"}
	for _, f := range b.Fields() {
		for _, p := range paper.View(f.Item, v, models.ZhCN).Parts {
			whole, _ := f.Item.Part(p.ID)
			switch {
			case p.ID != f.Part.ID:
			case p.Type == models.PartShort:
				written[f.Name] = "在操场义卖"
			default:
				written[f.Name] = paper.Write(p, item.Key(whole))
			}
		}
	}
	return written
}

func (s *school) work(t *testing.T, a models.Assignment) assessment.PaperWork {
	t.Helper()
	work, err := s.Paper(ctx, s.teacher, a.ID)
	require.NoError(t, err)
	return work
}

func (s *school) sheet(t *testing.T, a models.Assignment, pupil int) assessment.PaperSheet {
	t.Helper()
	sheet, err := s.work(t, a).Sheet(s.pupils[pupil].ID)
	require.NoError(t, err)
	return sheet
}

// keyIn makes a complete entry.
func (s *school) keyIn(t *testing.T, by models.Person, a models.Assignment, round int, written map[string]string) {
	t.Helper()
	faults, err := s.KeyIn(ctx, by, a.ID, s.pupils[0].ID, assessment.Keying{Round: round, Written: written, Complete: true})
	require.NoError(t, err)
	require.Empty(t, faults)
}

func TestTwoEntriesThatAgreeBecomeAResult(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := onPaper(t, s)
	colleague := person(models.RoleTeacher, s.store.class.ID)
	b := s.work(t, a).Booklet
	require.Len(t, b.Items, 7)
	s.keyIn(t, s.teacher, a, 0, right(*b, "B"))
	require.Equal(t, assessment.PaperOnce, s.sheet(t, a, 0).State)
	s.keyIn(t, colleague, a, 1, right(*b, "B"))
	sheet := s.sheet(t, a, 0)
	require.Equal(t, assessment.PaperDone, sheet.State)
	require.False(t, sheet.OneHand())
	require.Equal(t, assessment.PaperNone, s.sheet(t, a, 1).State)

	trail := s.store.trails[sheet.SessionID]
	require.True(t, trail.Session.Paper)
	for _, resp := range trail.Responses {
		require.True(t, resp.Score.Full() || resp.Score.Provisional(), resp.ItemID)
	}
	report, err := s.AssignmentReport(ctx, s.teacher, a.ID)
	require.NoError(t, err)
	require.Equal(t, 1, report.Measured)
	offers, err := s.Available(ctx, s.pupils[0])
	require.NoError(t, err)
	for _, offer := range offers {
		require.NotEqual(t, a.ID, offer.Assignment.ID, "one sitting a pupil")
	}
	_, err = s.KeyIn(ctx, s.teacher, a.ID, s.pupils[0].ID, assessment.Keying{Written: map[string]string{"1-1": "A"}})
	require.ErrorContains(t, err, "has become a result")
}

func TestDifferencesAreSettled(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := onPaper(t, s)
	b := s.work(t, a).Booklet
	first, second := right(*b, "A"), right(*b, "A")
	second["1-1"] = "?"
	s.keyIn(t, s.teacher, a, 0, first)
	s.keyIn(t, s.teacher, a, 1, second)
	sheet := s.sheet(t, a, 0)
	require.Equal(t, assessment.PaperDiffers, sheet.State)
	require.Equal(t, []string{"1-1"}, sheet.Differences)
	require.True(t, sheet.OneHand())
	require.Empty(t, s.store.trails, "nothing counts before it is settled")

	for _, decided := range []map[string]string{nil, {"1-1": "Z?"}} {
		faults, err := s.Settle(ctx, s.teacher, a.ID, s.pupils[0].ID, decided)
		require.NoError(t, err)
		require.Equal(t, []string{"1-1"}, faults)
	}
	faults, err := s.Settle(ctx, s.teacher, a.ID, s.pupils[0].ID, map[string]string{"1-1": first["1-1"], "2-1": "Z"})
	require.NoError(t, err)
	require.Empty(t, faults)
	sheet = s.sheet(t, a, 0)
	require.Equal(t, assessment.PaperDone, sheet.State)
	require.Equal(t, first, sheet.Settled.Written, "what did not differ is not open to change")
	require.Equal(t, []models.AccountID{s.teacher.ID}, sheet.Settled.Hands)
	require.Equal(t, s.now(), sheet.Settled.DoneAt)
}

func TestEntriesAreKeptBitByBit(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := onPaper(t, s)
	key := func(round int, complete bool, written map[string]string) ([]string, error) {
		return s.KeyIn(ctx, s.teacher, a.ID, s.pupils[0].ID, assessment.Keying{Round: round, Written: written, Complete: complete})
	}
	for _, written := range []map[string]string{{"1-1": "nonsense"}, {"2-1": "A", "unknown": "x"}, {"3-1": "A"}, {"3-1": ""}} {
		faults, err := key(0, false, written)
		require.NoError(t, err)
		require.Empty(t, faults)
	}
	require.Equal(t, map[string]string{"1-1": "nonsense", "2-1": "A"}, s.sheet(t, a, 0).Entries[0].Written)
	require.Equal(t, assessment.PaperBegun, s.sheet(t, a, 0).State)
	faults, err := key(0, true, nil)
	require.NoError(t, err)
	require.Contains(t, faults, paper.CoverField)
	require.Equal(t, 0, s.sheet(t, a, 0).Round())
	_, err = key(1, false, map[string]string{"1-1": "A"})
	require.Equal(t, models.CodeConflict, models.CodeOf(err), "the second entry comes after the first")
	_, err = s.Settle(ctx, s.teacher, a.ID, s.pupils[0].ID, nil)
	require.ErrorContains(t, err, "twice first")

	require.NoError(t, s.KeyAgain(ctx, s.teacher, a.ID, s.pupils[0].ID))
	require.Equal(t, assessment.PaperNone, s.sheet(t, a, 0).State)
}

func TestWhoSatOnAScreenIsNotKeyedIn(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := onPaper(t, s)
	task, err := s.Start(ctx, s.pupils[0], a.ID, models.ZhCN)
	require.NoError(t, err)
	require.Equal(t, assessment.PaperScreen, s.sheet(t, a, 0).State)
	_, err = s.KeyIn(ctx, s.teacher, a.ID, s.pupils[0].ID, assessment.Keying{Written: map[string]string{"1-1": "A"}})
	require.ErrorContains(t, err, "on a screen")
	require.NoError(t, s.Void(ctx, s.teacher, task.Session.ID, "the line broke"))
	s.wait(time.Second)
	b := s.work(t, a).Booklet
	s.keyIn(t, s.teacher, a, 0, right(*b, "A"))
	s.keyIn(t, s.teacher, a, 1, right(*b, "A"))
	sheet := s.sheet(t, a, 0)
	require.Equal(t, assessment.PaperDone, sheet.State)
	require.NoError(t, s.Void(ctx, s.teacher, sheet.SessionID, "wrong name on the sheet"))
	require.Equal(t, assessment.PaperVoided, s.sheet(t, a, 0).State)
	require.NoError(t, s.KeyAgain(ctx, s.teacher, a.ID, s.pupils[0].ID))
	require.Equal(t, assessment.PaperNone, s.sheet(t, a, 0).State)
}

// A process may die between settling a sheet and remembering its session.
func TestASettledSheetFindsItsSession(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := onPaper(t, s)
	b := s.work(t, a).Booklet
	s.keyIn(t, s.teacher, a, 0, right(*b, "A"))
	s.keyIn(t, s.teacher, a, 1, right(*b, "A"))
	session := s.sheet(t, a, 0).SessionID
	forgotten := s.store.sheets[s.pupils[0].ID]
	forgotten.SessionID = models.SessionID{}
	s.store.sheets[s.pupils[0].ID] = forgotten
	require.Equal(t, assessment.PaperSettled, s.sheet(t, a, 0).State)
	_, err := s.Settle(ctx, s.teacher, a.ID, s.pupils[0].ID, nil)
	require.NoError(t, err)
	require.Equal(t, session, s.sheet(t, a, 0).SessionID)
}

func TestPaperStaysAsItWasPrinted(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := onPaper(t, s)
	printed := s.work(t, a).Booklet
	revised := printed.Items[0]
	revised.Version++
	revised.Title.ZH = "改过的题目"
	s.store.items = append(s.store.items, revised)
	s.wait(time.Minute) // beyond the catalogue's memory
	require.Equal(t, printed, s.work(t, a).Booklet)
}

func TestPaperIsForTeachersOfTheClass(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := onPaper(t, s)
	for name, stranger := range map[string]models.Person{
		"teacher of another class": person(models.RoleTeacher, models.NewID[models.Class]()),
		"pupil of the class":       s.pupils[1], "researcher": person(models.RoleResearcher),
	} {
		_, err := s.Paper(ctx, stranger, a.ID)
		require.Equal(t, models.CodeNotFound, models.CodeOf(err), name)
		_, err = s.KeyIn(ctx, stranger, a.ID, s.pupils[0].ID, assessment.Keying{})
		require.Equal(t, models.CodeNotFound, models.CodeOf(err), name)
		_, err = s.Settle(ctx, stranger, a.ID, s.pupils[0].ID, nil)
		require.Equal(t, models.CodeNotFound, models.CodeOf(err), name)
		require.Equal(t, models.CodeNotFound, models.CodeOf(s.KeyAgain(ctx, stranger, a.ID, s.pupils[0].ID)), name)
	}
	_, err := s.KeyIn(ctx, s.teacher, a.ID, models.NewID[models.Account](), assessment.Keying{})
	require.Equal(t, models.CodeNotFound, models.CodeOf(err), "a pupil of another class")
	require.Nil(t, s.work(t, s.assignment).Booklet, "an adaptive test is not printed")
	_, err = s.KeyIn(ctx, s.teacher, s.assignment.ID, s.pupils[0].ID, assessment.Keying{})
	require.ErrorContains(t, err, "adaptive")
}

func TestAssembledForms(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	colleague, researcher := person(models.RoleTeacher, s.store.class.ID), person(models.RoleResearcher)
	hers, err := s.Assemble(ctx, s.teacher, " 期中 ", shortForm)
	require.NoError(t, err)
	require.Equal(t, "期中", hers.Title.EN)
	require.Positive(t, hers.Minutes)
	shared := shortForm
	shared.Items, shared.Minutes, shared.Seed = 0, 20, 0 // drawn
	ours, err := s.Assemble(ctx, researcher, "County test", shared)
	require.NoError(t, err)
	require.Equal(t, "junior-practice-20min-2", ours.Code)

	offered := func(p models.Person) (codes []string) {
		forms, err := s.OfferedForms(ctx, p)
		require.NoError(t, err)
		for _, f := range forms {
			codes = append(codes, f.Code)
		}
		return codes
	}
	require.Equal(t, []string{s.form.Code, hers.Code, ours.Code}, offered(s.teacher))
	require.Equal(t, []string{s.form.Code, ours.Code}, offered(colleague))
	require.Equal(t, []string{s.form.Code, hers.Code, ours.Code}, offered(researcher))
	_, err = s.Open(ctx, colleague, models.Assignment{ClassID: s.store.class.ID, FormID: hers.ID, OpensAt: noon, ClosesAt: noon.Add(time.Hour)})
	require.ErrorContains(t, err, "no such form")

	for field, try := range map[string]func() error{
		"title": func() error { _, err := s.Assemble(ctx, s.teacher, "  ", shortForm); return err },
		"seed":  func() error { _, err := s.Assemble(ctx, s.teacher, "Again", shortForm); return err },
		"items": func() error {
			_, err := s.Assemble(ctx, s.teacher, "Empty", assembly.Spec{Stage: models.StageJunior, Pool: models.PoolPractice})
			return err
		},
	} {
		var refusal *models.Error
		require.ErrorAs(t, try(), &refusal)
		require.Equal(t, field, refusal.Field)
	}
	_, err = s.Assemble(ctx, s.pupils[0], "Mine", shortForm)
	require.Equal(t, models.CodeForbidden, models.CodeOf(err))
}
