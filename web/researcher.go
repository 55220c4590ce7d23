package web

import (
	"cmp"
	"html/template"
	"math"
	"slices"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web/chart"
	"suyang/web/i18n"
)

// researcherPages are the pages of researchers.
var researcherPages = []Spec{
	{Name: "researcher/studies", Title: "researcher.studies.title", Layout: LayoutApp, Sample: Studies{
		Studies: []models.Study{{State: models.StudyDone, Model: "2pl"}}, Forms: []Choice{{}},
	}},
	{Name: "researcher/study", Title: "researcher.study.title", Layout: LayoutApp, Sample: StudyPage{
		Study:  models.Study{State: models.StudyDone, Model: "2pl"},
		Result: &StudyResult{Fit: &report.Fit{Items: []report.FitItem{{A: []float64{1}, B: []float64{0}, SE: &report.FitErrors{A: []float64{1}, B: []float64{1}}}}}},
	}},
}

// Studies is the data of the page "researcher/studies".
type Studies struct {
	Studies []models.Study
	Forms   []Choice // tests whose responses can be calibrated
	Name    string   // what was entered
	Model   string
	Form    string
	Errors  FormErrors
}

// Models are the models to choose from.
func (s Studies) Models() []string { return []string{"2pl", "grm"} }

// StudyPage is the data of the page "researcher/study".
type StudyPage struct {
	models.Study
	Result *StudyResult // nil until done
}

// Waiting reports whether the page should look again.
func (s StudyPage) Waiting() bool { return !s.State.Ended() }

// StudyBadge is the kind of badge of each state.
func (s StudyPage) StudyBadge() string { return studyBadge(s.State) }

// Badge is the kind of badge of a study in the list.
func (s Studies) Badge(state models.StudyState) string { return studyBadge(state) }

func studyBadge(s models.StudyState) string {
	switch s {
	case models.StudyDone:
		return "success"
	case models.StudyFailed:
		return "error"
	case models.StudyCancelled:
		return "neutral"
	}
	return "info"
}

// StudyResult is how a study came out.
type StudyResult struct {
	Fit         *report.Fit
	Reliability float64
	Wright      template.HTML // chart
	Information template.HTML // chart
	Item        string        // shown in Curve
	Curve       template.HTML // chart
}

// StudyResult draws a calibration; item is the one whose curve is shown.
func (r *Renderer) StudyResult(l models.Locale, c report.Calibration, item string, curve report.ItemCurve) *StudyResult {
	return &StudyResult{
		Fit: c.Fit, Reliability: c.Reliability, Item: item,
		Wright: r.wrightMap(l, c), Information: r.information(l, c), Curve: r.itemCurve(l, item, curve),
	}
}

// thetaAxis is the scale of theta in the charts of a calibration.
func thetaAxis(label string) chart.Axis { return chart.Axis{Label: label, Min: -4, Max: 4} }

func (r *Renderer) wrightMap(l models.Locale, c report.Calibration) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "wright")
	f.Title, f.Desc = say("researcher.wright.title"), say("researcher.wright.desc")
	f.Source = say("researcher.source", "n", len(c.Persons))
	axis := thetaAxis("θ")
	drawn := chart.WrightMap{
		Figure: f, Axis: axis, Persons: chart.Bins(c.Persons, axis, 0.5),
		PersonsHead: say("researcher.wright.persons"), ItemsHead: say("researcher.wright.items"),
	}
	for _, it := range c.Fit.Items {
		for k, b := range it.B {
			drawn.Items = append(drawn.Items, chart.Item{Label: thresholdName(it, k), At: b})
		}
	}
	return drawn.HTML()
}

// thresholdName names an item's k-th threshold; the only one by the item.
func thresholdName(it report.FitItem, k int) string {
	if len(it.B) == 1 {
		return it.ID
	}
	return it.ID + "." + string(rune('1'+k))
}

func (r *Renderer) information(l models.Locale, c report.Calibration) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "information")
	peak := slices.MaxFunc(c.Information, func(a, b report.Height) int { return cmp.Compare(a.Value, b.Value) })
	f.Title = say("researcher.information.title", "theta", i18n.Number(i18n.Locale(l), peak.Theta, 1))
	f.Desc, f.Source = say("researcher.information.desc"), say("researcher.source", "n", len(c.Persons))
	return chart.Curves{
		Figure: f, X: thetaAxis("θ"), Y: chart.Axis{Label: say("researcher.information.axis"), Max: roundUp(peak.Value)},
		NameHead: say("researcher.curve.name"),
		Series:   []chart.Curve{{Name: say("researcher.information.name"), Points: points(c.Information), LabelAt: peak.Theta}},
	}.HTML()
}

func (r *Renderer) itemCurve(l models.Locale, item string, c report.ItemCurve) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "curve")
	n := 0
	series := chart.Curve{Name: item, Points: points(c.Expected), LabelAt: 2}
	for _, o := range c.Observed {
		n += o.N
		series.Observed = append(series.Observed, chart.Observation{X: o.Theta, Y: o.Share, Low: o.Low, High: o.High, N: o.N})
	}
	f.Title, f.Desc, f.Source = say("researcher.curve.title", "item", item), say("researcher.curve.desc"), say("researcher.source", "n", n)
	return chart.Curves{
		Figure: f, X: thetaAxis("θ"), Y: chart.Axis{Label: say("researcher.curve.axis"), Max: 1},
		NameHead: say("researcher.curve.name"), RangeHead: say("researcher.curve.interval"), Series: []chart.Curve{series},
	}.HTML()
}

// roundUp gives an axis a round end above v.
func roundUp(v float64) float64 {
	step := math.Pow(10, math.Floor(math.Log10(v)))
	return math.Ceil(v/step) * step
}

func points(heights []report.Height) []chart.Point {
	drawn := make([]chart.Point, len(heights))
	for i, h := range heights {
		drawn[i] = chart.Point{X: h.Theta, Y: h.Value}
	}
	return drawn
}
