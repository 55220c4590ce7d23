package storybook

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var researcherStudyStories = []Story{
	{"researcher-study-queued", "researcher/study", ofResearcher(func(l i18n.Locale) any {
		return web.StudyPage{Study: studies(l).Studies[1]}
	})},
	{"researcher-study-running", "researcher/study", ofResearcher(func(l i18n.Locale) any {
		s := studies(l).Studies[0]
		s.Progress = 0.4
		return web.StudyPage{Study: s}
	})},
	{"researcher-study-failed", "researcher/study", ofResearcher(func(l i18n.Locale) any {
		s := studies(l).Studies[3]
		s.Note = `data: 1 of 3 items can be calibrated, at least 2 are needed; all responses to item "q1" are the same; it was left out; item "q3" has no responses and was left out`
		return web.StudyPage{Study: s}
	})},
	{"researcher-study-cancelled", "researcher/study", ofResearcher(func(l i18n.Locale) any {
		return web.StudyPage{Study: studies(l).Studies[4]}
	})},
	{"researcher-study", "researcher/study", studyDone(dichotomous, 2000, nil)},
	{"researcher-study-graded", "researcher/study", studyDone(graded, 800, suspicious)},
	{"researcher-study-guessed", "researcher/study", studyDone(guessed, 1500, nil)},
	{"researcher-study-few", "researcher/study", studyDone(few, 8, undetermined)},
}

// drawnItem is an item with known parameters, se of the standard errors; 0: none.
type drawnItem struct {
	id string
	a  float64
	b  []float64
	c  float64
	se float64
}

// dichotomous are sixty items, some with names as long as they come.
func dichotomous() (model string, items []drawnItem) {
	names := map[int]string{7: "reading_across_sources_grade8_form_B_item_07", 30: "机器学习与生成式AI原理及局限_第三十题"}
	for i := range 60 {
		name := fmt.Sprintf("IL%02d", i+1)
		if long := names[i]; long != "" {
			name = long
		}
		_, spread := math.Modf(0.618 * float64(i))
		at := -1.6 + 4.2*spread
		items = append(items, drawnItem{id: name, a: 1.1 + 0.4*math.Cos(float64(i)), b: []float64{at}, se: 0.05})
	}
	return "2pl", items
}

// graded are items of two to five scores.
func graded() (model string, items []drawnItem) {
	for i := range 9 {
		it := drawnItem{id: fmt.Sprintf("Q%d", i+1), a: 0.8 + 0.15*float64(i), se: 0.09}
		for k := range 1 + i%4 {
			it.b = append(it.b, -1.8+0.2*float64(i)+0.9*float64(k))
		}
		items = append(items, it)
	}
	return "grm", items
}

// guessed are choices of four options.
func guessed() (model string, items []drawnItem) {
	for i := range 6 {
		items = append(items, drawnItem{id: fmt.Sprintf("C%d", i+1), a: 1 + 0.1*float64(i), b: []float64{-1 + 0.4*float64(i)}, c: 0.25, se: 0.08})
	}
	return "3pl", items
}

func few() (model string, items []drawnItem) {
	return "2pl", []drawnItem{{id: "q1", a: 0.4, b: []float64{-7.3}}, {id: "q2", a: 1.9, b: []float64{0.1}}, {id: "q3", a: 12.4, b: []float64{-0.6}}}
}

// problem is what a calibration says of data or estimates.
type problemNote struct {
	Kind    string `json:"kind"`
	Item    string `json:"item,omitempty"`
	Message string `json:"message"`
}

var suspicious = []problemNote{
	{"recoded", "Q4", `the codes of item "Q4" are [0 1 2 5]: taken as categories 0 to 3`},
	{"constant", "Q10", `all responses to item "Q10" are the same; it was left out`},
	{"constant", "Q11_long_name_of_an_item_that_everybody_solves", `all responses to item "Q11_long_name_of_an_item_that_everybody_solves" are the same; it was left out`},
	{"empty_persons", "", "17 of 817 persons have no response and tell nothing about the items"},
	{"negative_slope", "Q3", `the slope of item "Q3" is negative (-0.41): check its key or its coding`},
}

var undetermined = []problemNote{
	{"not_converged", "", "not converged after 500 cycles: the largest change was still 0.013"},
	{"steep_slope", "q3", `the slope of item "q3" runs away (12.4): its answers split the persons like a step; check it for duplicates or too few responses`},
	{"not_identified", "", "the information matrix is singular: the data do not determine the parameters, so there are no standard errors"},
}

// studyDone is the page of a study that has ended, with simulated persons.
func studyDone(draw func() (string, []drawnItem), persons int, problems []problemNote) func(*web.Renderer, i18n.Locale) web.Page {
	return func(r *web.Renderer, l i18n.Locale) web.Page {
		model, items := draw()
		calibration, curve := simulate(model, items, persons, problems)
		study := studyAt(models.JobDone, say(l, "青山县七年级试测，2026年秋", "Qingshan grade 7 pilot, autumn 2026"), model, persons, len(items), 1)
		return researcherPage(l, web.StudyPage{
			Study:  study,
			Result: r.StudyResult(models.Locale(l), calibration, items[1].id, curve),
		})
	}
}

// simulate makes the files of a study and reads them as the service does; the curve is that of the
// second item.
func simulate(model string, items []drawnItem, persons int, problems []problemNote) (report.Calibration, report.ItemCurve) {
	rng := rand.New(rand.NewPCG(1, 2))
	scores, responses := []string{"person,theta,se"}, []string{items[1].id}
	for p := range persons {
		theta := rng.NormFloat64()
		scores = append(scores, fmt.Sprintf("%d,%.3f,0.35", p+1, theta))
		responses = append(responses, fmt.Sprint(answered(items[1], theta, rng.Float64())))
	}
	calibration, err := report.ForCalibration(itemsFile(model, items, problems), []byte(strings.Join(scores, "\n")))
	if err != nil {
		panic(err)
	}
	curve, _, err := calibration.Curve(items[1].id, []byte(strings.Join(responses, "\n")+"\n"))
	if err != nil {
		panic(err)
	}
	return calibration, curve
}

// answered is the score of a person at theta, by the graded model; she guesses one time in 1/c.
func answered(it drawnItem, theta, u float64) int {
	if u < it.c {
		return 1
	}
	u = (u - it.c) / (1 - it.c)
	score := 0
	for _, b := range it.b {
		if u < logistic(it.a, b, theta) {
			score++
		}
	}
	return score
}

// itemsFile is the items.json of a calibration.
func itemsFile(model string, items []drawnItem, problems []problemNote) []byte {
	list := make([]map[string]any, len(items))
	for i, it := range items {
		item := map[string]any{"id": it.id, "model": model, "a": []float64{it.a}, "b": it.b, "c": it.c}
		if it.se > 0 {
			errors := make([]float64, len(it.b))
			for k := range errors {
				errors[k] = it.se
			}
			item["se"] = map[string]any{"a": []float64{it.se}, "b": errors, "c": it.se}
		}
		list[i] = item
	}
	content, err := json.Marshal(map[string]any{
		"schema_version": 1, "model": model, "log_likelihood": -58231.417, "n_parameters": 120, "aic": 116702.8, "bic": 117374.9,
		"iterations": 43, "quadrature": map[string]any{"points": 61, "range": 6},
		"convergence": map[string]any{"converged": true, "problems": problems}, "items": list,
	})
	if err != nil {
		panic(err)
	}
	return content
}
