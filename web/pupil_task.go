package web

import (
	"html/template"
	"slices"
	"time"

	"suyang/models"
	"suyang/web/markdown"
)

// Task is the data of the page "pupil/task": one item.
type Task struct {
	URL        string // of the session; forms post below it
	Item       *models.ItemView
	AnswerID   models.AnswerID // made for this showing of the item
	Draft      models.Answer   // what was entered before
	Errors     FormErrors
	Progress   float64 // 0 to 1
	Remaining  time.Duration
	Timed      bool
	Unanswered bool // Errors are parts left empty, which she may leave so
}

// Pause is the data of the page "pupil/paused".
type Pause struct {
	URL       string // of the session; forms post below it
	Answered  int    // items; with none there is nothing to hand in
	Progress  float64
	Remaining time.Duration
	Timed     bool
}

// TaskPart is what the template of one part is given.
type TaskPart struct {
	models.PartView
	Number int    // from 1; 0 for the only part
	Name   string // of the form's fields, and prefix of their ids
	Draft  models.PartAnswer
	Error  *FieldError
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

// Parts are the parts of the item with the names of their fields.
func (t Task) Parts() []TaskPart {
	parts := make([]TaskPart, len(t.Item.Parts))
	for i, p := range t.Item.Parts {
		name := fieldOfPart(p.ID)
		parts[i] = TaskPart{PartView: p, Name: name, Draft: t.Draft.Parts[p.ID], Error: t.Errors.For(name)}
		if len(parts) > 1 {
			parts[i].Number = i + 1
		}
	}
	return parts
}

// PromptHTML is the prompt as HTML.
func (p TaskPart) PromptHTML() template.HTML { return markdown.HTML(p.Prompt) }

// Chosen reports whether the option is chosen in the draft.
func (p TaskPart) Chosen(option string) bool { return slices.Contains(p.Draft.Choices, option) }

// Cards are the cards of an ordering part, in the draft's order.
func (p TaskPart) Cards() []models.CardView {
	if len(p.Draft.Order) != len(p.Options) {
		return p.Options
	}
	cards := slices.Clone(p.Options)
	slices.SortStableFunc(cards, func(a, b models.CardView) int {
		return slices.Index(p.Draft.Order, a.ID) - slices.Index(p.Draft.Order, b.ID)
	})
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
