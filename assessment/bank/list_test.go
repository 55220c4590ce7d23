package bank_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/bank"
	"suyang/models"
)

func TestList(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann := o.authors[0]
	e, err := o.Entry(ctx, known, 0)
	require.NoError(t, err)
	broken := e.Item
	broken.ID, broken.Family, broken.Stage, broken.LinkStage, broken.Pool, broken.Indicator = "XX1", "XX1", models.StageSenior, models.StagePrimary56, models.PoolSecure, "D1.2"
	broken.Title.EN, broken.Parts[0].Prompt.ZH = "", "独一无二"
	_, err = o.store.PutItems(ctx, []models.Item{broken})
	require.NoError(t, err)
	d := o.submit(t, ann, o.edit(t, ann, "draft"))

	both := []string{known, "XX1"}
	for _, c := range []struct {
		name   string
		filter bank.Filter
		want   []string
	}{
		{"everything", bank.Filter{}, both},
		{"stage", bank.Filter{Stage: models.StageSenior}, []string{"XX1"}},
		{"linked stage", bank.Filter{Stage: models.StagePrimary56}, []string{"XX1"}},
		{"indicator", bank.Filter{Indicator: e.Item.Indicator}, []string{known}},
		{"pool", bank.Filter{Pool: models.PoolSecure}, []string{"XX1"}},
		{"family", bank.Filter{Family: known}, []string{known}},
		{"text of a prompt", bank.Filter{Text: "独一"}, []string{"XX1"}},
		{"text in other letters", bank.Filter{Text: "xx"}, []string{"XX1"}},
		{"text that is nowhere", bank.Filter{Text: "kangaroo"}, []string{}},
		{"with a draft", bank.Filter{Drafted: true}, []string{known}},
		{"in review", bank.Filter{State: models.DraftInReview}, []string{known}},
		{"being written", bank.Filter{State: models.DraftWriting}, []string{}},
		{"with problems", bank.Filter{Problems: true}, []string{"XX1"}},
	} {
		rows, err := o.List(ctx, c.filter)
		require.NoError(t, err)
		ids := []string{}
		for _, r := range rows {
			ids = append(ids, r.Item.ID)
			require.Equal(t, r.Item.ID == known, r.Draft != nil && r.Draft.ID == d.ID)
		}
		require.Equal(t, c.want, ids, c.name)
	}
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	e, err := o.Entry(ctx, known, 0)
	require.NoError(t, err)
	linked := e.Item
	linked.ID, linked.Stage, linked.LinkStage, linked.Pool = "XX1", models.StageSenior, e.Item.Stage, models.PoolSecure
	_, err = o.store.PutItems(ctx, []models.Item{linked})
	require.NoError(t, err)
	rows, err := o.Coverage(ctx)
	require.NoError(t, err)
	require.Len(t, rows, 32, "the framework's tested indicators")
	for _, r := range rows {
		own, senior := r.Cells[e.Item.Stage], r.Cells[models.StageSenior]
		if r.Node.Code == e.Item.Indicator {
			require.Equal(t, bank.Count{Practice: 1, Linked: 1, Named: true}, own)
			require.Equal(t, 1, senior.Secure)
			require.False(t, own.Empty())
		} else {
			require.Zero(t, own.Practice+own.Secure+own.Linked)
			require.Equal(t, own.Named, own.Empty())
		}
	}
}

func TestDesk(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob, cleo := o.authors[0], o.authors[1], o.authors[2]
	counts := func(by models.Person) [3]int {
		desk, err := o.Desk(ctx, by)
		require.NoError(t, err)
		return [3]int{len(desk.Mine), len(desk.Waiting), len(desk.Done)}
	}
	d := o.edit(t, ann, "draft")
	require.Equal(t, [3]int{1, 0, 0}, counts(ann))
	require.Equal(t, [3]int{0, 0, 0}, counts(bob))
	d = o.submit(t, ann, d)
	require.Equal(t, [3]int{1, 0, 0}, counts(ann), "nobody judges her own draft")
	require.Equal(t, [3]int{0, 1, 0}, counts(bob))
	d, err := o.Approve(ctx, bob, d.ID, d.Revision)
	require.NoError(t, err)
	require.Equal(t, [3]int{0, 0, 0}, counts(bob))
	_, err = o.Approve(ctx, cleo, d.ID, d.Revision)
	require.NoError(t, err)
	require.Equal(t, [3]int{0, 0, 1}, counts(ann))
	require.Equal(t, [3]int{0, 0, 1}, counts(bob))
}
