package report_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/assessment/report"
	"suyang/irt"
	"suyang/models"
)

// mixed is strong in checking information and weak in algorithms.
func mixed(pupil int) models.SessionTrail {
	return sat(pupil, given{"need", "a"}, given{"loop", "b"}, given{"water", "aaa"}, given{"fake", "a"}, given{"sheet", "c"}, given{"grant", "ab"})
}

func strength(t *testing.T, list []report.Strength, code string) report.Strength {
	t.Helper()
	for _, s := range list {
		if s.Code == code {
			return s
		}
	}
	t.Fatalf("no %s", code)
	return report.Strength{}
}

func TestPupilScoreAndInterval(t *testing.T) {
	t.Parallel()
	trail := mixed(1)
	p := report.ForPupil(basis, trail)
	require.Equal(t, 6, p.Items)
	require.InDelta(t, 500+100*trail.Session.Theta, p.Score.Value, 1e-9)
	require.InDelta(t, 100*trail.Session.SE, p.Score.SE, 1e-9)
	require.InDelta(t, 0.9, phi((p.Score.High-p.Score.Value)/p.Score.SE)-phi((p.Score.Low-p.Score.Value)/p.Score.SE), 1e-9)
}

// TestLevelProbabilities compares with the posterior on a far finer grid.
func TestLevelProbabilities(t *testing.T) {
	t.Parallel()
	for name, trail := range map[string]models.SessionTrail{"mixed": mixed(1), "all right": all(2, 'a'), "all wrong": all(3, 'b')} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			exact := irt.NewPosterior(irt.NormalGrid(12001, -6, 6, 0, 1))
			for _, resp := range trail.Responses {
				exact.Update(item.IRT(find(resp.ItemID)), resp.Score.Points)
			}
			p, sum := report.ForPupil(basis, trail), 0.0
			for i, share := range p.Level.Path {
				low, high := math.Inf(-1), math.Inf(1)
				if i > 0 {
					low = basis.Metric.Theta(basis.Levels[i].From)
				}
				if i+1 < len(basis.Levels) {
					high = basis.Metric.Theta(basis.Levels[i+1].From)
				}
				require.InDelta(t, exact.Probability(low, high), share.Probability, 0.002, share.Level.Code)
				sum += share.Probability
				if share.Level.Code == p.Level.Level.Code {
					require.Equal(t, share.Probability, p.Level.Probability)
				}
			}
			require.InDelta(t, 1, sum, 1e-9)
		})
	}
}

func TestStrengths(t *testing.T) {
	t.Parallel()
	p := report.ForPupil(basis, mixed(1))
	checking := strength(t, p.Indicators, "C1.2")
	require.Equal(t, 2, checking.Items)
	require.Equal(t, 4, checking.Points)
	require.Equal(t, 4, checking.Max)
	require.True(t, checking.Few)
	require.Equal(t, report.Above, checking.Verdict)
	algorithms := strength(t, p.Indicators, "B2.1")
	require.Less(t, algorithms.Score.Value, p.Score.Value)
	require.Greater(t, checking.Score.Value, p.Score.Value)
	require.Greater(t, algorithms.Score.SE, p.Score.SE, "a part is known less well than the whole")
}

func TestNotMeasured(t *testing.T) {
	t.Parallel()
	p := report.ForPupil(basis, mixed(1))
	source := strength(t, p.Indicators, "A1.2")
	require.Equal(t, report.Strength{Code: "A1.2", Name: text("判断来源", "Sources"), Verdict: report.NotMeasured}, source)
	require.Len(t, p.Indicators, 6, "no questionnaire scale, nothing of another stage")
	require.Len(t, p.Dimensions, 4)
}

// TestStrengthIsExact compares an indicator's score with the posterior of a
// model that can be written down: one item of the indicator and nothing else,
// so that its own theta is N(0, 1 + 0.6^2).
func TestStrengthIsExact(t *testing.T) {
	t.Parallel()
	p := report.ForPupil(basis, sat(1, given{"loop", "a"}))
	got := strength(t, p.Indicators, "B2.1").Score
	exact := irt.NewPosterior(irt.NormalGrid(2001, -8, 8, 0, 1.16619)) // sqrt(1.36)
	exact.Update(irt.Item{Model: irt.TwoPL, A: 1, B: []float64{0.5}}, 1)
	require.InDelta(t, 500+100*exact.Mean(), got.Value, 0.1)
	require.InDelta(t, 100*exact.SD(), got.SE, 0.1)
}

// TestShrinkage: what one answer says of an indicator is held back, and more
// answers say more.
func TestShrinkage(t *testing.T) {
	t.Parallel()
	one := report.ForPupil(basis, sat(1, given{"need", "a"}, given{"grant", "aa"}, given{"fake", "b"}))
	two := report.ForPupil(basis, sat(1, given{"need", "a"}, given{"grant", "aa"}, given{"fake", "b"}, given{"water", "bbb"}))
	a, b := strength(t, one.Indicators, "C1.2"), strength(t, two.Indicators, "C1.2")
	require.Equal(t, report.Near, a.Verdict, "one answer is too little to tell")
	require.Equal(t, report.Below, b.Verdict)
	require.Less(t, b.Score.SE, a.Score.SE)
}

func TestCanDo(t *testing.T) {
	t.Parallel()
	kinds := func(p report.Pupil) (out []string) {
		for _, s := range p.CanDo {
			out = append(out, string(s.Kind)+" "+s.Code)
		}
		return out
	}
	require.Equal(t, []string{"solved C1.2", "solved A1.1", "started D1.1"}, kinds(report.ForPupil(basis, mixed(1))),
		"solved before started, the hardest first")
	require.Equal(t, []string{"solved D1.1", "level proficient"}, kinds(report.ForPupil(basis, sat(1, given{"grant", "aa"}))))
	require.Equal(t, []string{"level developing"}, kinds(report.ForPupil(basis, all(1, 'b'))))
	p := report.ForPupil(basis, mixed(1))
	require.Equal(t, text("能多源核验", "Can: Cross-checking"), p.CanDo[0].Text)
}

func TestNextStep(t *testing.T) {
	t.Parallel()
	next := report.ForPupil(basis, mixed(1)).Next
	require.Equal(t, "C2.2", next.Code, "the easier of the two she missed")
	require.False(t, next.Deepen)
	require.Equal(t, &report.Lesson{ID: "L-C2.2-1", Title: text("表格", "Tables"), Minutes: 6}, next.Lesson)

	next = report.ForPupil(basis, sat(1, given{"need", "a"}, given{"steep", "aab"})).Next
	require.Equal(t, "B2.1", next.Code, "where she missed a point, though she did better than expected")

	next = report.ForPupil(basis, all(1, 'a')).Next
	require.True(t, next.Deepen, "nothing was missed")
	require.NotEmpty(t, next.Code)
}

func TestNothingAnswered(t *testing.T) {
	t.Parallel()
	trail := sat(1)
	trail.Session.State = models.SessionExpired
	p := report.ForPupil(basis, trail)
	require.Nil(t, p.Score)
	require.Nil(t, p.Level)
	require.Nil(t, p.Next)
	require.Empty(t, p.CanDo)
	for _, s := range p.Indicators {
		require.Equal(t, report.NotMeasured, s.Verdict)
	}
}

func TestPresentedButNotAnsweredIsNotMeasured(t *testing.T) {
	t.Parallel()
	trail := mixed(1)
	trail.Responses = append(trail.Responses, models.Response{ItemID: "source", ItemVersion: 1, Position: 6})
	require.Equal(t, report.ForPupil(basis, mixed(1)), report.ForPupil(basis, trail))
}

func TestProvisionalReport(t *testing.T) {
	t.Parallel()
	trail := mixed(1)
	trail.Responses[0].Score.Parts[0].Provisional = true
	p := report.ForPupil(basis, trail)
	require.True(t, p.Provisional)
	require.True(t, p.Answers[0].Provisional)
	require.False(t, p.Answers[1].Provisional)
}
