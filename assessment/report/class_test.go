package report_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/report"
	"suyang/models"
)

// thirteen pupils: six believe b about the loop, four c about the sheet, two
// miss nothing, one has not finished.
func thirteen() []models.SessionTrail {
	var out []models.SessionTrail
	for i := 1; i <= 6; i++ {
		out = append(out, sat(i, given{"need", "a"}, given{"loop", "b"}, given{"fake", []string{"a", "c"}[i%2]}, given{"grant", "aa"}))
	}
	for i := 7; i <= 10; i++ {
		out = append(out, sat(i, given{"need", "a"}, given{"loop", "a"}, given{"sheet", "c"}, given{"grant", "aa"}))
	}
	for i := 11; i <= 12; i++ {
		out = append(out, sat(i, given{"need", "a"}, given{"source", "a"}, given{"loop", "a"}, given{"water", "aaa"},
			given{"fake", "a"}, given{"sheet", "a"}, given{"grant", "aa"}))
	}
	running := sat(13, given{"need", "a"})
	running.Session.State = models.SessionRunning
	return append(out, running)
}

func TestClassRowsAndLevels(t *testing.T) {
	t.Parallel()
	c := report.ForClass(basis, class, learners(14), thirteen())
	require.Len(t, c.Pupils, 14)
	require.Equal(t, 12, c.Measured)
	require.Equal(t, []models.AccountID{id[models.Account](13), id[models.Account](14)}, c.Unfinished)
	require.Equal(t, models.SessionRunning, c.Pupils[12].State)
	require.Nil(t, c.Pupils[12].Score, "an open session has no result")
	require.Empty(t, c.Pupils[13].State)

	pupils, expected, total := 0, 0.0, 0.0
	for _, bin := range c.Levels {
		pupils += len(bin.Pupils)
		expected += bin.Expected
	}
	for _, row := range c.Pupils[:12] {
		total += row.Score.Value / 12
		require.Greater(t, row.Probability, 0.0)
		require.NotEmpty(t, row.Level)
	}
	require.Equal(t, 12, pupils)
	require.InDelta(t, 12, expected, 1e-6)
	require.InDelta(t, total, c.Mean.Value, 1e-9)
	require.Less(t, c.Mean.SE, c.Pupils[0].Score.SE)
}

func TestClassNeeds(t *testing.T) {
	t.Parallel()
	c := report.ForClass(basis, class, learners(14), thirteen())
	var order []string
	for _, n := range c.Indicators {
		order = append(order, n.Code)
	}
	require.Equal(t, []string{"C2.2", "B2.1"}, order[:2], "missed by most who saw them, the easier one first")
	require.Equal(t, "D1.1", order[5], "solved by all")
	require.Equal(t, 12, c.Indicators[5].Pupils)

	sheet := c.Indicators[0]
	require.Equal(t, 6, sheet.Pupils, "four and the two who had everything")
	require.Less(t, sheet.Score.Value, c.Mean.Value)
	require.False(t, sheet.Few)
	source := c.Indicators[slices.Index(order, "A1.2")]
	require.Equal(t, 2, source.Pupils)
	require.True(t, source.Few)
}

// TestAClassTellsMoreThanAPupil: an indicator that each of many pupils misses
// shows in the class, though for each of them it is too little to tell.
func TestAClassTellsMoreThanAPupil(t *testing.T) {
	t.Parallel()
	var trails []models.SessionTrail
	for i := 1; i <= 12; i++ {
		trails = append(trails, sat(i, given{"need", "a"}, given{"grant", "aa"}, given{"fake", "a"}, given{"loop", "b"}))
	}
	require.Equal(t, report.Near, strength(t, report.ForPupil(basis, trails[0]).Indicators, "B2.1").Verdict)
	c := report.ForClass(basis, class, learners(12), trails)
	require.Equal(t, "B2.1", c.Indicators[0].Code)
	require.Equal(t, report.Below, c.Indicators[0].Verdict)
	few := report.ForClass(basis, class, learners(12), trails[:3])
	require.Less(t, c.Indicators[0].Score.SE, few.Indicators[0].Score.SE)
}

func TestNotMeasuredComesLast(t *testing.T) {
	t.Parallel()
	c := report.ForClass(basis, class, learners(1), []models.SessionTrail{sat(1, given{"loop", "a"})})
	require.Equal(t, "B2.1", c.Indicators[0].Code)
	for _, n := range c.Indicators[1:] {
		require.Equal(t, report.NotMeasured, n.Verdict)
		require.Nil(t, n.Score)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	c := report.ForClass(basis, class, learners(14), thirteen())
	require.Equal(t, "belief-c", c.Beliefs[0].Misconception.Code)
	require.Len(t, c.Beliefs[0].Pupils, 7)
	require.Equal(t, text("以为人多就对", "Takes many for right"), c.Beliefs[1].Misconception.Name)
	require.Len(t, c.Beliefs[1].Pupils, 6)

	seen := map[models.AccountID]bool{}
	for _, g := range c.Groups {
		require.GreaterOrEqual(t, len(g.Pupils), 3)
		require.LessOrEqual(t, len(g.Pupils), 5)
		for _, pupil := range g.Pupils {
			require.False(t, seen[pupil], "in one group at most")
			seen[pupil] = true
		}
	}
	require.Len(t, c.Groups, 3)
	require.Equal(t, "belief-c", c.Groups[0].Misconception.Code)
	last := c.Groups[2]
	require.Equal(t, "belief-b", last.Misconception.Code, "those of the six not yet in a group")
	require.Len(t, last.Pupils, 3)
	require.Equal(t, "B2.1", last.Indicator)
	require.Equal(t, "L-B2.1-1", last.Lesson.ID)
}

func TestGroupsByWeakIndicator(t *testing.T) {
	t.Parallel()
	var trails []models.SessionTrail
	for i := 1; i <= 4; i++ {
		trail := sat(i, given{"need", "a"}, given{"grant", "aa"}, given{"loop", "a"})
		wrong := sat(i, given{"fake", "b"}).Responses[0]
		wrong.Answer = models.Answer{} // left out: it tells of no misconception
		wrong.Position = 3
		trail.Responses = append(trail.Responses, wrong)
		trails = append(trails, trail)
	}
	c := report.ForClass(basis, class, learners(4), trails)
	require.Empty(t, c.Beliefs)
	require.Len(t, c.Groups, 1)
	require.Nil(t, c.Groups[0].Misconception)
	require.Equal(t, "C1.2", c.Groups[0].Indicator)
	require.Len(t, c.Groups[0].Pupils, 4)
	require.Empty(t, report.ForClass(basis, class, learners(4), trails[:2]).Groups, "two make no group")
}

func TestSplitSizes(t *testing.T) {
	t.Parallel()
	for n, want := range map[int][]int{2: nil, 3: {3}, 5: {5}, 6: {3, 3}, 7: {3, 4}, 11: {3, 4, 4}, 16: {4, 4, 4, 4}} {
		var trails []models.SessionTrail
		for i := range n {
			trails = append(trails, sat(i+1, given{"loop", "b"}))
		}
		var sizes []int
		for _, g := range report.ForClass(basis, class, learners(n), trails).Groups {
			sizes = append(sizes, len(g.Pupils))
		}
		require.Equal(t, want, sizes, "%d pupils", n)
	}
}

func TestTheSessionThatIsRead(t *testing.T) {
	t.Parallel()
	old, last, open, void := all(1, 'b'), all(1, 'a'), sat(1), all(1, 'b')
	last.Session.CreatedAt = noon.Add(time.Hour)
	open.Session.State, open.Session.CreatedAt = models.SessionRunning, noon.Add(2*time.Hour)
	void.Session.State, void.Session.CreatedAt = models.SessionVoided, noon.Add(3*time.Hour)
	c := report.ForClass(basis, class, learners(1), []models.SessionTrail{void, old, open, last})
	require.Equal(t, models.SessionFinished, c.Pupils[0].State)
	require.InDelta(t, 500+100*last.Session.Theta, c.Pupils[0].Score.Value, 1e-9)

	c = report.ForClass(basis, class, learners(1), []models.SessionTrail{void})
	require.Empty(t, c.Pupils[0].State, "a voided session is none")
	require.Len(t, c.Unfinished, 1)
}

func TestEmptyClass(t *testing.T) {
	t.Parallel()
	c := report.ForClass(basis, class, learners(2), nil)
	require.Nil(t, c.Mean)
	require.Len(t, c.Unfinished, 2)
	require.Len(t, c.Levels, 5)
	require.Empty(t, c.Groups)
}
