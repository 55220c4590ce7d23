package web

import (
	"time"

	"suyang/assessment/report"
	"suyang/models"
)

// pupilPages are the pages of pupils.
var pupilPages = []Spec{
	{Name: "pupil/home", Title: "pupil.home.title", Layout: LayoutApp, Sample: PupilHome{
		Tests: []TestOffer{{Minutes: 45}}, Results: []PastResult{{URL: "/"}, {URL: "/"}}, Next: sampleSuggestions, Companion: true,
		Questionnaires: []QuestionnaireOffer{{Open: true}},
	}},
	{Name: "pupil/task", Title: "pupil.task.title", Layout: LayoutTask, Sample: Task{Item: everyPart(), Unanswered: true}},
	{Name: "pupil/paused", Title: "pupil.task.title", Layout: LayoutTask, Sample: Pause{Answered: 1, Timed: true}},
	{Name: "pupil/result", Title: "pupil.result.title", Layout: LayoutApp, Sample: PupilResult{
		Items: 1, Provisional: true, CanDo: []CanDo{{Kind: report.Solved}}, Work: &WorkOn{}, Place: &Place{},
		Measured: []IndicatorResult{{Verdict: report.Near}}, NotMeasured: []string{"-"},
		Answers: []AnsweredItem{{Max: 2, Provisional: true, Ask: true}}, Next: sampleSuggestions,
	}},
	{Name: "pupil/companion", Title: "pupil.companion.title", Layout: LayoutApp, Sample: CompanionHome{
		Consent: true, SessionID: models.NewID[models.Session](), Items: []AnsweredItem{{Title: "-"}}, Talks: []Talk{{}},
	}},
	{Name: "pupil/conversation", Title: "pupil.companion.title", Layout: LayoutApp, Sample: Conversation{
		Title: "-", Messages: []ChatMessage{{Mine: true}, {Generated: true, Sources: []Source{{Note: "-"}}}},
	}},
	{Name: "pupil/resource", Title: "pupil.resource.title", Layout: LayoutApp, Sample: ResourcePage{
		Resource: models.Resource{URL: "https://example.org/", Minutes: 8}, Indicators: []string{"-"},
	}},
	{Name: "pupil/resources", Title: "pupil.resources.title", Layout: LayoutApp, Sample: ResourceSearch{Query: "-", Found: sampleSuggestions}},
}

var sampleSuggestions = []Suggestion{{Format: models.FormatLesson, Minutes: 8, Foreign: "en", Reasons: []string{"-"}}}

// PupilHome is the data of the page "pupil/home": what a pupil can do now.
type PupilHome struct {
	Name    string
	Tests   []TestOffer
	Results []PastResult // newest first
	Next    []Suggestion
	// Companion reports whether the companion may talk with this pupil.
	Companion      bool
	Questionnaires []QuestionnaireOffer
}

// TestOffer is a test a pupil can start, or go on with.
type TestOffer struct {
	URL      string // where the button posts to
	Title    string
	ClosesAt time.Time
	Minutes  int  // working time; 0: no limit
	Begun    bool // started, not yet handed in
}

// PastResult is a test that was taken, with the way to its report.
type PastResult struct {
	URL   string
	Title string
	At    time.Time
}

// Suggestion is a resource to learn from, with the reasons for it in the
// reader's words.
type Suggestion struct {
	URL     string
	Title   string
	Minutes int
	Format  models.ResourceFormat
	Reasons []string
	Foreign string // language of the resource when it is not the page's
}
