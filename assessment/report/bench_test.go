package report_test

import (
	"math/rand/v2"
	"testing"

	"suyang/assessment/report"
	"suyang/models"
)

// BenchmarkForClass reads a class of 45 pupils.
func BenchmarkForClass(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	var trails []models.SessionTrail
	for i, theta := range population(45, rng) {
		t := take(basis.Items, theta, rng)
		t.Session.LearnerID = id[models.Account](i + 1)
		trails = append(trails, t)
	}
	for b.Loop() {
		report.ForClass(basis, class, learners(45), trails)
	}
}
