package web

import "suyang/models"

// SelfCheck is the question that ends a lesson. Nothing is sent or kept: each option opens and says
// whether it is right and why.
type SelfCheck struct {
	Prompt  string // Markdown with screens
	Options []CheckedOption
}

// CheckedOption is an option of a self-check with its feedback.
type CheckedOption struct {
	Text      string
	Right     bool
	Rationale string
}

// NewSelfCheck puts the question of a lesson into a language; a lesson without one has none.
func NewSelfCheck(l models.Locale, p *models.Part) *SelfCheck {
	if p == nil {
		return nil
	}
	check := &SelfCheck{Prompt: p.Prompt.In(l)}
	for _, o := range p.Options {
		check.Options = append(check.Options, CheckedOption{Text: o.Text.In(l), Right: o.Correct, Rationale: o.Rationale.In(l)})
	}
	return check
}
