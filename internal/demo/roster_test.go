package demo

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestTheCountyHasThreeSchoolsTwelveClassesAnd480Pupils(t *testing.T) {
	t.Parallel()
	r := newRoster(rand.New(rand.NewPCG(1, 1)), 2026)
	require.True(t, r.Demo)
	require.Len(t, r.Schools, 3)
	require.Len(t, r.Classes, 12)
	require.Len(t, r.Pupils, 480)
	require.Len(t, r.Teachers, 3)

	classes := map[[2]string]int{}
	for _, c := range r.Classes {
		require.Equal(t, 2026, c.Year)
		require.Contains(t, []int{7, 8}, c.Grade)
		classes[[2]string{c.School, c.Name}] = 0
	}
	numbers := map[string]bool{}
	girls, guests := 0, 0
	for _, p := range r.Pupils {
		classes[[2]string{p.School, p.Class}]++
		numbers[p.Number] = true
		require.NotEmpty(t, p.Name)
		if p.Gender == models.GenderFemale {
			girls++
		}
		if p.Number == guest.Number {
			guests++
			require.True(t, p.Consent)
		}
	}
	require.Len(t, classes, 12, "no pupil is in a class that does not exist")
	for class, pupils := range classes {
		require.Equal(t, pupilsPerClass, pupils, class)
	}
	require.Len(t, numbers, 480, "no number twice")
	require.Equal(t, 1, guests)
	require.InDelta(t, 240, girls, 50)
	for _, teacher := range r.Teachers {
		require.Len(t, teacher.Classes, 4)
	}
}

func TestTheSameSeedMakesTheSameCounty(t *testing.T) {
	t.Parallel()
	one, same := newRoster(rand.New(rand.NewPCG(5, 1)), 2026), newRoster(rand.New(rand.NewPCG(5, 1)), 2026)
	require.Equal(t, one, same)
	require.NotEqual(t, one, newRoster(rand.New(rand.NewPCG(6, 1)), 2026))
}
