package web_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web"
)

// classOf makes a report of pupils A, B, C … of whom those with a score stand
// in the one level there is.
func classOf(scores ...float64) report.Class {
	level := models.Level{Code: "basic", Name: models.Text{ZH: "基础", EN: "Basic"}}
	c := report.Class{Levels: []report.Bin{{Level: level}}, Measured: len(scores), Mean: &report.Estimate{Value: 500}}
	for i, score := range scores {
		row := report.Row{
			Learner: models.Learner{ID: models.NewID[models.Account](), Name: string(rune('A' + i))}, State: models.SessionFinished,
			SessionID: models.NewID[models.Session](), Score: &report.Estimate{Value: score}, Level: "basic", Probability: 0.5,
		}
		c.Pupils = append(c.Pupils, row)
		c.Levels[0].Pupils = append(c.Levels[0].Pupils, row.Learner.ID)
	}
	return c
}

func need(zh string, v report.Verdict) report.Need {
	n := report.Need{Name: models.Text{ZH: zh, EN: zh}, Verdict: v}
	if v != report.NotMeasured {
		n.Pupils, n.Score = 7, &report.Estimate{Value: 480, Low: 450, High: 510}
	}
	return n
}

func TestClassReportTitles(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		needs []report.Need
		says  string
	}{
		{"none below", []report.Need{need("甲", report.Near)}, "没有哪一项明显弱于全班的总体水平"},
		{"one below", []report.Need{need("甲", report.Below), need("乙", report.Near)}, "全班最弱的是“甲”<"},
		{"the first two of three below", []report.Need{need("甲", report.Below), need("乙", report.Below), need("丙", report.Below)}, "全班最弱的是“甲”和“乙”<"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := classOf(480)
			c.Indicators = tc.needs
			require.Contains(t, string(renderer(t).ClassReport(models.ZhCN, c).Needs), tc.says)
		})
	}
}

func TestClassReportWords(t *testing.T) {
	t.Parallel()
	c := classOf(480, 490, 500, 510)
	c.Pupils[0].Probability = 0.49
	c.Pupils = append(c.Pupils, report.Row{Learner: models.Learner{ID: models.NewID[models.Account](), Name: "Z"}, State: models.SessionRunning})
	c.Unfinished = []models.AccountID{c.Pupils[4].Learner.ID}
	c.Indicators = []report.Need{need("甲", report.Near), need("乙", report.NotMeasured)}
	belief := &models.Misconception{Name: models.Text{ZH: "误会"}, Help: models.Text{ZH: "办法"}}
	id := func(i int) models.AccountID { return c.Pupils[i].Learner.ID }
	c.Groups = []report.Group{
		{Misconception: belief, Name: models.Text{ZH: "甲"}, Pupils: []models.AccountID{id(0)}, Lesson: &report.Lesson{ID: "L-1", Minutes: 5}},
		{Misconception: belief, Name: models.Text{ZH: "甲"}, Pupils: []models.AccountID{id(1)}},
		{Name: models.Text{ZH: "甲"}, Pupils: []models.AccountID{id(2)}},
	}
	got := renderer(t).ClassReport(models.ZhCN, c)
	require.Equal(t, []string{"乙"}, got.NotMeasured)
	require.NotContains(t, string(got.Needs), "乙", "what was not measured has no bar")
	require.True(t, got.Rows[0].Borderline)
	require.False(t, got.Rows[1].Borderline)
	require.Equal(t, web.PupilLink{Name: "Z"}, got.Rows[4].PupilLink, "no way to a report that is not there")
	require.Equal(t, "/teacher/sessions/"+c.Pupils[0].SessionID.String(), got.Rows[0].URL)

	require.Len(t, got.Work, 2, "groups with the same misconception stand together")
	require.Equal(t, "误会", got.Work[0].Belief)
	require.Equal(t, "/teacher/lessons/L-1", got.Work[0].Lesson.URL)
	require.Equal(t, [][]web.PupilLink{{got.Rows[0].PupilLink}, {got.Rows[1].PupilLink}}, got.Work[0].Groups)
	require.Empty(t, got.Work[1].Belief)

	todo := web.Todo{}.ClassTodo(models.ZhCN, c)
	require.Equal(t, []web.PupilLink{{Name: "Z"}}, todo.Missing)
	require.Len(t, todo.Lowest, 4)
	require.Zero(t, todo.Consents)
}

func TestStateOfTest(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a := models.Assignment{OpensAt: noon, ClosesAt: noon.Add(time.Hour)}
	for name, tc := range map[string]struct {
		now  time.Time
		want web.TestState
	}{
		"before":   {noon.Add(-time.Second), web.TestUpcoming},
		"at first": {noon, web.TestOpen},
		"at last":  {noon.Add(time.Hour), web.TestClosed},
	} {
		require.Equal(t, tc.want, web.StateOfTest(a, tc.now), name)
	}
}

// What a pupil gave, in the words of the item, whatever its kind.
func TestReviewShowsAnswers(t *testing.T) {
	t.Parallel()
	option := func(id, zh, target string) models.Option {
		return models.Option{ID: id, Text: models.Text{ZH: zh}, Target: target, Rationale: models.Text{ZH: "因为" + zh}}
	}
	options := []models.Option{option("a", "甲", "x"), option("b", "乙", "y")}
	targets := []models.Target{{ID: "x", Text: models.Text{ZH: "左"}}, {ID: "y", Text: models.Text{ZH: "右"}}}
	for _, tc := range []struct {
		name string
		part models.Part
		gave models.PartAnswer
		want []web.GivenAnswer
	}{
		{"nothing", models.Part{Type: models.PartSingle, Options: options}, models.PartAnswer{}, nil},
		{"a choice, with its reason", models.Part{Type: models.PartSingle, Options: options}, models.PartAnswer{Choices: []string{"b"}}, []web.GivenAnswer{{Text: "乙", Rationale: "因为乙"}}},
		{"an order", models.Part{Type: models.PartOrdering, Options: options}, models.PartAnswer{Order: []string{"b", "a"}}, []web.GivenAnswer{{Text: "乙"}, {Text: "甲"}}},
		{
			"pairs, the wrong one with the reason", models.Part{Type: models.PartMatching, Options: options, Targets: targets},
			models.PartAnswer{Pairs: map[string]string{"a": "x", "b": "x"}}, []web.GivenAnswer{{Text: "甲 → 左"}, {Text: "乙 → 左", Rationale: "因为乙"}},
		},
		{"a number with its unit", models.Part{Type: models.PartNumeric, Numeric: &models.Numeric{Unit: models.Text{ZH: "小时"}}}, models.PartAnswer{Number: "１２"}, []web.GivenAnswer{{Text: "１２ 小时"}}},
		{"a text", models.Part{Type: models.PartShort}, models.PartAnswer{Text: "<b>我</b>"}, []web.GivenAnswer{{Text: "<b>我</b>"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p := renderer(t).PupilReport(models.ZhCN, report.Pupil{Answers: []report.Answered{{ItemID: "IL1"}, {ItemID: "IL2"}}})
			tc.part.ID, tc.part.Max = "1", 2
			it := models.Item{ID: "IL2", Parts: []models.Part{tc.part}, Explanation: models.Text{ZH: "**讲解**"}}
			p.Review(models.ZhCN, it, models.Answer{Parts: map[string]models.PartAnswer{"1": tc.gave}}, models.ItemScore{Parts: []models.PartScore{{PartID: "1", Points: 1}}})
			require.Empty(t, p.Answers[0].Parts, "of the other item nothing is known")
			part := p.Answers[1].Parts[0]
			require.Equal(t, tc.want, part.Given)
			require.Equal(t, 1, part.Points)
			require.Equal(t, tc.part.Type == models.PartOrdering, part.Ordered)
			require.Contains(t, string(p.Answers[1].Explanation), "<strong>讲解</strong>")
		})
	}
}
