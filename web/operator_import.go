package web

import "suyang/models"

// operatorImportPages are the pages about imports of resources.
var operatorImportPages = []Spec{
	{Name: "operator/resources", Title: "operator.resources.title", Layout: LayoutApp, Sample: ResourceImports{Imports: []models.Import{{State: models.JobDone}}}},
	{Name: "operator/import", Title: "operator.resources.title", Layout: LayoutApp, Sample: ImportPage{models.Import{
		State: models.JobFailed, Faults: []models.ImportFault{{Field: "title"}}, Failed: 2,
	}}},
}

// ResourceImports is the data of the page "operator/resources". Its form posts "file" and "source"
// to /operator/resources.
type ResourceImports struct {
	Imports []models.Import // newest first
	Source  string          // what was entered
	Errors  FormErrors
}

// Messages for ResourceImports.Errors, with the field each belongs to.
const (
	ImportNoFile = "operator.error.no_file"     // file
	ImportFile   = "operator.error.import_file" // file
	ImportSource = "operator.error.source"      // source
)

// ImportNamed is the title of the page of an import, with the placeholder file.
const ImportNamed = "operator.import.named"

// Badge is the kind of badge of an import in the list.
func (ResourceImports) Badge(state models.JobState) string { return stateBadge(state) }

// ImportPage is the data of the page "operator/import". Its block "import-state" is the part that
// changes while the work is under way.
type ImportPage struct{ models.Import }

// Waiting reports whether the page should look again.
func (p ImportPage) Waiting() bool { return !p.State.Ended() }

// Badge is the kind of badge of the import's state.
func (p ImportPage) Badge() string { return stateBadge(p.State) }

// MoreFaults is how many rows were left out beside those that are listed.
func (p ImportPage) MoreFaults() int { return p.Failed - len(p.Faults) }

// importRules are the fields that have a message of their own that says how to fill them.
var importRules = map[string]bool{
	"id": true, "lang": true, "title": true, "licence": true, "url": true, "stage": true, "minutes": true, "difficulty": true,
}

// Rule names the message that says how to fill the field of a fault.
func (ImportPage) Rule(field string) string {
	if importRules[field] {
		return field
	}
	return "line"
}
