package web

import (
	"suyang/assessment/usage"
	"suyang/models"
)

// authorPages are the pages of those who write and review items. Researchers read some of them.
var authorPages = []Spec{
	{Name: "author/desk", Title: "author.desk.title", Layout: LayoutApp, Sample: AuthorDesk{
		Mine: []DraftRow{sampleDraft}, Waiting: []DraftRow{sampleDraft}, Done: []DraftRow{sampleDraft},
	}},
	{Name: "author/items", Title: "author.items.title", Layout: LayoutApp, Sample: BankList{
		Rows: []BankRow{{Item: sampleItem, State: models.DraftWriting, Problems: 1}}, Indicators: []models.Node{{}},
	}},
	{Name: "author/coverage", Title: "author.coverage.title", Layout: LayoutApp, Sample: BankCoverage{Rows: []CoverageRow{{Cells: []CoverageCell{{}, {Named: true}}}}}},
	{Name: "author/item", Title: "author.item.title", Layout: LayoutApp, Sample: BankItem{
		Item: sampleItem, Versions: []BankVersion{{Current: true}, {Published: true}}, Open: &sampleDraft, Remarks: sampleRemarks, Writer: true,
	}},
	{Name: "author/use", Title: "author.use.title", Layout: LayoutApp, Sample: ItemUse{
		Item: sampleItem, Curve: "-", Parts: []PartUse{{Curves: "-", Answers: []AnswerUse{{}, {Answer: usage.Answer{Key: true}}}}},
		Use: usage.Statistics{N: 1, Flags: usage.Flags, Periods: []usage.Period{{Bound: true}, {}}},
	}},
	{Name: "author/diff", Title: "author.diff.title", Layout: LayoutApp, Sample: BankDiff{Versions: []int{2, 1}, Changes: sampleChanges}},
	{Name: "author/draft", Title: "author.draft.title", Layout: LayoutApp, Sample: DraftPage{
		Draft: models.Draft{Content: sampleItem, State: models.DraftInReview}, Changes: sampleChanges, Moved: sampleChanges, Remarks: sampleRemarks,
		Problems: []models.ItemProblem{{Path: "id"}, {}}, Approvers: []string{"-"}, Editors: []string{"-"}, MayApprove: true,
	}},
	{Name: "author/edit", Title: "author.edit.title", Layout: LayoutApp, Sample: DraftForm{Item: sampleItem, Conflict: &DraftConflict{Changes: sampleChanges}}},
	{Name: "author/text", Title: "author.text.title", Layout: LayoutApp, Sample: DraftText{
		Problems: []models.ItemProblem{{Line: 1}, {}}, Conflict: &DraftConflict{Changes: sampleChanges},
	}},
	{Name: "author/task", Title: "author.preview.title", Layout: LayoutTask, Sample: PreviewTask{
		Task: Task{Item: everyPart()}, Score: &models.ItemScore{Parts: []models.PartScore{{Provisional: true}}},
	}},
}

var (
	sampleDraft   = DraftRow{Draft: models.Draft{State: models.DraftRejected}}
	sampleRemarks = Remarks{Comments: []models.Comment{{Path: "title.zh"}, {ResolvedBy: models.NewID[models.Account]()}}, Paths: []FieldPath{"title.zh"}}
	sampleChanges = []Change{{FieldPath: "parts[0].options[0].text.zh", Old: []models.Span{{Marked: true}}}, {FieldPath: "id", New: []models.Span{{}}}}
	sampleItem    = everyItem()
)

// everyItem has parts of every type and something in every list, for checking templates.
func everyItem() models.Item {
	it := models.Item{Hints: []models.Text{{}}, Stage: models.StageJunior, Pool: models.PoolSecure}
	for _, t := range models.PartTypes() {
		it.Parts = append(it.Parts, models.Part{
			ID: string(t), Type: t, Rule: models.RuleExact, Options: []models.Option{{ID: "a", Misconception: "x"}}, Targets: []models.Target{{}}, Order: []string{"a"},
			Numeric: &models.Numeric{Misses: []models.NearMiss{{Misconception: "x"}}}, Rubric: &models.Rubric{Elements: []models.Element{{AnyOf: []string{"x"}}}},
		})
	}
	return it
}

// AuthorDesk is the data of the page "author/desk". Its form posts "id" and "stage" of a new item
// to /author/drafts.
type AuthorDesk struct {
	Mine    []DraftRow // on their way, or given back
	Waiting []DraftRow // for her to judge
	Done    []DraftRow // published

	ID     string // of the new item
	Stage  models.Stage
	Errors FormErrors
}

// Stages are the stages to choose from.
func (AuthorDesk) Stages() []models.Stage { return models.Stages() }

// DraftRow is one draft of a list.
type DraftRow struct {
	models.Draft
	By string // who began it
}

// Badge is the kind of badge that tells the state of a draft.
func (d DraftRow) Badge() string { return draftBadge(d.State) }

func draftBadge(s models.DraftState) string {
	return map[models.DraftState]string{
		models.DraftInReview: "info", models.DraftRejected: "warning", models.DraftPublished: "success",
	}[s]
}
