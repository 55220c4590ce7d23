package delivery_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/assessment/scale"
	"suyang/models"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func at(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

// single is an item of one point with the options right and wrong.
func single(id, indicator string, a, b float64) models.Item {
	return models.Item{
		ID: id, Version: 1, Indicator: indicator, Stage: models.StageJunior, Seconds: 60,
		Title: models.Text{ZH: "题目" + id, EN: "item " + id},
		Parts: []models.Part{{
			ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1,
			Prompt:  models.Text{ZH: "选", EN: "choose"},
			Options: []models.Option{{ID: "right", Correct: true}, {ID: "wrong"}},
		}},
		Parameters: models.Parameters{A: a, B: []float64{b}, Source: "test"},
	}
}

// graded is a short text of as many points as there are thresholds; "p1 p2"
// earns two of them.
func graded(id, indicator string, a float64, b ...float64) models.Item {
	it := single(id, indicator, a, 0)
	it.Parameters.B = b
	p := models.Part{ID: "1", Type: models.PartShort, Rule: models.RuleRubric, Max: len(b), Rubric: &models.Rubric{MaxChars: 100}}
	for k := range b {
		word := fmt.Sprintf("p%d", k+1)
		p.Rubric.Elements = append(p.Rubric.Elements, models.Element{ID: word, Points: 1, AnyOf: []string{word}})
	}
	it.Parts = []models.Part{p}
	return it
}

func words(points int) string {
	out := "text"
	for k := range points {
		out += fmt.Sprintf(" p%d", k+1)
	}
	return out
}

// bank spreads n items over the four dimensions and over difficulty; every
// fifth is graded.
func bank(n int) []models.Item {
	var pool []models.Item
	for i := range n {
		id, indicator := fmt.Sprintf("T%03d", i), []string{"A1.1", "B2.1", "C1.2", "D1.1"}[i%4]
		b := -2.2 + 4.4*float64(i*7%n)/float64(n)
		if i%5 == 4 {
			pool = append(pool, graded(id, indicator, 1, b-0.6, b, b+0.6))
		} else {
			pool = append(pool, single(id, indicator, 0.8+0.1*float64(i%6), b))
		}
	}
	return pool
}

func rules(pool []models.Item) delivery.Rules {
	return delivery.Rules{
		Form: models.Form{
			Code: "test", Stage: models.StageJunior, Kind: models.FormAdaptive,
			Blueprint: map[string]float64{"A": 0.15, "B": 0.26, "C": 0.40, "D": 0.19},
			MinItems:  4, MaxItems: 8, TargetSE: 0.35, TopK: 3, Minutes: 10,
		},
		Closes: at(3600), Grace: 5 * time.Second, Pool: pool,
		Metric: scale.DefaultMetric,
		Levels: []models.Level{{Code: "developing"}, {Code: "basic", From: 407}, {Code: "proficient", From: 492}, {Code: "good", From: 576}},
	}
}

func create(r delivery.Rules, seed uint64) *models.SessionTrail {
	a := models.Assignment{
		ID: models.NewID[models.Assignment](), RegionID: models.NewID[models.Region](),
		ClassID: models.NewID[models.Class](), FormID: models.NewID[models.Form](),
	}
	return &models.SessionTrail{Session: r.Create(a, models.NewID[models.Account](), models.ZhCN, seed, noon)}
}

func begun(t *testing.T, r delivery.Rules, seed uint64) *models.SessionTrail {
	t.Helper()
	trail := create(r, seed)
	require.NoError(t, r.Begin(trail, noon))
	return trail
}

// submit makes a new answer that earns the points for the item.
func submit(it models.Item, points int) delivery.Submission {
	answer := models.PartAnswer{Text: words(points)}
	if it.Parts[0].Type == models.PartSingle {
		answer = models.PartAnswer{Choices: []string{[]string{"wrong", "right"}[points]}}
	}
	return delivery.Submission{
		AnswerID: models.NewID[models.Answer](), ItemID: it.ID,
		Answer: models.Answer{Parts: map[string]models.PartAnswer{"1": answer}},
	}
}

// waiting is the item that waits for an answer.
func waiting(t *testing.T, r delivery.Rules, trail *models.SessionTrail) models.Item {
	t.Helper()
	current, ok := delivery.Current(*trail)
	require.True(t, ok)
	it, err := r.Item(current)
	require.NoError(t, err)
	return it
}

func answerWaiting(t *testing.T, r delivery.Rules, trail *models.SessionTrail, points int, now time.Time) {
	t.Helper()
	it := waiting(t, r, trail)
	require.NoError(t, r.Answer(trail, submit(it, min(points, it.Max())), now))
}

// clone copies a trail, so that a later change of it can be seen.
func clone(t *models.SessionTrail) models.SessionTrail {
	out := *t
	out.Responses = slices.Clone(t.Responses)
	for i, resp := range out.Responses {
		out.Responses[i].Answer.Parts = maps.Clone(resp.Answer.Parts)
		out.Responses[i].Score.Parts = slices.Clone(resp.Score.Parts)
	}
	if t.Score != nil {
		score := *t.Score
		out.Score = &score
	}
	return out
}
