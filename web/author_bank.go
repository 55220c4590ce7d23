package web

import (
	"net/url"
	"slices"
	"time"

	"suyang/models"
)

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
	Rows []CoverageRow
	Gaps int // cells without an item that the framework asks for
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
