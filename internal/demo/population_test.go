package demo

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/content"
	"suyang/models"
)

// sample is junior pupils of schools drawn in the shares of zones and areas
// that the model was tuned with.
type sample struct {
	theta         [][]float64 // by school
	zone          []models.Zone
	area          []models.Area
	girls, others []float64
}

var areaShares = map[models.Zone][3]float64{ // city, town; the rest rural
	models.ZoneEast:    {0.50, 0.35},
	models.ZoneCentral: {0.38, 0.40},
	models.ZoneWest:    {0.30, 0.40},
}

func drawSample(rng *rand.Rand, schools, pupils int) (s sample) {
	for range schools {
		zone, area := drawPlace(rng)
		school := drawSchool(rng, zone, area)
		theta := make([]float64, pupils)
		for i := range theta {
			gender := models.GenderMale
			if rng.IntN(2) == 0 {
				gender = models.GenderFemale
			}
			theta[i] = school.theta(rng, models.StageJunior, gender)
			if gender == models.GenderFemale {
				s.girls = append(s.girls, theta[i])
			} else {
				s.others = append(s.others, theta[i])
			}
		}
		s.theta, s.zone, s.area = append(s.theta, theta), append(s.zone, zone), append(s.area, area)
	}
	return s
}

func drawPlace(rng *rand.Rand) (models.Zone, models.Area) {
	zone := models.ZoneWest
	switch u := rng.Float64(); {
	case u < 0.35:
		zone = models.ZoneEast
	case u < 0.68:
		zone = models.ZoneCentral
	}
	switch u, share := rng.Float64(), areaShares[zone]; {
	case u < share[0]:
		return zone, models.AreaCity
	case u < share[0]+share[1]:
		return zone, models.AreaTown
	}
	return zone, models.AreaRural
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// meanSquares between and within schools of equal size, of the one-way
// analysis of variance.
func (s sample) meanSquares() (between, within float64) {
	var all []float64
	for _, theta := range s.theta {
		all = append(all, theta...)
	}
	grand, n := mean(all), float64(len(s.theta[0]))
	for _, theta := range s.theta {
		m := mean(theta)
		between += n * (m - grand) * (m - grand)
		for _, v := range theta {
			within += (v - m) * (v - m)
		}
	}
	schools := float64(len(s.theta))
	return between / (schools - 1), within / (schools * (n - 1))
}

// meanWhere averages the schools that fit.
func (s sample) meanWhere(fits func(i int) bool) float64 {
	var means []float64
	for i, theta := range s.theta {
		if fits(i) {
			means = append(means, mean(theta))
		}
	}
	return mean(means)
}

// The ranges are those docs/methods/population.md gives: what several draws of
// 600 schools by the same formula in R (lme4) showed.
func TestThePopulationHasTheMomentsItWasTunedTo(t *testing.T) {
	t.Parallel()
	const schools, pupils = 6000, 40
	s := drawSample(rand.New(rand.NewPCG(7, 7)), schools, pupils)
	between, within := s.meanSquares()
	ofSchools := (between - within) / pupils
	sd := math.Sqrt(ofSchools + within)
	zone := func(z models.Zone) float64 { return s.meanWhere(func(i int) bool { return s.zone[i] == z }) }
	area := func(a models.Area) float64 { return s.meanWhere(func(i int) bool { return s.area[i] == a }) }
	for name, c := range map[string]struct{ low, value, high float64 }{
		"standard deviation":     {0.98, sd, 1.01},
		"intraclass correlation": {0.27, ofSchools / (sd * sd), 0.30},
		"east minus west":        {0.24, (zone(models.ZoneEast) - zone(models.ZoneWest)) / sd, 0.34},
		"city minus rural":       {0.24, (area(models.AreaCity) - area(models.AreaRural)) / sd, 0.40},
		"girls minus boys":       {0.11, (mean(s.girls) - mean(s.others)) / sd, 0.13},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.GreaterOrEqual(t, c.value, c.low)
			require.LessOrEqual(t, c.value, c.high)
		})
	}
}

func TestPointsFollowTheItemResponseModel(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(3, 3))
	const draws, theta = 20_000, 0.4
	for _, it := range bundle.Items {
		drawn := make([]float64, it.Max()+1)
		for range draws {
			drawn[drawPoints(rng, it, theta)]++
		}
		for points, p := range item.IRT(it).Probabilities(nil, theta) {
			require.InDelta(t, p, drawn[points]/draws, 5*math.Sqrt(p*(1-p)/draws), "%s, %d points", it.ID, points)
		}
	}
}

func TestWorkingTimesAreAroundWhatTheAuthorAllows(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(4, 4))
	it := models.Item{Seconds: 60}
	below := 0
	for range 2000 {
		took := workingTime(rng, it)
		require.Greater(t, took, 5*time.Second)
		require.LessOrEqual(t, took, longestTime)
		if took < 48*time.Second {
			below++
		}
	}
	require.InDelta(t, 1000, below, 110) // the median; five standard deviations
}
