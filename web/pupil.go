package web

import (
	"html/template"
	"time"

	"suyang/models"
	"suyang/web/markdown"
)

// pupilPages are the pages of pupils.
var pupilPages = []Spec{
	{Name: "pupil/home", Title: "pupil.home.title", Layout: LayoutApp, Sample: PupilHome{Result: "/", Tests: []TestOffer{{Minutes: 45}}, Next: []Suggestion{{Format: models.FormatLesson, Minutes: 8, Foreign: "en"}}}},
	{Name: "pupil/task", Title: "pupil.task.title", Layout: LayoutTask, Sample: Task{Item: everyPart()}},
	{Name: "pupil/resource", Title: "pupil.resource.title", Layout: LayoutApp, Sample: ResourcePage{Resource: models.Resource{URL: "https://example.org/", Minutes: 8}}},
	{Name: "pupil/resources", Title: "pupil.resources.title", Layout: LayoutApp, Sample: ResourceSearch{Query: "-", Found: []Suggestion{{Format: models.FormatLesson}}}},
}

// everyPart is an item with a part of every type, for checking the template.
func everyPart() *models.ItemView {
	item := &models.ItemView{Stimulus: "-"}
	for _, t := range models.PartTypes() {
		cards := []models.CardView{{ID: "a"}, {ID: "b"}}
		item.Parts = append(item.Parts, models.PartView{ID: string(t), Type: t, Options: cards, Targets: cards})
	}
	return item
}

// PupilHome is the data of the page "pupil/home": what a pupil can do now.
type PupilHome struct {
	Name  string
	Tests []TestOffer
	// Result leads to the newest report; empty before the first test.
	Result string
	Next   []Suggestion
	// Companion reports whether the companion may talk with this pupil.
	Companion bool
}

// TestOffer is a test a pupil can start, or go on with.
type TestOffer struct {
	URL      string // where the button posts to
	Title    string
	ClosesAt time.Time
	Minutes  int  // working time; 0: no limit
	Begun    bool // started, not yet handed in
}

// Suggestion is a recommended resource with its reasons, in the reader's words.
type Suggestion struct {
	URL     string
	Title   string
	Minutes int
	Format  models.ResourceFormat
	Reasons []string
	Foreign string // language of the resource when it is not the page's
}

// ResourcePage is the data of the page "pupil/resource": a lesson of our own in
// full, or what is known of a resource elsewhere and the way to it.
type ResourcePage struct {
	models.Resource
	Indicators []string // names, in the page's language
}

// BodyHTML is the text of a lesson as HTML.
func (r ResourcePage) BodyHTML() template.HTML { return markdown.HTML(r.Body) }

// ResourceSearch is the data of the page "pupil/resources".
type ResourceSearch struct {
	Query string
	Found []Suggestion
}

// Task is the data of the page "pupil/task": one item, or why there is none.
type Task struct {
	URL       string // of the session; forms post below it
	Item      *models.ItemView
	AnswerID  models.AnswerID // made for this showing of the item
	Draft     models.Answer   // what was entered before
	Errors    FormErrors
	Progress  float64 // 0 to 1
	Remaining time.Duration
	Timed     bool
	Paused    bool
}

// TaskPart is what the template of one part is given.
type TaskPart struct {
	models.PartView
	Name   string // of the form's fields, and prefix of their ids
	Draft  models.PartAnswer
	Errors FormErrors
}

// Stimulus is the item's situation as HTML.
func (t Task) Stimulus() template.HTML { return markdown.HTML(t.Item.Stimulus) }

// Parts are the parts of the item with the names of their fields.
func (t Task) Parts() []TaskPart {
	parts := make([]TaskPart, len(t.Item.Parts))
	for i, p := range t.Item.Parts {
		parts[i] = TaskPart{PartView: p, Name: fieldOfPart(p.ID), Draft: t.Draft.Parts[p.ID], Errors: t.Errors}
	}
	return parts
}

// PromptHTML is the prompt as HTML.
func (p TaskPart) PromptHTML() template.HTML { return markdown.HTML(p.Prompt) }

// Chosen reports whether the option is chosen in the draft.
func (p TaskPart) Chosen(option string) bool {
	for _, id := range p.Draft.Choices {
		if id == option {
			return true
		}
	}
	return false
}

// Cards are the cards of an ordering part, in the draft's order.
func (p TaskPart) Cards() []models.CardView {
	if len(p.Draft.Order) != len(p.Options) {
		return p.Options
	}
	byID := map[string]models.CardView{}
	for _, o := range p.Options {
		byID[o.ID] = o
	}
	cards := make([]models.CardView, 0, len(p.Options))
	for _, id := range p.Draft.Order {
		cards = append(cards, byID[id])
	}
	return cards
}

// Choice is an entry of a select.
type Choice struct{ Value, Label string }

// TargetChoices are the targets of a matching part.
func (p TaskPart) TargetChoices() []Choice {
	choices := make([]Choice, len(p.Targets))
	for i, t := range p.Targets {
		choices[i] = Choice{Value: t.ID, Label: t.Text}
	}
	return choices
}
