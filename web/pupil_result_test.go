package web_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/report"
	"suyang/models"
)

func TestPupilResult(t *testing.T) {
	t.Parallel()
	path := []report.Share{
		{Level: models.Level{Code: "low", Name: models.Text{ZH: "低", EN: "Low"}}},
		{Level: models.Level{Code: "mid", Name: models.Text{ZH: "中", EN: "Middle"}, From: 400}},
		{Level: models.Level{Code: "high", Name: models.Text{ZH: "高", EN: "High"}, From: 500}},
	}
	estimate := &report.Estimate{Value: 450, SE: 30, Low: 401, High: 499}
	in := report.Pupil{
		Items: 3, Score: estimate, Level: &report.Placement{Level: path[1].Level, Probability: 0.8, Path: path},
		CanDo: []report.Sentence{{Kind: report.Solved, Code: "A1"}, {Kind: report.AtLevel, Code: "mid"}},
		Dimensions: []report.Strength{
			{Name: models.Text{ZH: "甲", EN: "One"}, Verdict: report.Below, Score: estimate},
			{Name: models.Text{ZH: "乙", EN: "Two"}, Verdict: report.NotMeasured},
		},
		Indicators: []report.Strength{
			{Code: "A1", Name: models.Text{ZH: "指标", EN: "Indicator"}, Points: 1, Max: 2, Score: estimate, Verdict: report.Near},
			{Code: "A2", Name: models.Text{ZH: "别的", EN: "Other"}, Verdict: report.NotMeasured},
		},
		Answers: []report.Answered{
			{ItemID: "solved", Points: 2, Max: 2, Pool: models.PoolPractice},
			{ItemID: "missed", Points: 1, Max: 2, Pool: models.PoolPractice},
			{ItemID: "secret", Points: 0, Max: 2, Pool: models.PoolSecure},
		},
	}
	page := renderer(t).PupilResult(models.En, in)
	require.Equal(t, "Indicator", page.CanDo[0].Name)
	require.Equal(t, "Middle", page.CanDo[1].Name, "a sentence about a level names it")
	require.Equal(t, []string{"Other"}, page.NotMeasured)
	require.Len(t, page.Measured, 1)
	for i, ask := range []bool{false, true, false} {
		require.Equal(t, ask, page.Answers[i].Ask, "only a practice task with a point missed is talked about")
	}
	require.Contains(t, string(page.Place.Chart), "You have reached the stretch “Middle”")
	require.Contains(t, string(page.Dimensions), "“One” is worth some more practice")
	require.Contains(t, string(page.Dimensions), "not measured this time")
	require.Equal(t, 1, strings.Count(string(page.Dimensions), "ring"), "what was not measured has no dot")

	in.Score, in.Level, in.Items = nil, nil, 0
	page = renderer(t).PupilResult(models.ZhCN, in)
	require.Nil(t, page.Place)
	require.Empty(t, page.Dimensions)
}
