package content_test

import (
	"math"
	"slices"
	"testing"

	"suyang/content"
	"suyang/models"
)

func TestCheckItems(t *testing.T) {
	t.Parallel()
	on := func(path, what string, breaks func(*models.Item)) broken { return onItem("IL24", path, what, breaks) }
	runBroken(t, map[string]broken{
		"id is not file":        on("id", "not the name of the file", func(it *models.Item) { it.ID = "IL99" }),
		"id twice":              {func(b *content.Bundle) { b.Items[1].ID = b.Items[0].ID }, itemFile("IL21"), "id", "used twice"},
		"title in one":          on("title.en", "English text is missing", func(it *models.Item) { it.Title.EN = "" }),
		"stimulus in one":       on("stimulus.zh", "Chinese text is missing", func(it *models.Item) { it.Stimulus.ZH = "" }),
		"explanation in one":    on("explanation.en", "English text is missing", func(it *models.Item) { it.Explanation.EN = "" }),
		"hint in one":           on("hints[1].en", "English text is missing", func(it *models.Item) { it.Hints[1].EN = "" }),
		"two hints":             on("hints", "2 hints", func(it *models.Item) { it.Hints = it.Hints[:2] }),
		"four hints":            on("hints", "4 hints", func(it *models.Item) { it.Hints = append(it.Hints, it.Hints[0]) }),
		"indicator unknown":     on("indicator", "no indicator", func(it *models.Item) { it.Indicator = "D9.9" }),
		"indicator is parent":   on("indicator", "no indicator", func(it *models.Item) { it.Indicator = "D1" }),
		"indicator untested":    on("indicator", "not measured by a test", func(it *models.Item) { it.Indicator = "A2.1" }),
		"indicator of others":   on("indicator", "not meant for the stage primary56", func(it *models.Item) { it.Indicator, it.LinkStage = "C5.1", models.StagePrimary56 }),
		"stage unknown":         on("stage", "not a stage", func(it *models.Item) { it.Stage = "grade 7" }),
		"link stage unknown":    on("link_stage", "not a stage", func(it *models.Item) { it.LinkStage = "grade 7" }),
		"link is stage":         on("link_stage", "the stage itself", func(it *models.Item) { it.LinkStage = it.Stage }),
		"pool unknown":          on("pool", "not a pool", func(it *models.Item) { it.Pool = "public" }),
		"version 0":             on("version", "below 1", func(it *models.Item) { it.Version = 0 }),
		"no topic":              on("topic", "is empty", func(it *models.Item) { it.Topic = "" }),
		"too fast":              on("seconds", "14 is outside", func(it *models.Item) { it.Seconds = 14 }),
		"too slow":              on("seconds", "601 is outside", func(it *models.Item) { it.Seconds = 601 }),
		"lesson unknown":        on("lessons[0]", "no lesson", func(it *models.Item) { it.Lessons[0] = "L-X" }),
		"discrimination":        on("parameters.a", "0 is not above 0", func(it *models.Item) { it.Parameters.A = 0 }),
		"unknown model":         on("parameters.model", `"rasch" is not a model`, func(it *models.Item) { it.Parameters.Model = "rasch" }),
		"discrimination NaN":    on("parameters.a", "not above 0", func(it *models.Item) { it.Parameters.A = math.NaN() }),
		"threshold missing":     on("parameters.b", "1 thresholds for 2 points", func(it *models.Item) { it.Parameters.B = it.Parameters.B[:1] }),
		"threshold descending":  on("parameters.b[1]", "not above the threshold before", func(it *models.Item) { it.Parameters.B[1] = -2 }),
		"threshold far away":    on("parameters.b[1]", "7 is outside", func(it *models.Item) { it.Parameters.B[1] = 7 }),
		"parameters of unknown": on("parameters.source", "is empty", func(it *models.Item) { it.Parameters.Source = "" }),
		"no parts":              on("parts", "at least one part", func(it *models.Item) { it.Parts = nil }),
		"part id twice":         onItem("IL20", "parts[1].id", "used twice", func(it *models.Item) { it.Parts[1].ID = "1" }),
		"part id empty":         on("parts[0].id", "empty", func(it *models.Item) { it.Parts[0].ID = "" }),
	})
}

func TestCheckParts(t *testing.T) {
	t.Parallel()
	runBroken(t, map[string]broken{
		"type unknown":      onPart("IL10", "type", "not a type", func(p *models.Part) { p.Type = "essay" }),
		"rule of others":    onPart("IL10", "rule", "does not fit", func(p *models.Part) { p.Rule = models.RuleRubric }),
		"prompt in one":     onPart("IL10", "prompt.en", "English text is missing", func(p *models.Part) { p.Prompt.EN = "" }),
		"exact for 2":       onPart("IL10", "max", "2 points", func(p *models.Part) { p.Max = 2 }),
		"one error for 1":   onPart("IL24", "max", "1 points", func(p *models.Part) { p.Max = 1 }),
		"rubric for 0":      onPart("IL30", "max", "0 points", func(p *models.Part) { p.Max = 0 }),
		"two options":       onPart("IL10", "options", "2 options", func(p *models.Part) { p.Options = p.Options[1:3] }),
		"options of number": onPart("IL12", "options", "1 options", func(p *models.Part) { p.Options = make([]models.Option, 1) }),
		"option id twice":   onPart("IL10", "options[1].id", "used twice", func(p *models.Part) { p.Options[1].ID = "a" }),
		"option text twice": onPart("IL10", "options[1].text", "same text", func(p *models.Part) { p.Options[1].Text.EN = p.Options[0].Text.EN }),
		"no rationale":      onPart("IL10", "options[2].rationale.zh", "Chinese text is missing", func(p *models.Part) { p.Options[2].Rationale.ZH = "" }),
		"belief unknown":    onPart("IL10", "options[0].misconception", "no misconception", func(p *models.Part) { p.Options[0].Misconception = "x" }),
		"belief missing":    onPart("IL10", "options[0].misconception", "needs a misconception", func(p *models.Part) { p.Options[0].Misconception = "" }),
		"belief of the key": onPart("IL10", "options[2].misconception", "correct one has none", func(p *models.Part) { p.Options[2].Misconception = "story-is-proof" }),
		"no key":            onPart("IL10", "options", "0 options are correct", func(p *models.Part) { p.Options[2].Correct = false }),
		"two keys":          onPart("IL10", "options", "2 options are correct", func(p *models.Part) { p.Options[0].Correct = true }),
		"key sticks out":    onPart("IL10", "options", "longest in en", func(p *models.Part) { p.Options[2].Text.EN += ", and its address fits the publisher too" }),
		"nothing to choose": onPart("IL24", "options", "0 of 6", func(p *models.Part) {
			for i := range p.Options {
				p.Options[i].Correct = false
			}
		}),
		"nothing to leave": onPart("IL24", "options", "6 of 6", func(p *models.Part) {
			for i := range p.Options {
				p.Options[i].Correct = true
			}
		}),
		"order misses one":   onPart("IL26", "order", "does not hold each", func(p *models.Part) { p.Order = p.Order[:4] }),
		"order has twice":    onPart("IL26", "order", "does not hold each", func(p *models.Part) { p.Order[1] = p.Order[0] }),
		"order is shown":     onPart("IL26", "options", "order of the key", func(p *models.Part) { p.Order = []string{"trial", "data", "compare", "goal", "bottleneck"} }),
		"ids are in order":   onPart("IL26", "order", "in the order of the key", func(p *models.Part) { slices.Sort(p.Order) }),
		"id tells":           onPart("IL10", "options[2].id", "tells the key", func(p *models.Part) { p.Options[2].ID = "Key" }),
		"id of the target":   onPart("SY01", "options[0].id", "tells the key", func(p *models.Part) { p.Options[0].ID = p.Options[0].Target }),
		"target unknown":     onPart("SY01", "options[0].target", "no target", func(p *models.Part) { p.Options[0].Target = "x" }),
		"target id twice":    onPart("SY01", "targets[1].id", "used twice", func(p *models.Part) { p.Targets[1].ID = p.Targets[0].ID }),
		"target in one":      onPart("SY01", "targets[1].text.en", "English text is missing", func(p *models.Part) { p.Targets[1].Text.EN = "" }),
		"one target":         onPart("SY01", "targets", "1 targets", func(p *models.Part) { p.Targets = p.Targets[:1] }),
		"no number":          onPart("IL12", "numeric", "is missing", func(p *models.Part) { p.Numeric = nil }),
		"number infinite":    onPart("IL12", "numeric.value", "not a number", func(p *models.Part) { p.Numeric.Value = math.Inf(1) }),
		"tolerance negative": onPart("IL12", "numeric.tolerance", "below 0", func(p *models.Part) { p.Numeric.Tolerance = -0.1 }),
		"tolerance NaN":      onPart("IL12", "numeric.tolerance", "below 0", func(p *models.Part) { p.Numeric.Tolerance = math.NaN() }),
		"unit in one":        onPart("IL12", "numeric.unit.en", "English text is missing", func(p *models.Part) { p.Numeric.Unit.EN = "" }),
		"near miss hits":     onPart("IL12", "numeric.misses[2].value", "counts as right", func(p *models.Part) { p.Numeric.Tolerance = 3 }),
		"near miss belief":   onPart("IL12", "numeric.misses[0].misconception", "no misconception", func(p *models.Part) { p.Numeric.Misses[0].Misconception = "x" }),
		"no rubric":          onPart("IL30", "rubric", "is missing", func(p *models.Part) { p.Rubric = nil }),
		"too few characters": onPart("IL30", "rubric.max_chars", "19 is outside", func(p *models.Part) { p.Rubric.MaxChars = 19 }),
		"element id twice":   onPart("IL30", "rubric.elements[1].id", "used twice", func(p *models.Part) { p.Rubric.Elements[1].ID = "context" }),
		"element without":    onPart("IL30", "rubric.elements[0].points", "below 1", func(p *models.Part) { p.Rubric.Elements[0].Points = 0 }),
		"phrases in one":     onPart("IL30", "rubric.elements[0].any_of", "no phrase in one", func(p *models.Part) { p.Rubric.Elements[0].AnyOf = []string{"筹款"} }),
		"element in one":     onPart("IL30", "rubric.elements[0].description.en", "English text is missing", func(p *models.Part) { p.Rubric.Elements[0].Description.EN = "" }),
		"rubric too short":   onPart("IL30", "rubric.elements", "reach 2 of 3", func(p *models.Part) { p.Rubric.Elements = p.Rubric.Elements[:2] }),
	})
}

func TestCheckStrangers(t *testing.T) {
	t.Parallel()
	runBroken(t, map[string]broken{
		"targets":       onPart("IL10", "targets", "does not belong", func(p *models.Part) { p.Targets = []models.Target{{ID: "x"}} }),
		"order":         onPart("IL10", "order", "does not belong", func(p *models.Part) { p.Order = []string{"a"} }),
		"number":        onPart("IL10", "numeric", "does not belong", func(p *models.Part) { p.Numeric = &models.Numeric{} }),
		"rubric":        onPart("IL10", "rubric", "does not belong", func(p *models.Part) { p.Rubric = &models.Rubric{} }),
		"target":        onPart("IL10", "options[0].target", "does not belong", func(p *models.Part) { p.Options[0].Target = "x" }),
		"correct":       onPart("IL26", "options[0].correct", "does not belong", func(p *models.Part) { p.Options[0].Correct = true }),
		"misconception": onPart("IL26", "options[0].misconception", "does not belong", func(p *models.Part) { p.Options[0].Misconception = "x" }),
	})
}

func TestCheckLeaks(t *testing.T) {
	t.Parallel()
	zh := func(i int, s string) func(*models.Item) { return func(it *models.Item) { it.Hints[i].ZH += s } }
	en := func(i int, s string) func(*models.Item) { return func(it *models.Item) { it.Hints[i].EN += s } }
	const secret = "gives away the key of part 1"
	runBroken(t, map[string]broken{
		"option":           onItem("IL10", "hints[0]", secret, zh(0, "选第3条，它由卫生部门发布，还写明了日期。")),
		"option in prompt": onItem("IL10", "parts[0].prompt", secret, func(it *models.Item) { it.Parts[0].Prompt.EN += " Result 3: a  health authority WROTE and *dated* it" }),
		"one of several":   onItem("IL24", "hints[2]", secret, en(2, " Refuse: read all contacts on the phone.")),
		"number":           onItem("IL12", "hints[1]", secret, zh(1, "答案是21。")),
		"number of part":   onItem("IL20", "hints[1]", "gives away the key of part 2", en(1, " It is 6 hours.")),
		"pair":             onItem("SY01", "hints[1]", secret, zh(1, "墙上的新风机是“执行：接到命令后去改变环境”。")),
		"neighbours":       onItem("IL26", "hints[1]", secret, en(1, " Find in the records which counter and which step is slowest, then try pre-ordering for a week at the slowest step.")),
		"scoring phrase":   onItem("IL30", "parts[0].prompt", secret, func(it *models.Item) { it.Parts[0].Prompt.ZH += "请用表格回答。" }),
	})
}

// What only resembles the key may stand in a hint.
func TestCheckLeaksLeavesGoodHintsAlone(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ id, hint string }{
		"wrong option":       {"IL10", "Result 1: it is at the top, so most people trust it"},
		"longer number":      {"IL12", "Of 210 or 1.21 it is neither."},
		"cards not in order": {"IL26", "Try pre-ordering for a week at the slowest step. Agree on the aim that nobody queues for more than 8 minutes."},
		"option of matching": {"SY01", "Look at the fresh-air fan on the wall."},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expectSilence(t, func(b *content.Bundle) { itemOf(b, c.id).Hints[0].EN = c.hint })
		})
	}
}
