package demo

import (
	"fmt"
	"math/rand/v2"

	"suyang/models"
)

const pupilsPerClass = 40

// school is a school of the county: four classes of junior secondary.
type school struct {
	models.School
	teacher models.RosterTeacher
}

var county = models.Region{Code: "demo-qinghe", Name: "青禾县（演示）", Zone: models.ZoneWest}

var schools = []school{
	{models.School{Code: "QH01", Name: "青禾县第一初级中学", Area: models.AreaTown}, models.RosterTeacher{Username: "demo.teacher", Name: "陈静"}},
	{models.School{Code: "QH02", Name: "青禾县实验学校", Area: models.AreaTown}, models.RosterTeacher{Username: "demo.teacher2", Name: "王立新"}},
	{models.School{Code: "QH03", Name: "柳溪乡中心学校", Area: models.AreaRural}, models.RosterTeacher{Username: "demo.teacher3", Name: "马春梅"}},
}

// classes are those of every school.
var classes = []struct {
	name  string
	grade int
}{{"七年级1班", 7}, {"七年级2班", 7}, {"八年级1班", 8}, {"八年级2班", 8}}

// guest is the pupil the demo's card belongs to, in the third class of the
// first school.
var guest = models.RosterPupil{Number: "2026000", Name: "林小禾", Gender: models.GenderFemale, Under14: true, Consent: true}

// newRoster draws the county's people; year is that in which the school year
// began.
func newRoster(rng *rand.Rand, year int) models.Roster {
	r := models.Roster{Region: county, Demo: true}
	for i, s := range schools {
		r.Schools = append(r.Schools, s.School)
		teacher := s.teacher
		teacher.School = s.Code
		for j, c := range classes {
			r.Classes = append(r.Classes, models.RosterClass{School: s.Code, Name: c.name, Grade: c.grade, Year: year})
			teacher.Classes = append(teacher.Classes, c.name)
			for n := range pupilsPerClass {
				p := drawPupil(rng, s.Code, c.name, fmt.Sprintf("2026%d%d%02d", i+1, j+1, n+1))
				if i == 0 && j == 2 && n == 0 {
					p = guest
					p.School, p.Class = s.Code, c.name
				}
				r.Pupils = append(r.Pupils, p)
			}
		}
		r.Teachers = append(r.Teachers, teacher)
	}
	return r
}

// drawPupil draws a pupil. Seven guardians in eight have consented.
func drawPupil(rng *rand.Rand, school, class, number string) models.RosterPupil {
	gender := models.GenderMale
	if rng.IntN(2) == 0 {
		gender = models.GenderFemale
	}
	return models.RosterPupil{
		School: school, Class: class, Number: number, Name: drawName(rng, gender), Gender: gender,
		Under14: true, Consent: rng.IntN(8) > 0,
	}
}
