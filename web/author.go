package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"suyang/models"
	"suyang/models/field"
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

// BankList is the data of the page "author/items". Its form sends "q", "stage", "indicator",
// "pool", "family", "state" and "problems" to /author/items.
type BankList struct {
	Rows  []BankRow
	Total int // items of the bank

	Query      string
	Stage      models.Stage
	Indicator  string
	Pool       models.Pool
	Family     string
	State      models.DraftState
	Problems   bool
	Indicators []models.Node // to choose from
}

// Stages are the stages to choose from.
func (BankList) Stages() []models.Stage { return models.Stages() }

// Pools are the pools to choose from.
func (BankList) Pools() []models.Pool { return []models.Pool{models.PoolPractice, models.PoolSecure} }

// States are the states of open drafts to choose from.
func (BankList) States() []models.DraftState {
	return []models.DraftState{models.DraftWriting, models.DraftInReview}
}

// Filtered reports whether the list is narrowed.
func (b BankList) Filtered() bool {
	return b.Query+string(b.Stage)+b.Indicator+string(b.Pool)+b.Family+string(b.State) != "" || b.Problems
}

// BankRow is one item of the list.
type BankRow struct {
	models.Item
	State    models.DraftState // of its open draft; empty: none
	Problems int               // found; 0 where nobody asked
}

// Badge is the kind of badge that tells the state of the open draft.
func (b BankRow) Badge() string { return draftBadge(b.State) }

// BankCoverage is the data of the page "author/coverage".
type BankCoverage struct {
	Rows  []CoverageRow
	Gaps  int // cells without an item that the framework asks for
	Items int
}

// Stages are the columns.
func (BankCoverage) Stages() []models.Stage { return models.Stages() }

// CoverageRow is one indicator.
type CoverageRow struct {
	Node  models.Node
	Cells []CoverageCell // by stage
}

// CoverageCell counts the items of an indicator for a stage.
type CoverageCell struct {
	Indicator string
	Stage     models.Stage
	Secure    int
	Practice  int
	Linked    int  // of another stage
	Named     bool // the framework asks for some
}

// Empty reports whether the framework asks for items that are not there.
func (c CoverageCell) Empty() bool { return c.Named && c.Secure+c.Practice == 0 }

// Items is how many items there are.
func (c CoverageCell) Items() int { return c.Secure + c.Practice + c.Linked }

// URL is the list of the items counted.
func (c CoverageCell) URL() string {
	return "/author/items?" + url.Values{"indicator": {c.Indicator}, "stage": {string(c.Stage)}}.Encode()
}

// FieldPath is the path of a field of an item, such as parts[0].options[1].text.zh.
type FieldPath string

// FieldStep is one step of a path: a field and, in a list, which entry of it.
type FieldStep struct {
	Name string
	N    string // from 1; empty: no list
}

// Steps are what the path is made of.
func (p FieldPath) Steps() []FieldStep {
	var steps []FieldStep
	for step := range strings.SplitSeq(string(p), ".") {
		name, rest, listed := strings.Cut(step, "[")
		s := FieldStep{Name: name}
		if listed {
			s.N = ordinal(strings.TrimSuffix(rest, "]"))
		}
		steps = append(steps, s)
	}
	return steps
}

// Change is a field in which two versions differ.
type Change struct {
	FieldPath
	Old, New []models.Span
}

// NewChanges are changes for a page.
func NewChanges(changes []models.Change) []Change {
	list := make([]Change, len(changes))
	for i, c := range changes {
		list[i] = Change{FieldPath: FieldPath(c.Path), Old: c.Old, New: c.New}
	}
	return list
}

// Remarks are the comments on an item, with a form for one more: it posts "path" and "text" to
// URL/comments. A button posts to /author/comments/<id>/resolve.
type Remarks struct {
	URL      string
	Comments []models.Comment
	Paths    []FieldPath // to choose from
	Writer   bool        // the reader may add some
	Path     string
	Text     string
	Errors   FormErrors
}

// Open is how many remarks nobody has dealt with.
func (r Remarks) Open() int {
	n := 0
	for _, c := range r.Comments {
		if !c.Resolved() {
			n++
		}
	}
	return n
}

// Steps are those of the path of a comment.
func (Remarks) Steps(path string) []FieldStep { return FieldPath(path).Steps() }

// BankItem is the data of the page "author/item". Its buttons post to /author/items/<id>/edit and
// /author/items/<id>/sibling.
type BankItem struct {
	Item           models.Item
	Misconceptions map[string]models.Text // names, by code
	Versions       []BankVersion          // the newest first
	Open           *DraftRow
	Problems       []models.ItemProblem
	Remarks        Remarks
	Writer         bool // the reader may change the bank
	Playable       bool // it can be shown as a task
}

// URL is the address of the version shown.
func (b BankItem) URL() string { return "/author/items/" + b.Item.ID }

// Old reports whether the version shown is not the current one.
func (b BankItem) Old() bool {
	return slices.ContainsFunc(b.Versions, func(v BankVersion) bool { return v.Current && v.Version != b.Item.Version })
}

// BankVersion is one version of an item.
type BankVersion struct {
	Version   int
	Current   bool
	At        time.Time
	Published bool // by the two who approved it
	Editors   []string
	Approvers []string
}

// Before is the version before.
func (v BankVersion) Before() int { return v.Version - 1 }

// BankDiff is the data of the page "author/diff". Its form sends "from" and "to".
type BankDiff struct {
	ID       string
	From, To int
	Versions []int
	Changes  []Change
}

// DraftPage is the data of the page "author/draft". Its forms post "revision", and "reason" where
// one is given, to URL/submit, /withdraw, /rebase, /approve and /reject.
type DraftPage struct {
	models.Draft
	Misconceptions map[string]models.Text
	Current        int      // version of the bank; 0: the item is new
	Changes        []Change // from the version the draft was made from
	Moved          []Change // in the bank since then
	Problems       []models.ItemProblem
	Remarks        Remarks
	Editors        []string
	Approvers      []string
	Mine           bool // the reader has written in it
	MayApprove     bool
	Playable       bool // it can be shown as a task
	Reason         string
	Errors         FormErrors
}

// URL is the address of the draft.
func (d DraftPage) URL() string { return "/author/drafts/" + d.ID.String() }

// Badge is the kind of badge that tells the state of the draft.
func (d DraftPage) Badge() string { return draftBadge(d.State) }

// Outdated reports whether the bank has moved on since the draft was made.
func (d DraftPage) Outdated() bool {
	return d.State != models.DraftPublished && d.Current != d.Base
}

// Missing is how many more approvals publish the draft.
func (d DraftPage) Missing() int { return max(0, 2-len(d.Approvals)) }

// Checklist names what a reviewer looks at.
func (DraftPage) Checklist() []string {
	return []string{"key", "distractors", "bias", "languages", "reading", "hints"}
}

// FieldPath makes a path of a problem's field.
func (DraftPage) FieldPath(path string) FieldPath { return FieldPath(path) }

// DraftConflict says that somebody else has saved the draft meanwhile.
type DraftConflict struct {
	By      string
	Changes []Change // from the draft as it stands to what the reader has written
}

// DraftText is the data of the page "author/text". Its form posts "revision" and "text" to URL/text.
type DraftText struct {
	URL      string
	ItemID   string
	Revision int
	Text     string
	Problems []models.ItemProblem
	Conflict *DraftConflict
	Errors   FormErrors
}

// PreviewTask is the data of the page "author/task": an item as pupils meet it. Its form posts to
// Task.URL; nothing is kept.
type PreviewTask struct {
	Task
	Score *models.ItemScore // of what was tried; nil: nothing was
}

// PathsOf are the fields of an item with words in them, which a remark can be about.
func PathsOf(it models.Item) []FieldPath {
	var paths []FieldPath
	for _, leaf := range field.Leaves(it) {
		if leaf.Value != "" && (strings.HasSuffix(leaf.Path, ".zh") || strings.HasSuffix(leaf.Path, ".en")) {
			paths = append(paths, FieldPath(leaf.Path))
		}
	}
	return paths
}
