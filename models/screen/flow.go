package screen

import (
	"errors"
	"fmt"
	"slices"
)

// Flow is a flowchart. It is drawn from top to bottom in the order of its
// steps; a step leads to the one below it unless it says otherwise.
type Flow struct {
	Title string `yaml:"title"`
	Steps []Step `yaml:"steps"`
}

// Step is one box of a flowchart.
type Step struct {
	ID   string `yaml:"id"`   // needed where another step leads to it
	Kind string `yaml:"kind"` // start, end, do (default), ask or io
	Text string `yaml:"text"`
	Yes  string `yaml:"yes"`  // of ask: id of the next step; empty: the one below
	No   string `yaml:"no"`   // of ask
	Next string `yaml:"next"` // of the others: id of the next step; empty: the one below
}

var stepKinds = []string{"", "start", "end", "do", "ask", "io"}

func (f *Flow) Kind() string { return "flow" }

func (f *Flow) Words() []string {
	lines := words(f.Title)
	for i, s := range f.Steps {
		ways := ""
		switch {
		case s.Kind == "ask":
			ways = fmt.Sprintf(" ✓→%d ✗→%d", f.At(s.Yes, i)+1, f.At(s.No, i)+1)
		case s.Next != "":
			ways = fmt.Sprintf(" →%d", f.At(s.Next, i)+1)
		}
		lines = append(lines, fmt.Sprintf("%d. %s%s", i+1, s.Text, ways))
	}
	return lines
}

// At is the index of the step that a step at index i leads to by an id; an
// empty id is the step below.
func (f *Flow) At(id string, i int) int {
	if id == "" {
		return i + 1
	}
	return slices.IndexFunc(f.Steps, func(s Step) bool { return s.ID == id })
}

func (f *Flow) check() error {
	if len(f.Steps) == 0 {
		return errors.New("steps is empty")
	}
	for i, s := range f.Steps {
		if err := f.checkStep(i, s); err != nil {
			return fmt.Errorf("steps[%d]: %w", i, err)
		}
	}
	return nil
}

func (f *Flow) checkStep(i int, s Step) error {
	if !slices.Contains(stepKinds, s.Kind) {
		return fmt.Errorf("kind %q is not one of start, end, do, ask, io", s.Kind)
	}
	if s.Kind == "end" {
		return missing("text", s.Text)
	}
	for _, way := range s.ways() {
		if to := f.At(way, i); to < 0 || to >= len(f.Steps) {
			return fmt.Errorf("%q leads nowhere; give it a next step, or the kind end", s.Text)
		}
	}
	return missing("text", s.Text)
}

// ways are the ids that the step leads to.
func (s Step) ways() []string {
	if s.Kind == "ask" {
		return []string{s.Yes, s.No}
	}
	return []string{s.Next}
}
