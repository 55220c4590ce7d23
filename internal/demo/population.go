package demo

import (
	"math/rand/v2"

	"suyang/models"
)

// Parameters of the population model, in standard deviations of theta of the
// junior-secondary population. They are placeholders tuned to published
// orderings and intraclass correlations (ICILS 2013; China Education Panel
// Survey), not findings; see docs/methods/population.md.
const (
	schoolSESSD    = 0.33 // spread of schools' socio-economic means
	withinSESSD    = 0.85 // spread of pupils within a school
	effectSESPupil = 0.20 // of a pupil's distance from the school's mean
	effectSESMean  = 0.45 // of the school's mean
	effectGirl     = 0.12
	schoolSD       = 0.48 // what is left between schools
	pupilSD        = 0.82 // what is left between pupils
)

var (
	sesOfZone  = map[models.Zone]float64{models.ZoneEast: 0.14, models.ZoneCentral: -0.02, models.ZoneWest: -0.14}
	sesOfArea  = map[models.Area]float64{models.AreaCity: 0.18, models.AreaTown: 0, models.AreaRural: -0.22}
	zoneEffect = map[models.Zone]float64{models.ZoneEast: 0.05, models.ZoneCentral: 0, models.ZoneWest: -0.05}
	areaEffect = map[models.Area]float64{models.AreaCity: 0.04, models.AreaTown: 0, models.AreaRural: -0.07}
	stageMean  = map[models.Stage]float64{models.StagePrimary34: -1, models.StagePrimary56: -0.5, models.StageJunior: 0, models.StageSenior: 0.55}
)

// schoolDraw is what a school gives all its pupils.
type schoolDraw struct {
	ses      float64
	residual float64
	base     float64 // zone and area
}

func drawSchool(rng *rand.Rand, zone models.Zone, area models.Area) schoolDraw {
	return schoolDraw{
		ses:      sesOfZone[zone] + sesOfArea[area] + schoolSESSD*rng.NormFloat64(),
		residual: schoolSD * rng.NormFloat64(),
		base:     zoneEffect[zone] + areaEffect[area],
	}
}

// theta draws the ability of a pupil of the school.
func (s schoolDraw) theta(rng *rand.Rand, stage models.Stage, gender models.Gender) float64 {
	theta := stageMean[stage] + s.base + effectSESMean*s.ses + s.residual +
		effectSESPupil*withinSESSD*rng.NormFloat64() + pupilSD*rng.NormFloat64()
	if gender == models.GenderFemale {
		theta += effectGirl
	}
	return theta
}
