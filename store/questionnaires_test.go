package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// openFor opens a questionnaire for the county's first class.
func (c county) openFor(t testing.TB, code string, at time.Time) models.Opening {
	t.Helper()
	o := models.Opening{
		ID: models.NewID[models.Opening](), RegionID: c.region.ID, ClassID: c.class.ID, Code: code,
		OpensAt: at, ClosesAt: at.Add(time.Hour), OpenedBy: c.teacher.ID,
	}
	require.NoError(t, c.CreateOpening(t.Context(), o))
	return o
}

// reply is a pupil's reply before it is kept.
func (c county) reply(o models.Opening, account models.AccountID) models.Reply {
	return models.Reply{
		ID: models.NewID[models.Reply](), RegionID: c.region.ID, AccountID: account, OpeningID: o.ID, Code: o.Code,
		Version: 1, Locale: models.ZhCN, Answers: models.Answers{}, StartedAt: now, UpdatedAt: now,
	}
}

// keep stores answers of an account.
func (c county) keep(t testing.TB, r models.Reply, answers models.Answers, submitted time.Time) models.Reply {
	t.Helper()
	kept, err := c.KeepReply(t.Context(), r, func(r *models.Reply, _ models.Learner) error {
		r.Answers, r.SubmittedAt = answers, submitted
		return nil
	})
	require.NoError(t, err)
	return kept
}

func TestOpenings(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	first := c.openFor(t, "pupil", now)
	second := c.openFor(t, "pupil", now.Add(time.Minute))

	got, err := c.Opening(ctx, first.ID)
	require.NoError(t, err)
	require.Equal(t, first, got)

	c.keep(t, c.reply(first, c.pupils[0].ID), models.Answers{"a": {1}}, time.Time{})
	c.keep(t, c.reply(first, c.pupils[1].ID), models.Answers{"a": {2}}, now)
	c.keep(t, c.reply(first, c.pupils[2].ID), models.Answers{}, now)
	list, err := c.ClassOpenings(ctx, c.class.ID)
	require.NoError(t, err)
	require.Equal(t, []models.OpeningCount{{Opening: second}, {Opening: first, Begun: 1, Submitted: 2}}, list)
	list, err = c.ClassOpenings(ctx, c.other.ID)
	require.NoError(t, err)
	require.Empty(t, list)

	require.NoError(t, c.CloseOpening(ctx, first.ID, now.Add(10*time.Minute)))
	require.NoError(t, c.CloseOpening(ctx, first.ID, now.Add(20*time.Minute)), "closed already: stays as it is")
	got, err = c.Opening(ctx, first.ID)
	require.NoError(t, err)
	require.Equal(t, now.Add(10*time.Minute), got.ClosesAt)
	requireCode(t, models.CodeNotFound, c.CloseOpening(ctx, models.NewID[models.Opening](), now))
}

func TestRepliesAreKeptAsTheyCome(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	o, pupil := c.openFor(t, "pupil", now), c.pupils[0]
	_, err := c.Reply(ctx, pupil.ID, "pupil", o.ID)
	requireCode(t, models.CodeNotFound, err)

	var told models.Learner
	kept, err := c.KeepReply(ctx, c.reply(o, pupil.ID), func(r *models.Reply, l models.Learner) error {
		told = l
		r.Answers = models.Answers{"a": {1}, "b": {2, 3}}
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, pupil, told)

	again, err := c.KeepReply(ctx, c.reply(o, pupil.ID), func(r *models.Reply, _ models.Learner) error {
		require.Equal(t, models.Answers{"a": {1}, "b": {2, 3}}, r.Answers)
		r.Answers["a"], r.SubmittedAt = []int{4}, now
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, kept.ID, again.ID, "one reply a person")
	got, err := c.Reply(ctx, pupil.ID, "pupil", o.ID)
	require.NoError(t, err)
	require.Equal(t, again, got)

	refusal := errors.New("not so")
	_, err = c.KeepReply(ctx, c.reply(o, pupil.ID), func(r *models.Reply, _ models.Learner) error {
		r.Answers = nil
		return refusal
	})
	require.ErrorIs(t, err, refusal)
	unchanged, err := c.Reply(ctx, pupil.ID, "pupil", o.ID)
	require.NoError(t, err)
	require.Equal(t, got, unchanged)
}

func TestRepliesAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	o, pupil := c.openFor(t, "pupil", now), c.pupils[0]
	questions := []string{"a", "b", "c", "d", "e", "f"}
	atOnce(c.Store, len(questions), func(i int) {
		_, err := c.KeepReply(t.Context(), c.reply(o, pupil.ID), func(r *models.Reply, _ models.Learner) error {
			r.Answers[questions[i]] = []int{i}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	got, err := c.Reply(t.Context(), pupil.ID, "pupil", o.ID)
	require.NoError(t, err)
	require.Len(t, got.Answers, len(questions))
}

func TestTeachersOwnReply(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	r := c.reply(models.Opening{Code: "teacher"}, c.teacher.ID)
	c.keep(t, r, models.Answers{"T101": {3}}, now)
	kept := c.keep(t, c.reply(models.Opening{Code: "teacher"}, c.teacher.ID), models.Answers{"T101": {4}}, now)
	require.Equal(t, r.ID, kept.ID)

	all, err := c.Respondents(ctx, "teacher")
	require.NoError(t, err)
	require.Equal(t, []models.Respondent{{Reply: kept, SchoolID: c.class.SchoolID, School: "First School", Region: c.region.Name}}, all)

	require.NoError(t, c.DeleteReply(ctx, c.teacher.ID, "teacher", models.OpeningID{}))
	require.NoError(t, c.DeleteReply(ctx, c.teacher.ID, "teacher", models.OpeningID{}), "nothing there is fine")
	_, err = c.Reply(ctx, c.teacher.ID, "teacher", models.OpeningID{})
	requireCode(t, models.CodeNotFound, err)
}

func TestWithdrawnConsentDeletesReplies(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	o := c.openFor(t, "pupil", now)
	gao, wang := c.pupils[1], c.pupils[2]
	c.keep(t, c.reply(o, gao.ID), models.Answers{"a": {1}}, now)
	c.keep(t, c.reply(o, wang.ID), models.Answers{"a": {2}}, now)

	require.NoError(t, c.SetConsent(ctx, gao.ID, models.Consent{Given: true, At: now, By: c.teacher.ID}))
	all, err := c.Respondents(ctx, "pupil")
	require.NoError(t, err)
	require.Len(t, all, 2, "consent given deletes nothing")

	require.NoError(t, c.SetConsent(ctx, gao.ID, models.Consent{At: now, By: c.teacher.ID}))
	all, err = c.Respondents(ctx, "pupil")
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, wang.ID, all[0].AccountID, "another pupil's answers stay")
	require.Equal(t, 8, all[0].Grade)
	require.False(t, all[0].Under14)
	requireCode(t, models.CodeNotFound, c.SetConsent(ctx, models.NewID[models.Account](), models.Consent{}))
}
