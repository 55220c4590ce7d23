package web

// FormsPage is the data of the page "paper/forms": the forms somebody assembled
// and the form to assemble one.
type FormsPage struct {
	Forms     []MadeForm
	Form      AssembleForm
	ItemPages bool // the reader may look at items
}

// MadeForm is a form somebody assembled.
type MadeForm struct {
	Title, Code string
	Stage, Pool string
	Items       []string
	Minutes     int
	Mine        bool
}

// AssembleForm is the form that assembles one: fields "title", "stage", "pool",
// "length" (items or minutes), "items", "minutes" and "seed".
type AssembleForm struct {
	Title          string
	Stages         []Choice
	Stage          string
	Pool           string
	ByMinutes      bool
	Items, Minutes string
	Seed           string
	Errors         FormErrors
}

// Messages for AssembleForm.Errors, with the field each belongs to.
const (
	AssembleTitle   = "paper.forms.error.title"   // title
	AssembleStage   = "paper.forms.error.stage"   // stage
	AssemblePool    = "paper.forms.error.pool"    // pool
	AssembleItems   = "paper.forms.error.items"   // items
	AssembleMinutes = "paper.forms.error.minutes" // minutes
	AssembleSeed    = "paper.forms.error.seed"    // seed
	AssembleBank    = "paper.forms.error.bank"    // items or minutes
)
