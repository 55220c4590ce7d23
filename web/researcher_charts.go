package web

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web/chart"
	"suyang/web/i18n"
)

// thetaAxis is the scale of the charts of a calibration.
var thetaAxis = chart.Axis{Label: "θ", Min: -4, Max: 4}

// matched is how far the medians of items and persons may lie apart before the Wright map calls
// the items easy or hard.
const matched = 0.25

func (r *Renderer) wrightMap(l models.Locale, c report.Calibration) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "wright")
	drawn := chart.WrightMap{
		Axis: thetaAxis, Persons: chart.Bins(c.Draws, thetaAxis, 0.5),
		PersonsHead: say("researcher.wright.persons"), ItemsHead: say("researcher.wright.items"),
	}
	var places []float64
	for _, it := range c.Fit.Items {
		for k, b := range it.B {
			drawn.Items = append(drawn.Items, chart.Item{Label: thresholdName(it, k), At: b})
			places = append(places, b)
		}
	}
	gap := median(places) - median(c.Draws)
	distance := i18n.Number(i18n.Locale(l), math.Abs(gap), 1)
	switch {
	case gap > matched:
		f.Title = say("researcher.wright.hard", "distance", distance)
	case gap < -matched:
		f.Title = say("researcher.wright.easy", "distance", distance)
	default:
		f.Title = say("researcher.wright.matched")
	}
	f.Desc = say("researcher.wright.desc")
	f.Source = say("researcher.wright.source", "persons", len(c.Draws), "items", len(c.Fit.Items))
	drawn.Figure = f
	return drawn.HTML()
}

// thresholdName names an item's k-th threshold; the only one by the item.
func thresholdName(it report.FitItem, k int) string {
	if len(it.B) == 1 {
		return it.ID
	}
	return it.ID + "." + strconv.Itoa(k+1)
}

// median is the middle value, 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func (r *Renderer) information(l models.Locale, c report.Calibration) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "information")
	peak := slices.MaxFunc(c.Information, func(a, b report.Height) int { return cmp.Compare(a.Value, b.Value) })
	f.Title = say("researcher.information.title",
		"theta", i18n.Number(i18n.Locale(l), peak.Theta, 1), "se", i18n.Number(i18n.Locale(l), 1/math.Sqrt(peak.Value), 2))
	f.Desc, f.Source = say("researcher.information.desc"), say("researcher.information.source", "items", len(c.Fit.Items))
	return chart.Curves{
		Figure: f, X: thetaAxis, Y: chart.Axis{Label: say("researcher.information.axis"), Max: roundUp(peak.Value)},
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
	f.Title, f.Desc, f.Source = say("researcher.curve.expected"), say("researcher.curve.desc"), say("researcher.curve.too_few")
	if len(c.Observed) > 0 {
		f.Title = say("researcher.curve.agreeing", "n", c.Agreeing(), "groups", len(c.Observed))
		f.Source = say("researcher.curve.source", "n", n)
	}
	return chart.Curves{
		Figure: f, X: thetaAxis, Y: chart.Axis{Label: say("researcher.curve.axis"), Max: 1},
		NameHead: say("researcher.curve.name"), RangeHead: say("researcher.curve.interval"), Series: []chart.Curve{series},
	}.HTML()
}

// roundUp gives an axis a round end at or above v.
func roundUp(v float64) float64 {
	v = max(v, 0.1)
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
