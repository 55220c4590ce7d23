package web

import (
	"html/template"
	"strings"
	"time"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web/chart"
	"suyang/web/i18n"
)

// PupilResult is the data of the page "pupil/result": what a pupil can do, what
// to work on next, and what that rests on. Texts are in the page's language.
type PupilResult struct {
	SessionID   models.SessionID
	Name        string // of the pupil, for paper
	Test        string // name of the test
	At          time.Time
	Voided      bool // the teacher declared the session invalid: nothing else is shown
	Items       int  // answered; 0: nothing was measured
	Provisional bool // a text waits for a teacher
	CanDo       []CanDo
	Work        *WorkOn
	Place       *Place
	Dimensions  template.HTML // chart
	Measured    []IndicatorResult
	NotMeasured []string // names of indicators
	Answers     []AnsweredItem
	Next        []Suggestion
	Companion   bool // whether the companion may talk with this pupil
}

// CanDo is one thing a pupil can do.
type CanDo struct {
	Kind report.SentenceKind
	Name string // of the indicator, or of the level for report.AtLevel
	Text string
}

// WorkOn is the indicator to work on next.
type WorkOn struct {
	Name   string
	Text   string
	Deepen bool // nothing was missed in it
}

// Place is where a score stands on the path of levels.
type Place struct {
	Level       string
	Typical     string  // what pupils at the level typically can do
	Probability float64 // that the level is the right one, 0 to 1
	Score       report.Estimate
	Chart       template.HTML
}

// IndicatorResult is what was seen of an indicator.
type IndicatorResult struct {
	Name        string
	Points, Max int
	Score       report.Estimate
	Verdict     report.Verdict
}

// AnsweredItem is an item of the test as it was answered; it tells no key.
type AnsweredItem struct {
	ItemID      string
	Title       string
	Points, Max int
	Provisional bool
	Ask         bool // whether the companion may be asked about it
}

// Full reports whether all points were reached.
func (a AnsweredItem) Full() bool { return a.Points == a.Max }

// PupilResult puts a report into the words of a page. The caller adds where the
// page stands and what to learn next.
func (r *Renderer) PupilResult(l models.Locale, in report.Pupil) PupilResult {
	return r.result(l, "pupil", in)
}

// result puts a report into words for an audience: pupil or teacher.
func (r *Renderer) result(l models.Locale, audience string, in report.Pupil) PupilResult {
	out := PupilResult{At: in.At, Items: in.Items, Provisional: in.Provisional}
	names := indicatorNames(in, l)
	for _, s := range in.CanDo {
		out.CanDo = append(out.CanDo, CanDo{Kind: s.Kind, Name: names[s.Code], Text: s.Text.In(l)})
	}
	if in.Next != nil {
		out.Work = &WorkOn{Name: in.Next.Name.In(l), Text: in.Next.Description.In(l), Deepen: in.Next.Deepen}
	}
	if in.Score != nil && in.Level != nil {
		say := r.wordsFor(l, audience)
		out.Place = r.place(l, say, *in.Score, *in.Level)
		out.Dimensions = r.dimensions(l, say, in)
	}
	for _, s := range in.Indicators {
		if s.Score == nil {
			out.NotMeasured = append(out.NotMeasured, s.Name.In(l))
			continue
		}
		out.Measured = append(out.Measured, IndicatorResult{
			Name: s.Name.In(l), Points: s.Points, Max: s.Max, Score: *s.Score, Verdict: s.Verdict,
		})
	}
	for _, a := range in.Answers {
		out.Answers = append(out.Answers, AnsweredItem{
			ItemID: a.ItemID, Title: a.Title.In(l), Points: a.Points, Max: a.Max, Provisional: a.Provisional,
			Ask: a.Points < a.Max && a.Pool == models.PoolPractice,
		})
	}
	return out
}

// indicatorNames are the names that codes of a report stand for.
func indicatorNames(in report.Pupil, l models.Locale) map[string]string {
	names := map[string]string{}
	for _, s := range in.Indicators {
		names[s.Code] = s.Name.In(l)
	}
	if in.Level != nil {
		names[in.Level.Level.Code] = in.Level.Level.Name.In(l)
	}
	return names
}

// say puts a message into words; its key begins with the audience's area.
type say func(key string, args ...any) string

// wordsFor says the messages %s.… of an audience.
func (r *Renderer) wordsFor(l models.Locale, audience string) say {
	words := r.words(l)
	return func(key string, args ...any) string { return words(strings.Replace(key, "%s", audience, 1), args...) }
}

// place draws a score on the path of levels.
func (r *Renderer) place(l models.Locale, say say, score report.Estimate, p report.Placement) *Place {
	level := p.Level.Name.In(l)
	f := r.Figure(i18n.Locale(l), "path")
	f.Title, f.Desc = say("%s.result.path.title", "level", level), say("%s.result.path.desc")
	f.Source = say("%s.result.path.source")
	drawn := chart.Path{
		Figure: f, Levels: pathBands(p.Path, l), Here: score.Value, Low: score.Low, High: score.High,
		HereLabel: say("%s.result.path.here"), LevelHead: say("%s.result.path.level"), PlaceHead: say("%s.result.path.place"),
	}
	return &Place{Level: level, Typical: p.Level.Description.In(l), Probability: p.Probability, Score: score, Chart: drawn.HTML()}
}

// dimensions draws each dimension on the path's bands.
func (r *Renderer) dimensions(l models.Locale, say say, in report.Pupil) template.HTML {
	f := r.Figure(i18n.Locale(l), "dimensions")
	f.Title, f.Desc = finding(say, in.Dimensions, l), say("%s.result.dimensions.desc")
	f.Source = say("%s.result.dimensions.source", "n", in.Items)
	strips := chart.Strips{
		Figure: f, Bands: pathBands(in.Level.Path, l),
		RowHead: say("%s.result.dimensions.head"), BandHead: say("%s.result.dimensions.compared"),
	}
	for _, d := range in.Dimensions {
		row, verdict := chart.Strip{Label: d.Name.In(l)}, say("%s.result.verdict."+string(d.Verdict))
		if d.Score == nil {
			row.Missing = verdict
		} else {
			row.Value, row.Low, row.High, row.Word = d.Score.Value, d.Score.Low, d.Score.High, verdict
		}
		strips.Rows = append(strips.Rows, row)
	}
	return strips.HTML()
}

// finding is what the dimensions show, in one sentence.
func finding(say say, dimensions []report.Strength, l models.Locale) string {
	for _, f := range []struct {
		verdict report.Verdict
		key     string
	}{{report.Above, "%s.result.dimensions.above"}, {report.Below, "%s.result.dimensions.below"}} {
		for _, d := range dimensions {
			if d.Verdict == f.verdict {
				return say(f.key, "name", d.Name.In(l))
			}
		}
	}
	return say("%s.result.dimensions.near")
}

// pathBands are the levels as stretches of the scale. The first and the last,
// which have one end only, are drawn as wide as the second.
func pathBands(path []report.Share, l models.Locale) []chart.Band {
	width := 100.0
	if len(path) > 2 {
		width = path[2].Level.From - path[1].Level.From
	}
	bands := make([]chart.Band, len(path))
	for i, s := range path {
		bands[i] = chart.Band{Name: s.Level.Name.In(l), From: s.Level.From, To: s.Level.From + width}
		if i > 0 {
			bands[i-1].To = s.Level.From
		}
	}
	if len(path) > 1 {
		bands[0].From = bands[0].To - width
	}
	return bands
}

// words says messages in a locale.
func (r *Renderer) words(l models.Locale) func(key string, args ...any) string {
	return func(key string, args ...any) string { return r.catalog.T(i18n.Locale(l), key, args...) }
}
