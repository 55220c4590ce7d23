package usage_test

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/scale"
	"suyang/assessment/usage"
	"suyang/irt"
	"suyang/models"
)

var day = time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)

// choice is a single choice among a (the key), b and c.
func choice(b float64) models.Item {
	return models.Item{
		ID: "X", Version: 1, Stage: models.StageJunior,
		Parameters: models.Parameters{A: 1, B: []float64{b}, Source: "prior"},
		Parts: []models.Part{{ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1, Options: []models.Option{
			{ID: "a", Correct: true}, {ID: "b", Misconception: "m"}, {ID: "c", Misconception: "m"},
		}}},
	}
}

func response(chosen string, points int, seconds float64, at time.Time) models.Response {
	r := models.Response{ItemID: "X", ItemVersion: 1, Seconds: seconds, AnsweredAt: at, AnswerID: models.NewID[models.Answer]()}
	r.Answer.Parts = map[string]models.PartAnswer{}
	if chosen != "" {
		r.Answer.Parts["1"] = models.PartAnswer{Choices: []string{chosen}}
	}
	r.Score = models.ItemScore{Points: points, Max: 1, Parts: []models.PartScore{{PartID: "1", Points: points, Max: 1}}}
	return r
}

// certain is a sitting of a pupil whose ability is known.
func certain(r models.Response, theta float64) usage.Sitting {
	grid := scale.Prior(models.StageJunior)
	weights := make([]float64, len(grid.Nodes))
	for k, node := range grid.Nodes {
		if node >= theta-1e-9 {
			weights[k] = 1
			return usage.Sitting{Response: r, At: r.AnsweredAt, Weights: weights, Rest: node}
		}
	}
	return usage.Sitting{}
}

// The sums are done by hand: abilities -1, 0, 1, 2; points 0, 1, 0, 1.
func TestOfByHand(t *testing.T) {
	t.Parallel()
	s := usage.Of(choice(0), []usage.Sitting{
		certain(response("a", 1, 40, day), 2),
		certain(response("b", 0, 10, day), -1),
		certain(response("", 0, 20, day), 1),
		certain(response("a", 1, 30, day), 0),
	}, usage.Exposure{Shown: 5, Sessions: 20})
	require.Equal(t, 4, s.N)
	require.Equal(t, 0.5, s.P)
	require.InDelta(t, 0.28868, s.PSE, 1e-5, "standard deviation 0.57735 over 2")
	require.InDelta(t, 0.44721, s.Rest, 1e-5, "covariance 1/3 over 1.29099 * 0.57735")
	// Mean of 1/(1+exp(-theta)): 0.26894, 0.5, 0.73106, 0.88080.
	require.InDelta(t, 0.59520, s.Expected, 1e-5)
	require.Equal(t, 0.25, s.Omitted)
	require.Equal(t, 0.25, s.Exposure.Rate())
	require.Equal(t, 20.0, s.Seconds.Median)
	require.Len(t, s.Parts[0].Answers, 3)
	key := s.Parts[0].Answers[0]
	require.True(t, key.Key)
	require.Equal(t, 0.5, key.Share)
	require.InDelta(t, -0.77460, s.Parts[0].Answers[1].Rest, 1e-5, "of (0,0,1,0) with the abilities")
	require.Empty(t, s.Groups, "too few")
	require.Empty(t, s.Flags, "too few")
}

// population simulates pupils who sit ten other items and this one, whose true
// difficulty may differ from what its parameters say.
func population(n int, seed uint64, it models.Item, truth func(i int) float64) []usage.Sitting {
	rng := rand.New(rand.NewPCG(seed, 7))
	others := make([]models.Item, 10)
	for i := range others {
		others[i] = choice(float64(i)/3 - 1.5)
		others[i].ID = strconv.Itoa(i)
	}
	sittings := make([]usage.Sitting, n)
	for i := range sittings {
		theta := rng.NormFloat64()
		solves := func(b float64) int {
			p := irt.Item{Model: irt.TwoPL, A: 1, B: []float64{b}}.Probabilities(nil, theta)
			if rng.Float64() < p[1] {
				return 1
			}
			return 0
		}
		var seen []scale.Observation
		for _, o := range others {
			seen = append(seen, scale.Observation{Item: o, Points: solves(o.Parameters.B[0])})
		}
		points := solves(truth(i))
		chosen := map[int]string{1: "a", 0: []string{"b", "c"}[rng.IntN(2)]}[points]
		sittings[i] = usage.NewSitting(response(chosen, points, 30, day.Add(time.Duration(i)*time.Hour)), it.Stage, seen)
	}
	return sittings
}

// Under the model the parameters predict what is seen, group by group, and no
// period seems to drift; the errors are as large as they say.
func TestOfUnderTheModel(t *testing.T) {
	t.Parallel()
	it := choice(0.3)
	z, count := 0.0, 0.0
	for seed := range uint64(40) {
		s := usage.Of(it, population(300, seed, it, func(int) float64 { return 0.3 }), usage.Exposure{})
		require.InDelta(t, s.Expected, s.P, 4*s.PSE)
		require.Len(t, s.Groups, 5)
		for i, g := range s.Groups {
			require.InDelta(t, g.Expected, g.P, 4.5*g.SE, "seed %d group %d", seed, i)
			sum := 0.0
			for _, a := range s.Parts[0].Answers {
				sum += a.Groups[i]
			}
			require.InDelta(t, 1, sum, 1e-9, "everybody chose one")
		}
		require.Len(t, s.Periods, 6)
		for _, p := range s.Periods {
			z += (p.Shift / p.SE) * (p.Shift / p.SE)
			count++
		}
		require.NotContains(t, s.Flags, usage.FlagFlat)
	}
	// Squares of 240 standard normal values have the mean 1 and the standard
	// error sqrt(2/240) = 0.091.
	require.InDelta(t, 1, z/count, 4*0.091)
}

// An item that is known after a while gets easier, and is flagged.
func TestOfFindsDrift(t *testing.T) {
	t.Parallel()
	it := choice(0.5)
	s := usage.Of(it, population(600, 1, it, func(i int) float64 {
		if i >= 300 {
			return -0.7
		}
		return 0.5
	}), usage.Exposure{})
	last := s.Periods[len(s.Periods)-1]
	require.InDelta(t, -1.2, last.Shift, 3*last.SE)
	require.True(t, last.Drifts())
	require.False(t, s.Periods[0].Drifts())
	require.Contains(t, s.Flags, usage.FlagDrift)
}

// A period in which everybody has the point has no finite shift, and can be
// written as JSON all the same.
func TestOfEverybodyRight(t *testing.T) {
	t.Parallel()
	var sittings []usage.Sitting
	for range 60 {
		sittings = append(sittings, certain(response("a", 1, 20, day), 0))
	}
	s := usage.Of(choice(0), sittings, usage.Exposure{Shown: 60, Sessions: 60})
	require.True(t, s.Periods[0].Bound)
	require.Negative(t, s.Periods[0].Shift)
	require.Equal(t, []usage.Flag{usage.FlagEasy, usage.FlagFlat, usage.FlagUnused, usage.FlagDrift, usage.FlagExposed}, s.Flags)
	_, err := json.Marshal(s)
	require.NoError(t, err)
}

// An option that abler pupils choose is flagged.
func TestOfFindsBadDistractors(t *testing.T) {
	t.Parallel()
	var sittings []usage.Sitting
	for i := range 90 {
		chosen, points := []string{"a", "c", "b"}[i%3], map[int]int{0: 1}[i%3]
		sittings = append(sittings, certain(response(chosen, points, 20, day), float64(i%3)-1))
	}
	require.Contains(t, usage.Of(choice(0), sittings, usage.Exposure{}).Flags, usage.FlagDistractor)
}

func TestOfNobody(t *testing.T) {
	t.Parallel()
	require.Equal(t, usage.Statistics{ItemID: "X", Version: 1}, usage.Of(choice(0), nil, usage.Exposure{}))
}

func TestPaperHasNoTimes(t *testing.T) {
	t.Parallel()
	keyed := certain(response("a", 1, 0, day), 0)
	keyed.Paper = true
	s := usage.Of(choice(0), []usage.Sitting{keyed, certain(response("b", 0, 30, day), 1)}, usage.Exposure{})
	require.Equal(t, 2, s.N)
	require.Equal(t, usage.Quartiles{30, 30, 30}, s.Seconds)
	require.Zero(t, usage.Of(choice(0), []usage.Sitting{keyed}, usage.Exposure{}).Seconds)
}
