package web

import (
	"html/template"
	"math"
	"slices"
	"strings"
	"time"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web/chart"
	"suyang/web/i18n"
)

// ClassPage is the data of the page "teacher/class".
type ClassPage struct {
	Class  TaughtClass
	Today  time.Time
	Todo   Todo
	Report ClassReport
}

// TestReport is the data of the page "teacher/report": the results of one test.
type TestReport struct {
	Class    TaughtClass
	URL      string // of the test
	Title    string
	OpensAt  time.Time
	ClosesAt time.Time
	Report   ClassReport
}

// ClassReport is what results of a class say, in the words of a page.
type ClassReport struct {
	Pupils      int
	Measured    int // pupils with a score
	Provisional int // of them, with a text that waits for a coder
	Mean        *report.Estimate
	Levels      template.HTML // chart; empty: there are no levels
	Needs       template.HTML // chart of the indicators that need most
	Others      template.HTML // chart of the other indicators; may be empty
	NotMeasured []string      // names of indicators
	Work        []GroupWork
	Rows        []ClassRow
}

// GroupWork is one thing to work on, with the groups of pupils who need it.
type GroupWork struct {
	Belief    string // the misconception they share; empty: a weak indicator
	Help      string // what a teacher can do about it
	Indicator string
	Lesson    *LessonLink
	Groups    [][]PupilLink
}

// ClassRow is one pupil of a class.
type ClassRow struct {
	PupilLink
	Number      string
	State       models.SessionState // empty: not started
	At          time.Time           // zero: not ended
	Level       string
	Borderline  bool // the level is more likely to be another one
	Score       *report.Estimate
	Provisional bool
}

var sampleClassReport = ClassReport{
	Measured: 1, Provisional: 1, Mean: &report.Estimate{}, NotMeasured: []string{"-"},
	Work: []GroupWork{{Belief: "-", Help: "-", Lesson: &LessonLink{}, Groups: [][]PupilLink{{{}}}}},
	Rows: []ClassRow{{Score: &report.Estimate{}, Borderline: true, Provisional: true}},
}

// mostNeeded is how many indicators are shown first.
const mostNeeded = 8

// likely is the probability from which a level is taken as the right one.
const likely = 0.5

// ClassReport puts a report into the words of a page.
func (r *Renderer) ClassReport(l models.Locale, in report.Class) ClassReport {
	out := ClassReport{Pupils: len(in.Pupils), Measured: in.Measured, Provisional: in.Provisional, Mean: in.Mean}
	var measured []report.Need
	for _, n := range in.Indicators {
		if n.Score == nil {
			out.NotMeasured = append(out.NotMeasured, n.Name.In(l))
		} else {
			measured = append(measured, n)
		}
	}
	if first := min(mostNeeded, len(measured)); first > 0 {
		out.Needs = r.needs(l, in, measured[:first])
		if first < len(measured) {
			out.Others = r.others(l, in, measured[first:])
		}
	}
	if in.Measured > 0 && len(in.Levels) > 0 {
		out.Levels = r.levelDots(l, in)
	}
	out.Work = groupWork(l, in)
	levels := levelNames(l, in)
	for _, row := range in.Pupils {
		out.Rows = append(out.Rows, ClassRow{
			PupilLink: pupilLink(row), Number: row.Learner.Number, State: row.State, At: row.At,
			Level: levels[row.Level], Borderline: row.Score != nil && row.Probability < likely, Score: row.Score, Provisional: row.Provisional,
		})
	}
	return out
}

// ClassTodo adds to what waits for a teacher what the report of the class says
// about pupils.
func (t Todo) ClassTodo(l models.Locale, in report.Class) Todo {
	links := pupilLinks(in)
	t.Missing = pick(links, in.Unfinished)
	if len(in.Levels) > 0 {
		t.Lowest, t.LowestLevel = pick(links, in.Levels[0].Pupils), in.Levels[0].Level.Name.In(l)
	}
	for _, row := range in.Pupils {
		if !row.Learner.MayUseCompanion() {
			t.Consents++
		}
	}
	return t
}

func levelNames(l models.Locale, in report.Class) map[string]string {
	names := map[string]string{}
	for _, b := range in.Levels {
		names[b.Level.Code] = b.Level.Name.In(l)
	}
	return names
}

func pupilLink(row report.Row) PupilLink {
	link := PupilLink{Name: row.Learner.Name}
	if row.State.Counts() {
		link.URL = SessionURL(row.SessionID)
	}
	return link
}

func pupilLinks(in report.Class) map[models.AccountID]PupilLink {
	links := map[models.AccountID]PupilLink{}
	for _, row := range in.Pupils {
		links[row.Learner.ID] = pupilLink(row)
	}
	return links
}

func pick(links map[models.AccountID]PupilLink, ids []models.AccountID) []PupilLink {
	var out []PupilLink
	for _, id := range ids {
		out = append(out, links[id])
	}
	return out
}

// groupWork puts the groups that work on the same thing together.
func groupWork(l models.Locale, in report.Class) []GroupWork {
	links := pupilLinks(in)
	var out []GroupWork
	for _, g := range in.Groups {
		w := GroupWork{Indicator: g.Name.In(l), Lesson: lessonLink(l, g.Lesson)}
		if g.Misconception != nil {
			w.Belief, w.Help = g.Misconception.Name.In(l), g.Misconception.Help.In(l)
		}
		i := slices.IndexFunc(out, func(x GroupWork) bool { return x.Belief == w.Belief && x.Indicator == w.Indicator })
		if i < 0 {
			i, out = len(out), append(out, w)
		}
		out[i].Groups = append(out[i].Groups, pick(links, g.Pupils))
	}
	return out
}

// levelDots draws how the pupils are spread over the levels.
func (r *Renderer) levelDots(l models.Locale, in report.Class) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "levels")
	rows := map[models.AccountID]report.Row{}
	for _, row := range in.Pupils {
		rows[row.Learner.ID] = row
	}
	largest := in.Levels[0]
	dots := chart.LevelDots{
		LevelHead: say("teacher.report.levels.level"), CountHead: say("teacher.report.levels.count"), PupilsHead: say("teacher.report.levels.names"),
	}
	for _, b := range in.Levels {
		if len(b.Pupils) > len(largest.Pupils) {
			largest = b
		}
		column := chart.Level{Name: b.Level.Name.In(l)}
		for _, id := range b.Pupils {
			link := pupilLink(rows[id])
			column.Pupils = append(column.Pupils, chart.Dot{Name: link.Name, URL: link.URL, Open: rows[id].Probability < likely})
		}
		dots.Levels = append(dots.Levels, column)
	}
	f.Title = say("teacher.report.levels.title", "n", in.Measured, "count", len(largest.Pupils), "level", largest.Level.Name.In(l))
	f.Desc, f.Source = say("teacher.report.levels.desc"), say("teacher.report.levels.source", "n", in.Measured)
	dots.Figure = f
	return dots.HTML()
}

// needs draws the indicators with the greatest need.
func (r *Renderer) needs(l models.Locale, in report.Class, needs []report.Need) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "needs")
	f.Title = needsTitle(say, l, needs)
	return r.bars(l, f, in, needs)
}

// others draws the indicators after those.
func (r *Renderer) others(l models.Locale, in report.Class, needs []report.Need) template.HTML {
	f := r.Figure(i18n.Locale(l), "others")
	f.Title = r.words(l)("teacher.report.others", "n", len(needs))
	return r.bars(l, f, in, needs)
}

// bars draws indicators that were measured, on the axis of all of the class.
func (r *Renderer) bars(l models.Locale, f chart.Figure, in report.Class, needs []report.Need) template.HTML {
	say := r.words(l)
	f.Desc, f.Source = say("teacher.report.needs.desc"), say("teacher.report.needs.source", "n", in.Measured)
	f.Format = func(v float64) string { return i18n.Number(i18n.Locale(l), v, 0) }
	bars := chart.Bars{
		Figure:    f,
		Axis:      needsAxis(say("teacher.report.needs.axis"), in.Indicators),
		Reference: &chart.Reference{Label: say("teacher.report.needs.reference", "score", f.Format(in.Mean.Value)), Value: in.Mean.Value},
		RowHead:   say("teacher.report.needs.indicator"), ValueHead: say("teacher.report.needs.axis"), IntervalHead: say("teacher.report.needs.interval"),
	}
	for _, n := range needs {
		note := say("teacher.report.needs.n", "n", n.Pupils)
		if n.Few {
			note = say("teacher.report.needs.few", "n", n.Pupils)
		}
		bars.Rows = append(bars.Rows, chart.Bar{
			Label: n.Name.In(l), Note: note, Value: n.Score.Value, Low: n.Score.Low, High: n.Score.High,
		})
	}
	return bars.HTML()
}

// named is how many indicators a title names.
const named = 2

// needsTitle says which indicators the class is weakest on.
func needsTitle(say func(string, ...any) string, l models.Locale, needs []report.Need) string {
	var below []string
	for _, n := range needs {
		if n.Verdict == report.Below && len(below) < named {
			below = append(below, say("teacher.report.needs.name", "name", n.Name.In(l)))
		}
	}
	if len(below) == 0 {
		return say("teacher.report.needs.even")
	}
	return say("teacher.report.needs.title", "names", strings.Join(below, say("teacher.report.needs.and")))
}

// needsAxis is wide enough for all intervals, in steps of a hundred, and never
// narrower than 400 to 600.
func needsAxis(label string, needs []report.Need) chart.Axis {
	axis := chart.Axis{Label: label, Min: 400, Max: 600}
	for _, n := range needs {
		if n.Score != nil {
			axis.Min = min(axis.Min, 100*math.Floor(n.Score.Low/100))
			axis.Max = max(axis.Max, 100*math.Ceil(n.Score.High/100))
		}
	}
	for v := axis.Min; v <= axis.Max; v += 100 {
		axis.Ticks = append(axis.Ticks, v)
	}
	return axis
}
