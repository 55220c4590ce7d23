package web

import (
	"html/template"
	"slices"
	"strings"

	"suyang/assessment/usage"
	"suyang/models"
	"suyang/web/chart"
	"suyang/web/i18n"
	"suyang/web/markdown"
)

// ItemUse is the data of the page "author/use": how an item does in use.
type ItemUse struct {
	Item  models.Item
	Use   usage.Statistics
	Curve template.HTML // points by ability; empty: too few sittings
	Parts []PartUse
}

// PartUse is how one part was answered.
type PartUse struct {
	Prompt  template.HTML
	P       float64
	Answers []AnswerUse
	Curves  template.HTML // choices by ability; empty: too few sittings, or no list of answers
}

// AnswerUse is one answer in words.
type AnswerUse struct {
	usage.Answer
	Text string
}

// URL is the address of the item.
func (u ItemUse) URL() string { return "/author/items/" + u.Item.ID }

// ItemUse puts the statistics of an item into words and figures.
func (r *Renderer) ItemUse(l models.Locale, it models.Item, s usage.Statistics) ItemUse {
	page := ItemUse{Item: it, Use: s, Curve: r.useCurve(l, it, s)}
	for i, p := range s.Parts {
		part := PartUse{Prompt: markdown.HTML(it.Parts[i].Prompt.In(l)), P: p.P, Curves: r.answerCurves(l, it.Parts[i], p, s.Groups)}
		for _, a := range p.Answers {
			part.Answers = append(part.Answers, AnswerUse{a, answerText(it.Parts[i], a.Name, l)})
		}
		page.Parts = append(page.Parts, part)
	}
	return page
}

// useCurve shows the curve of the parameters with what was seen.
func (r *Renderer) useCurve(l models.Locale, it models.Item, s usage.Statistics) template.HTML {
	if len(s.Groups) == 0 {
		return ""
	}
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "use-curve")
	series := chart.Curve{Name: it.ID, LabelAt: 2}
	for _, h := range s.Curve {
		series.Points = append(series.Points, chart.Point{X: h.Theta, Y: h.P})
	}
	agreeing := 0
	for _, g := range s.Groups {
		low, high := max(g.P-2*g.SE, 0), min(g.P+2*g.SE, 1)
		if low <= g.Expected && g.Expected <= high {
			agreeing++
		}
		series.Observed = append(series.Observed, chart.Observation{X: g.Theta, Y: g.P, Low: low, High: high, N: g.N})
	}
	f.Title = say("author.use.curve.title", "n", agreeing, "groups", len(s.Groups))
	f.Desc, f.Source = say("author.use.curve.desc"), say("author.use.curve.source", "n", s.N)
	return chart.Curves{
		Figure: f, X: thetaAxis, Y: chart.Axis{Label: say("author.use.curve.y"), Max: 1},
		NameHead: say("author.use.item"), RangeHead: say("author.use.curve.range"), Series: []chart.Curve{series},
	}.HTML()
}

// mostCurves is how many answers a figure can show apart.
const mostCurves = 5

// answerCurves shows who gives which answer: the key should rise with ability
// and every other fall.
func (r *Renderer) answerCurves(l models.Locale, p models.Part, use usage.Part, groups []usage.Group) template.HTML {
	if len(groups) == 0 || len(use.Answers) == 0 {
		return ""
	}
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "answers-"+p.ID)
	c := chart.Curves{X: thetaAxis, Y: chart.Axis{Label: say("author.use.answers.y"), Max: 1}, NameHead: say("author.use.answer")}
	rising := 0
	for i, a := range use.Answers {
		if !a.Key && a.Rest > 0 {
			rising++
		}
		if i >= mostCurves {
			continue
		}
		curve := chart.Curve{Name: shortName(p, a), LabelAt: groups[(i*2)%len(groups)].Theta}
		for g, share := range a.Groups {
			curve.Points = append(curve.Points, chart.Point{X: groups[g].Theta, Y: share})
		}
		c.Series = append(c.Series, curve)
	}
	f.Title = say("author.use.answers.title", "n", rising)
	f.Desc, f.Source = say("author.use.answers.desc"), say("author.use.answers.source", "n", len(groups))
	c.Figure = f
	return c.HTML()
}

// shortName tells an answer in a figure: the key is marked, options have the
// letter of their place in the file.
func shortName(p models.Part, a usage.Answer) string {
	name := a.Name
	if i := slices.IndexFunc(p.Options, func(o models.Option) bool { return o.ID == a.Name }); i >= 0 {
		name = string(rune('A' + i))
	}
	if a.Key {
		name += " \u2713"
	}
	return name
}

// answerText is an answer as the pupil saw it.
func answerText(p models.Part, name string, l models.Locale) string {
	option := func(id string) string {
		if o, found := p.Option(id); found {
			return o.Text.In(l)
		}
		return id
	}
	switch p.Type {
	case models.PartMatching:
		id, target, _ := strings.Cut(name, "=")
		i := slices.IndexFunc(p.Targets, func(t models.Target) bool { return t.ID == target })
		if i < 0 {
			return name
		}
		return option(id) + " \u2192 " + p.Targets[i].Text.In(l)
	case models.PartOrdering:
		var cards []string
		for id := range strings.FieldsSeq(name) {
			cards = append(cards, option(id))
		}
		return strings.Join(cards, " \u2192 ")
	}
	return option(name)
}
