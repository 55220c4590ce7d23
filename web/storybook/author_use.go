package storybook

import (
	"math"
	"time"

	"suyang/assessment/usage"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// itemUse is the page of an item that 1,240 pupils have answered; one wrong option attracts the
// abler ones, and it has become easier.
func itemUse(r *web.Renderer, l i18n.Locale) web.ItemUse {
	day := func(month time.Month) time.Time { return time.Date(2026, month, 3, 9, 0, 0, 0, time.UTC) }
	s := usage.Statistics{
		ItemID: "IL27", Version: 3, N: 1240, Omitted: 0.02, P: 0.58, PSE: 0.014, Rest: 0.37, Expected: 0.52,
		Exposure: usage.Exposure{Shown: 1240, Sessions: 4100}, Seconds: usage.Quartiles{Lower: 31, Median: 44, Upper: 67},
		Parts: []usage.Part{{ID: "1", P: 0.58, Answers: []usage.Answer{
			{Name: "a", Share: 0.17, Rest: -0.31, Groups: []float64{0.36, 0.24, 0.14, 0.08, 0.03}},
			{Name: "b", Key: true, Share: 0.58, Rest: 0.37, Groups: []float64{0.27, 0.44, 0.59, 0.72, 0.86}},
			{Name: "c", Share: 0.17, Rest: -0.25, Groups: []float64{0.29, 0.22, 0.17, 0.11, 0.04}},
			{Name: "d", Share: 0.08, Rest: 0.06, Groups: []float64{0.08, 0.1, 0.1, 0.09, 0.07}},
		}}},
		Periods: []usage.Period{
			{From: day(3), To: day(5), N: 620, Shift: -0.04, SE: 0.1},
			{From: day(9), To: day(11), N: 620, Shift: -0.68, SE: 0.11},
		},
		Flags: []usage.Flag{usage.FlagDistractor, usage.FlagDrift},
	}
	expected := func(theta float64) float64 { return 1 / (1 + math.Exp(-1.1*(theta-0.2))) }
	for theta := -4.0; theta <= 4; theta += 0.25 {
		s.Curve = append(s.Curve, usage.Height{Theta: theta, P: expected(theta)})
	}
	for i, theta := range []float64{-1.2, -0.5, 0, 0.5, 1.3} {
		s.Groups = append(s.Groups, usage.Group{N: 248, Theta: theta, P: s.Parts[0].Answers[1].Groups[i], SE: 0.03, Expected: expected(theta)})
	}
	return r.ItemUse(models.Locale(l), padlock(), s)
}

// itemUnused is the page of an item that nobody has answered.
func itemUnused(r *web.Renderer, l i18n.Locale) web.ItemUse {
	it := padlock()
	return r.ItemUse(models.Locale(l), it, usage.Statistics{ItemID: it.ID, Version: it.Version})
}
