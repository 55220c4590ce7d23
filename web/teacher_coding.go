package web

import (
	"html/template"

	"suyang/models"
)

// CodingPage is the data of the page "teacher/coding": one short text that
// waits for a coder, without a name.
type CodingPage struct {
	Class TaughtClass
	Left  int // texts that wait, this one included
	Place int // of this one among them, from 0
	Text  *TextToCode
}

// TextToCode is a short text with the rubric. The form posts "session", "item",
// "part" and "points".
type TextToCode struct {
	SessionID models.SessionID
	ItemID    string
	PartID    string
	Title     string
	Stimulus  string // Markdown with screens
	Prompt    template.HTML
	Elements  []RubricElement
	Text      string // as the pupil wrote it
	Rule      int    // points the rule gave for now
	Max       int
	Errors    FormErrors
}

// RubricElement is one thing the text should contain.
type RubricElement struct {
	Description string
	Points      int
}

// Choices are the points that can be given.
func (t TextToCode) Choices() []int {
	out := make([]int, t.Max+1)
	for i := range out {
		out[i] = i
	}
	return out
}

// CodingPoints is the message for points that were not chosen or are out of
// range; the field is points.
const CodingPoints = "teacher.coding.error.points"
