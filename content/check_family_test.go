package content_test

import (
	"math"
	"testing"

	"suyang/content"
	"suyang/models"
)

func TestCheckFamilies(t *testing.T) {
	t.Parallel()
	// The first family of the sample is that of IL10.
	on := func(path, what string, breaks func(*models.Family)) broken {
		return broken{breaks: func(b *content.Bundle) { breaks(&b.Families[0]) }, file: "families/sample.yaml", path: path, what: what}
	}
	runBroken(t, map[string]broken{
		"code twice":          on("code", "used twice", func(f *models.Family) { f.Code = "IL12" }),
		"title in one":        on("title.en", "English text is missing", func(f *models.Family) { f.Title.EN = "" }),
		"no evidence":         on("evidence.zh", "Chinese text is missing", func(f *models.Family) { f.Evidence.ZH = "" }),
		"indicator unknown":   on("indicator", "no indicator", func(f *models.Family) { f.Indicator = "A9.9" }),
		"indicator of others": on("indicator", "not meant for the stage", func(f *models.Family) { f.Indicator, f.LinkStage = "C5.1", models.StagePrimary34 }),
		"stage unknown":       on("stage", "not a stage", func(f *models.Family) { f.Stage = "grade 7" }),
		"link stage unknown":  on("link_stage", "not a stage", func(f *models.Family) { f.LinkStage = "grade 7" }),
		"type unknown":        on("type", "not a type", func(f *models.Family) { f.Type = "essay" }),
		"no points":           on("max", "below 1", func(f *models.Family) { f.Max = 0 }),
		"discrimination":      on("a", "not above 0", func(f *models.Family) { f.A = 0 }),
		"difficulty":          on("b", "outside -6 to 6", func(f *models.Family) { f.B = math.NaN() }),
		"too fast":            on("seconds", "14 is outside", func(f *models.Family) { f.Seconds = 14 }),
		"no topic":            on("topic", "is empty", func(f *models.Family) { f.Topic = "" }),
	})
}

func TestCheckMembers(t *testing.T) {
	t.Parallel()
	on := func(path, what string, breaks func(*models.Item)) broken { return onItem("IL10", path, what, breaks) }
	runBroken(t, map[string]broken{
		"family unknown":     on("family", "no family", func(it *models.Item) { it.Family = "IL99" }),
		"id of another":      on("id", "does not say that it is of the family IL12", func(it *models.Item) { it.Family = "IL12" }),
		"id with a number":   on("id", "does not say", func(it *models.Item) { it.ID = "IL101" }),
		"enemy unknown":      on("enemies[0]", "no family", func(it *models.Item) { it.Enemies = []string{"IL99"} }),
		"its own enemy":      on("enemies[0]", "its own family", func(it *models.Item) { it.Enemies = []string{"IL10"} }),
		"indicator":          on("indicator", `the family IL10 says "A1.2"`, func(it *models.Item) { it.Indicator = "A1.1" }),
		"stage":              on("stage", `the family IL10 says "primary56"`, func(it *models.Item) { it.Stage = models.StageSenior }),
		"link stage":         on("link_stage", `the family IL10 says "junior"`, func(it *models.Item) { it.LinkStage = "" }),
		"type":               on("parts", `the family IL10 says "single"`, func(it *models.Item) { it.Parts[0].Type = models.PartMultiple }),
		"points":             on("parts", `the family IL10 says "1 points"`, func(it *models.Item) { it.Parts[0].Max = 2 }),
		"far too hard":       on("parameters.b", "mean -0.50, but the family IL10 says -1.30", func(it *models.Item) { it.Parameters.B[0] = -0.5 }),
		"far too sharp":      on("parameters.a", "1.6, but the family IL10 says 1", func(it *models.Item) { it.Parameters.A = 1.6 }),
		"far too long":       on("seconds", "81, but the family IL10 says 50", func(it *models.Item) { it.Seconds = 81 }),
		"sibling with b, c":  on("id", "not the name of the file", func(it *models.Item) { it.ID = "IL10b" }),
		"calibrated, long":   on("seconds", "but the family IL10", func(it *models.Item) { it.Seconds, it.Parameters.Source = 20, "spring" }),
		"calibrated, points": on("parts", "2 points", func(it *models.Item) { it.Parts[0].Max, it.Parameters.Source = 2, "spring" }),
	})
}

// What data say of an item counts more than what was expected of its family.
func TestCheckLeavesCalibratedMembersAlone(t *testing.T) {
	t.Parallel()
	expectSilence(t, func(b *content.Bundle) {
		itemOf(b, "IL10").Parameters = models.Parameters{A: 2.5, B: []float64{1}, Source: "spring"}
	})
}
