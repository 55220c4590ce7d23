package web

import (
	"html/template"
	"time"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web/markdown"
)

// PupilReport is the data of the page "teacher/pupil": one session of a pupil,
// to talk about with her and her parents.
type PupilReport struct {
	Class   TaughtClass
	Mine    bool // the class is one of the reader's
	Name    string
	Number  string
	Printed time.Time
	State   models.SessionState
	Reason  string // why it was voided
	VoidURL string // empty: it is voided
	Lesson  *LessonLink
	Answers []ReviewedItem
	PupilResult
}

// PupilReport puts a report into words for a teacher.
func (r *Renderer) PupilReport(l models.Locale, in report.Pupil) PupilReport {
	out := PupilReport{PupilResult: r.result(l, "teacher", in)}
	if in.Next != nil {
		out.Lesson = lessonLink(l, in.Next.Lesson)
	}
	for _, a := range in.Answers {
		out.Answers = append(out.Answers, ReviewedItem{ID: a.ItemID, Title: a.Title.In(l), Points: a.Points, Max: a.Max, Provisional: a.Provisional})
	}
	return out
}

// ReviewedItem is an item as it was answered. Of items kept secret it has the
// title and the points only.
type ReviewedItem struct {
	ID          string
	Title       string
	Points, Max int
	Provisional bool
	Stimulus    string         // Markdown with screens
	Parts       []ReviewedPart // empty: kept secret
	Explanation template.HTML  // holds the key
}

// ReviewedPart is one part of an item with what the pupil gave for it.
type ReviewedPart struct {
	Prompt      template.HTML
	Ordered     bool          // what was given has an order
	Given       []GivenAnswer // empty: nothing
	Points, Max int
}

// GivenAnswer is one choice, card, pair, number or text.
type GivenAnswer struct {
	Text      string
	Rationale string // why it is right, or what misleads to it; may be empty
}

// Review adds content and answer to the items of the report.
func (p *PupilReport) Review(l models.Locale, it models.Item, a models.Answer, score models.ItemScore) {
	for i := range p.Answers {
		if p.Answers[i].ID == it.ID {
			p.Answers[i].Stimulus, p.Answers[i].Explanation = it.Stimulus.In(l), markdown.HTML(it.Explanation.In(l))
			p.Answers[i].Parts = reviewParts(l, it, a, score)
		}
	}
}

func reviewParts(l models.Locale, it models.Item, a models.Answer, score models.ItemScore) []ReviewedPart {
	var out []ReviewedPart
	for _, p := range it.Parts {
		part := ReviewedPart{
			Prompt: markdown.HTML(p.Prompt.In(l)), Ordered: p.Type == models.PartOrdering, Given: given(l, p, a.Parts[p.ID]), Max: p.Max,
		}
		for _, s := range score.Parts {
			if s.PartID == p.ID {
				part.Points = s.Points
			}
		}
		out = append(out, part)
	}
	return out
}

// given puts an answer into the words of its options.
func given(l models.Locale, p models.Part, a models.PartAnswer) []GivenAnswer {
	var out []GivenAnswer
	for _, id := range a.Choices {
		if o, ok := p.Option(id); ok {
			out = append(out, GivenAnswer{Text: o.Text.In(l), Rationale: o.Rationale.In(l)})
		}
	}
	for _, id := range a.Order {
		if o, ok := p.Option(id); ok {
			out = append(out, GivenAnswer{Text: o.Text.In(l)})
		}
	}
	for _, o := range p.Options {
		if target := a.Pairs[o.ID]; target != "" {
			out = append(out, pair(l, p, o, target))
		}
	}
	if a.Number != "" {
		number := GivenAnswer{Text: a.Number}
		if p.Numeric != nil {
			number.Text += " " + p.Numeric.Unit.In(l)
		}
		out = append(out, number)
	}
	if a.Text != "" {
		out = append(out, GivenAnswer{Text: a.Text})
	}
	return out
}

// pair is an option with the target it was matched to; why it belongs elsewhere
// is said where it does.
func pair(l models.Locale, p models.Part, o models.Option, target string) GivenAnswer {
	g := GivenAnswer{Text: o.Text.In(l)}
	for _, t := range p.Targets {
		if t.ID == target {
			g.Text += " → " + t.Text.In(l)
		}
	}
	if target != o.Target {
		g.Rationale = o.Rationale.In(l)
	}
	return g
}
