package storybook

import (
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var operatorImportStories = []Story{
	{"operator-resources", "operator/resources", ofOperator(3, func(i18n.Locale) any { return web.ResourceImports{Imports: imports()} })},
	{"operator-resources-empty", "operator/resources", ofOperator(3, func(i18n.Locale) any { return web.ResourceImports{} })},
	{"operator-resources-wrong", "operator/resources", ofOperator(3, func(i18n.Locale) any {
		return web.ResourceImports{Source: "Open Resources", Errors: web.FormErrors{
			{Field: "file", Key: web.ImportFile, Detail: "resources.jsonl is empty"}, {Field: "source", Key: web.ImportSource},
		}}
	})},
	{"operator-import-queued", "operator/import", importStory(0)},
	{"operator-import-running", "operator/import", importStory(1)},
	{"operator-import-done", "operator/import", importStory(2)},
	{"operator-import-failed", "operator/import", importStory(3)},
	{"operator-import-cancelled", "operator/import", importStory(4)},
}

func importStory(i int) func(*web.Renderer, i18n.Locale) web.Page {
	return ofOperator(3, func(i18n.Locale) any { return web.ImportPage{Import: imports()[i]} })
}

// imports is one import in each state.
func imports() []models.Import {
	list := []models.Import{
		{Source: "oer", File: "resources.jsonl.gz", State: models.JobQueued},
		{Source: "oer", File: "resources.jsonl.gz", State: models.JobRunning, Progress: 0.42, Rows: 7488, Added: 7481, Updated: 5, Failed: 2},
		{Source: "national-smart-education-platform-primary", File: "export_final_2026-09-01_without_empty_rows(3).jsonl", State: models.JobDone, Progress: 1, Rows: 17_732, Added: 12_004, Updated: 311, Unchanged: 5_214, Failed: 203},
		{Source: "oer", File: "damaged.jsonl.gz", State: models.JobFailed, Progress: 0.8, Rows: 14_210, Unchanged: 14_210, Note: "the file cannot be read from line 14211 on; is it whole? unexpected EOF"},
		{Source: "a-try", File: "a-try.jsonl", State: models.JobCancelled, Progress: 0.1, Rows: 64, Added: 64},
	}
	for i := range list {
		list[i].CreatedAt = evening.Add(-time.Duration(i) * 26 * time.Hour)
	}
	list[2].Faults = []models.ImportFault{
		{Line: 18, Field: "title", Message: "a resource needs a title with a letter or a digit"},
		{Line: 4_077, Field: "url", Message: `"javascript:alert(1)" is not a web address`},
		{Line: 9_310, Message: "not one JSON object (unexpected end of JSON input); NaN and unescaped quotes are not JSON"},
		{Line: 9_311, Field: "summary", Message: "is a number, should be a string"},
	}
	return list
}
