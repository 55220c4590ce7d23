package web

import (
	"html/template"
	"strconv"
	"time"

	"suyang/models"
	"suyang/web/markdown"
)

// paperPages are the pages of tests without a screen.
var paperPages = []Spec{
	{Name: "paper/forms", Title: "paper.forms.title", Layout: LayoutApp, Sample: FormsPage{
		Forms: []MadeForm{{Items: []string{"-"}}}, Form: AssembleForm{Stages: []Choice{{}}},
	}},
	{Name: "paper/test", Title: "paper.title", Layout: LayoutApp, Sample: PaperPage{Printable: true, Versions: []string{"A"}, Rows: []PaperRow{{State: "differs"}}}},
	{Name: "paper/booklet", Title: "paper.booklet.title", Layout: LayoutSheet, Sample: Booklet{Items: []BookletItem{{Parts: bookletParts(everyPart().Parts)}}}},
	{Name: "paper/key", Title: "paper.key.title", Layout: LayoutSheet, Sample: PaperKey{Withheld: 1, Items: []KeyedItem{{Parts: []KeyedPart{{
		Rule: models.RuleExact, Letters: []VersionLetters{{}}, Options: []KeyedOption{{}}, Elements: []RubricElement{{}}}}}}}},
	{Name: "paper/keying", Title: "paper.keying.title", Layout: LayoutApp, Sample: KeyingPage{
		State: "none", Covers: []Choice{{}}, Items: []KeyingItem{{Fields: []KeyingField{{}}}}, Differences: []KeyingDifference{{}},
	}},
}

// PaperPage is the data of the page "paper/test": a test on paper, to print and
// to key in.
type PaperPage struct {
	Class     TaughtClass
	URL       string // of the test; the pages of the paper lie below URL/paper
	Title     string
	Printable bool // the form is linear
	Items     int
	Minutes   int      // 0: no limit
	Versions  []string // A, B
	Done      int      // sheets that have become results
	Rows      []PaperRow
}

// PaperRow is one pupil's answer sheet.
type PaperRow struct {
	PupilLink          // URL: of the report, once there is one
	Number      string // of the pupil
	KeyURL      string // where it is keyed in; empty: it is not
	State       string // as assessment.PaperState
	Differences int
	OneHand     bool // the same person made both entries
	Unreadable  int  // answers that could not be read, once there is a result
}

// Booklet is the data of the page "paper/booklet": what a pupil gets.
type Booklet struct {
	School, Class string
	Title         string
	Version       string // A or B
	Large         bool
	Minutes       int
	Back          string // address of the test on paper
	Items         []BookletItem
}

// BookletItem is an item as it is printed: without a title, which may tell too
// much, and without anything of the key.
type BookletItem struct {
	Number   int
	Stimulus string // Markdown with screens
	Parts    []BookletPart
}

// BookletPart is a part with letters for its options.
type BookletPart struct {
	models.PartView
	Letter string // (1), (2) … ; empty: the only part
}

// NewBookletItem prints an item.
func NewBookletItem(number int, view models.ItemView) BookletItem {
	return BookletItem{Number: number, Stimulus: view.Stimulus, Parts: bookletParts(view.Parts)}
}

func bookletParts(views []models.PartView) []BookletPart {
	parts := make([]BookletPart, len(views))
	for i, p := range views {
		parts[i].PartView = p
		if len(views) > 1 {
			parts[i].Letter = "(" + strconv.Itoa(i+1) + ")"
		}
	}
	return parts
}

// PromptHTML is the prompt as HTML.
func (p BookletPart) PromptHTML() template.HTML { return markdown.HTML(p.Prompt) }

// charsALine is how many characters a pupil writes on a ruled line.
const charsALine = 24

// Lines are the ruled lines for a short text: three at least, twelve at most.
func (p BookletPart) Lines() []struct{} {
	return make([]struct{}, min(max(p.MaxChars/charsALine, 3), 12))
}

// PaperKey is the data of the page "paper/key", for staff alone.
type PaperKey struct {
	Class    TaughtClass
	Title    string
	Day      time.Time
	Back     string
	Items    []KeyedItem
	Withheld int // items of the secure pool, whose keys are not shown
}

// KeyedItem is an item with its key.
type KeyedItem struct {
	Number   int
	ID       string
	Title    string
	Max      int
	Withheld bool
	Parts    []KeyedPart
}

// KeyedPart is a part with its key as it is written in each version.
type KeyedPart struct {
	Letter   string
	Rule     models.Rule
	Max      int
	Letters  []VersionLetters
	Options  []KeyedOption
	Elements []RubricElement
}

// VersionLetters is what stands for something in one version.
type VersionLetters struct{ Version, Written string }

// KeyedOption is an option with why it is right or wrong.
type KeyedOption struct {
	Letters   []VersionLetters
	Text      string
	Correct   bool
	Rationale string
}
