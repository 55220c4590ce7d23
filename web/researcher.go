package web

import (
	"suyang/assessment/report"
	"suyang/models"
)

// researcherPages are the pages of researchers.
var researcherPages = []Spec{
	{Name: "researcher/studies", Title: "researcher.studies.title", Layout: LayoutApp, Sample: Studies{
		Studies: []models.Study{{State: models.JobDone, Model: "2pl"}}, Forms: []Choice{{}},
	}},
	{Name: "researcher/study", Title: "researcher.study.title", Layout: LayoutApp, Sample: StudyPage{
		Study: models.Study{State: models.JobDone, Model: "2pl"},
		Result: &StudyResult{
			Fit:      &report.Fit{},
			Findings: []Finding{{Kind: "unlisted", Notes: []FindingNote{{}}}},
			Columns:  []ParameterColumn{{Name: "a"}},
			Items:    []ItemRow{{Numbers: []*float64{nil, new(float64)}}},
		},
	}},
}

// Studies is the data of the page "researcher/studies". Its forms post "file", "name" and "model"
// to /researcher/studies, and "form" and "model" to /researcher/forms.
type Studies struct {
	Studies []models.Study // newest first
	Forms   []Choice       // tests whose responses can be calibrated
	Name    string         // what was entered
	Model   string
	Form    string
	Errors  FormErrors
}

// Messages for Studies.Errors, with the field each belongs to.
const (
	StudyNoFile     = "researcher.error.no_file"     // file
	StudyFile       = "researcher.error.file"        // file
	StudyFileLine   = "researcher.error.file_line"   // file; placeholder line
	StudyFileCell   = "researcher.error.file_cell"   // file; placeholders line, column
	StudyFileColumn = "researcher.error.file_column" // file; placeholder column
	StudyName       = "researcher.error.name"        // name
	StudyModel      = "researcher.error.model"       // none
	StudyForm       = "researcher.error.form"        // form
	StudyNobody     = "researcher.error.nobody"      // form
)

// Models are the models to choose from.
func (s Studies) Models() []string { return models.StudyModels }

// Badge is the kind of badge of a study in the list.
func (s Studies) Badge(state models.JobState) string { return stateBadge(state) }

// StudyPage is the data of the page "researcher/study". Its block "study-state" is the part that
// changes while the work is under way.
type StudyPage struct {
	models.Study
	Result *StudyResult // nil until done
}

// StudyNamed is the title of the page of a study, with the placeholder name.
const StudyNamed = "researcher.study.named"

// Waiting reports whether the page should look again.
func (s StudyPage) Waiting() bool { return !s.State.Ended() }

// Badge is the kind of badge of the study's state.
func (s StudyPage) Badge() string { return stateBadge(s.State) }

// stateBadge is the kind of badge of each state of work.
func stateBadge(s models.JobState) string {
	switch s {
	case models.JobDone:
		return "success"
	case models.JobFailed:
		return "error"
	case models.JobCancelled:
		return "neutral"
	}
	return "info"
}
