package questionnaire_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/questionnaire"
	"suyang/content"
	"suyang/irt"
	"suyang/models"
)

// Scores and standard errors are those of fscores(method = "WLE") of mirt 1.45.1
// for the fit in science(). The metric is the only thing in between.
func TestScoresOfMirt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers   [4]int // Comfort, Work, Future, Benefit
		theta, se float64
	}{
		{[4]int{4, 4, 3, 2}, 0.784869960023751, 0.842653215605308},
		{[4]int{3, 3, 3, 3}, 0.0785108932468423, 0.829712198718061},
		{[4]int{3, 2, 2, 3}, -1.09752013954233, 0.706513102686824},
		{[4]int{4, 4, 3, 3}, 1.50013665234793, 0.857359790603551},
		{[4]int{3, 2, 2, 1}, -2.02849422822692, 0.672863606648244},
		{[4]int{2, 1, 1, 1}, -3.60445442964323, 0.862242757745342},
	} {
		t.Run(fmt.Sprint(c.answers), func(t *testing.T) {
			t.Parallel()
			answers := models.Answers{"Comfort": {c.answers[0]}, "Work": {c.answers[1]}, "Future": {c.answers[2]}, "Benefit": {c.answers[3]}}
			scores := questionnaire.Scores(science(), answers)
			require.Len(t, scores, 1)
			require.True(t, scores[0].Scored)
			require.InDelta(t, 50+10*c.theta, scores[0].Value, 1e-3)
			require.InDelta(t, 10*c.se, scores[0].SE, 1e-3)
			low, high := scores[0].Interval()
			require.InDelta(t, 2*1.96*10*c.se, high-low, 0.01)
		})
	}
}

func TestMetric(t *testing.T) {
	t.Parallel()
	q := science()
	answers := models.Answers{"Comfort": {3}, "Work": {2}, "Future": {2}, "Benefit": {3}}
	q.Scales[0].Mean, q.Scales[0].SD = -1, 2
	s := questionnaire.Scores(q, answers)[0]
	require.InDelta(t, 50+10*(-1.09752013954233+1)/2, s.Value, 1e-3)
	require.InDelta(t, 10*0.706513102686824/2, s.SE, 1e-3)
}

func TestMissingAnswers(t *testing.T) {
	t.Parallel()
	q := science()
	few := questionnaire.Scores(q, models.Answers{"Work": {4}})[0]
	require.Equal(t, questionnaire.Score{Scale: "science", Method: models.ScalePCM, Asked: 4, Answered: 1}, few)

	two := questionnaire.Scores(q, models.Answers{"Work": {4}, "Future": {4}})[0]
	require.True(t, two.Scored)
	theta, se := irt.WLE([]irt.Item{questionnaire.Item(q.Questions()[1]), questionnaire.Item(q.Questions()[2])}, []int{3, 3})
	require.InDelta(t, 50+10*theta, two.Value, 1e-9, "what was left out takes no part")
	require.InDelta(t, 10*se, two.SE, 1e-9)
	require.Greater(t, two.SE, 10*0.9, "fewer answers say less")

	require.Empty(t, questionnaire.Scores(questionnaire.For(q, func(models.Question) bool { return false }), nil), "what nobody asked has no score")
}

func TestReversedQuestionsAreTurnedRound(t *testing.T) {
	t.Parallel()
	q := mixed()
	agreeing := questionnaire.Scores(q, models.Answers{"like": {4}, "dull": {1}})[0]
	acquiescent := questionnaire.Scores(q, models.Answers{"like": {4}, "dull": {4}})[0]
	require.InDelta(t, 50, acquiescent.Value, 1e-3, "agreeing with opposites says nothing")
	require.Greater(t, agreeing.Value, acquiescent.Value+10)
	dull := q.Questions()[1]
	require.Equal(t, 0, questionnaire.Category(dull, models.Answers{"dull": {4}}))
	require.Equal(t, 3, questionnaire.Category(dull, models.Answers{"dull": {1}}))
	require.Equal(t, irt.Missing, questionnaire.Category(dull, models.Answers{}))
	require.Equal(t, irt.Missing, questionnaire.Category(dull, models.Answers{"dull": {7}}), "an option that is not there any more")
}

func TestPoints(t *testing.T) {
	t.Parallel()
	situation := func(id string) models.Question {
		return models.Question{ID: id, Type: models.QuestionSingle, Scale: "s", Options: []models.Choice{{Value: 1}, {Value: 2, Credit: 2}, {Value: 3, Credit: 1}}}
	}
	q := models.Questionnaire{
		Scales: []models.Scale{{Code: "s", Method: models.ScalePoints, Minimum: 2}},
		Pages:  []models.QuestionPage{{Questions: []models.Question{situation("a"), situation("b"), situation("c")}}},
	}
	s := questionnaire.Scores(q, models.Answers{"a": {2}, "b": {3}})[0]
	require.Equal(t, questionnaire.Score{Scale: "s", Method: models.ScalePoints, Asked: 3, Answered: 2, Scored: true, Value: 3, Max: 4}, s)
	require.False(t, questionnaire.Scores(q, models.Answers{"a": {2}})[0].Scored)
}

// Worked by hand: z of books are (-1, 0, 1), of noise turned round (1, -1, .),
// of rooms (., 0.7071, -0.7071); sums over what was answered are averaged.
func TestIndex(t *testing.T) {
	t.Parallel()
	q := home()
	sample := []models.Answers{
		{"books": {0}, "noise": {1}},
		{"books": {1}, "noise": {3}, "rooms": {4}},
		{"books": {2}, "rooms": {2}},
		{"books": {9}, "rooms": {3}}, // does not know: one part only
	}
	z := math.Sqrt(0.5) // two answers that differ
	raw := []float64{(-1 + z) / 2, (0 - z + 1) / 3, 0}
	mean := (raw[0] + raw[1] + raw[2]) / 3
	sd := 0.0
	for _, x := range raw {
		sd += (x - mean) * (x - mean)
	}
	sd = math.Sqrt(sd / 2)
	index := questionnaire.Index(q, q.Scales[0], sample)
	for p, x := range raw {
		require.InDelta(t, 50+10*(x-mean)/sd, index[p], 1e-9, "person %d", p)
	}
	require.True(t, math.IsNaN(index[3]), "too few answers")

	for _, v := range questionnaire.Index(q, q.Scales[0], []models.Answers{sample[1], sample[1]}) {
		require.True(t, math.IsNaN(v), "a sample that does not differ has no index")
	}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	q := byCode(t, bundle.Questionnaires, "teacher")
	answers := models.Answers{}
	for _, x := range q.Questions() {
		switch {
		case x.Scale == "T1" && x.Reverse, x.Scale == "T2" && !x.Reverse:
			answers[x.ID] = []int{1}
		case x.Scale == "T1", x.Scale == "T2":
			answers[x.ID] = []int{5}
		case x.Scale == "T1S":
			answers[x.ID] = []int{best(x)}
		}
	}
	p := questionnaire.NewProfile(q, answers)
	require.Equal(t, 40, p.Asked)
	require.Len(t, p.Dimensions, 5)
	first, second, third := p.Dimensions[0], p.Dimensions[1], p.Dimensions[2]
	require.Equal(t, "T1", first.Code)
	require.Greater(t, first.Self.Value, 60.0)
	require.Equal(t, q.Scales[0].Next[2], first.Next, "who is far gets the suggestion for those who are")
	require.EqualValues(t, 4, first.Situations.Value)
	require.Equal(t, 4, first.Situations.Max)
	require.Len(t, first.Cases, 2)
	require.Equal(t, 2, first.Cases[0].Best.Credit)
	require.Equal(t, first.Cases[0].Best, first.Cases[0].Chosen)
	require.Less(t, second.Self.Value, 45.0)
	require.Equal(t, q.Scales[1].Next[0], second.Next)
	require.False(t, third.Self.Scored)
	require.True(t, third.Next.IsZero(), "no suggestion without a score")
	require.Empty(t, third.Cases)
}

func best(q models.Question) int {
	for _, o := range q.Options {
		if o.Credit == 2 {
			return o.Value
		}
	}
	return 0
}

func byCode(t testing.TB, list []models.Questionnaire, code string) models.Questionnaire {
	t.Helper()
	for _, q := range list {
		if q.Code == code {
			return q
		}
	}
	t.Fatalf("there is no questionnaire %s", code)
	return models.Questionnaire{}
}

func TestKindWordsOnlyWhereTheyAreTrue(t *testing.T) {
	t.Parallel()
	q := mixed()
	require.Equal(t, "Good", questionnaire.Kind(q, models.Answers{"like": {4}, "dull": {1}}).EN)
	require.True(t, questionnaire.Kind(q, models.Answers{"like": {1}, "dull": {4}}).IsZero())
	require.True(t, questionnaire.Kind(q, models.Answers{"like": {4}}).IsZero(), "too little was answered")
}
