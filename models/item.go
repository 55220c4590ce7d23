package models

import (
	"fmt"
	"slices"
	"time"
)

// Item is one task of the bank: a situation and one or more parts to answer,
// with everything that belongs to it: key, points, hints, worked explanation,
// item parameters. An Item holds the key; what a pupil sees is an [ItemView].
type Item struct {
	ID          string     `json:"id" yaml:"id"` // such as IL20
	Version     int        `json:"version" yaml:"version"`
	Indicator   string     `json:"indicator" yaml:"indicator"`
	Stage       Stage      `json:"stage" yaml:"stage"`
	LinkStage   Stage      `json:"link_stage,omitempty" yaml:"link_stage,omitempty"` // second stage it is used in
	Family      string     `json:"family" yaml:"family"`                             // code of its specification; no pupil meets two items of a family in one test
	Enemies     []string   `json:"enemies,omitempty" yaml:"enemies,omitempty"`       // families that give this item away, or are given away by it
	Parametric  bool       `json:"parametric,omitempty" yaml:"parametric,omitempty"` // differs from its siblings in numbers and codes only
	Pool        Pool       `json:"pool" yaml:"pool"`
	Topic       string     `json:"topic" yaml:"topic"`
	Seconds     int        `json:"seconds" yaml:"seconds"` // expected working time
	Parameters  Parameters `json:"parameters" yaml:"parameters"`
	Title       Text       `json:"title" yaml:"title"`
	Stimulus    Text       `json:"stimulus" yaml:"stimulus"` // Markdown with the screens of models/screen; may be empty
	Parts       []Part     `json:"parts" yaml:"parts"`
	Hints       []Text     `json:"hints" yaml:"hints"`             // three, of rising help; never the answer
	Explanation Text       `json:"explanation" yaml:"explanation"` // worked explanation, holds the key
	Lessons     []string   `json:"lessons,omitempty" yaml:"lessons,omitempty"`
}

// Parameters are an item's parameters under an item response model, D = 1.
type Parameters struct {
	// Model is one of ItemModels; empty: the generalised partial credit model,
	// which with one threshold is the two-parameter logistic model.
	Model  string    `json:"model,omitempty" yaml:"model,omitempty"`
	A      float64   `json:"a" yaml:"a"`
	B      []float64 `json:"b" yaml:"b"`                     // one threshold a score point
	C      float64   `json:"c,omitempty" yaml:"c,omitempty"` // lower asymptote of 3pl and 4pl
	U      float64   `json:"u,omitempty" yaml:"u,omitempty"` // upper asymptote of 4pl; 0: 1
	Source string    `json:"source" yaml:"source"`
}

// ItemModels are the item response models that an item of the bank may have.
var ItemModels = []string{"gpcm", "grm", "2pl", "3pl", "4pl"}

// Part is one interaction of an item.
type Part struct {
	ID      string   `json:"id" yaml:"id"` // unique in the item, such as "1"
	Type    PartType `json:"type" yaml:"type"`
	Rule    Rule     `json:"rule" yaml:"rule"`
	Max     int      `json:"max" yaml:"max"` // most points
	Prompt  Text     `json:"prompt" yaml:"prompt"`
	Options []Option `json:"options,omitempty" yaml:"options,omitempty"`
	Fixed   bool     `json:"fixed,omitempty" yaml:"fixed,omitempty"`     // single, multiple, matching: the order of options has a meaning, such as a scale; never shuffled
	Targets []Target `json:"targets,omitempty" yaml:"targets,omitempty"` // matching: what options are matched to
	Order   []string `json:"order,omitempty" yaml:"order,omitempty"`     // ordering: key, option ids first to last
	Numeric *Numeric `json:"numeric,omitempty" yaml:"numeric,omitempty"`
	Rubric  *Rubric  `json:"rubric,omitempty" yaml:"rubric,omitempty"` // short text
}

// Option is a choice, a card to order, or a card to match.
type Option struct {
	ID            string `json:"id" yaml:"id"`
	Text          Text   `json:"text" yaml:"text"`
	Correct       bool   `json:"correct,omitempty" yaml:"correct,omitempty"` // single, multiple
	Target        string `json:"target,omitempty" yaml:"target,omitempty"`   // matching: key
	Rationale     Text   `json:"rationale" yaml:"rationale"`                 // why it is right, or which misconception it catches
	Misconception string `json:"misconception,omitempty" yaml:"misconception,omitempty"`
}

// Target is what an option of a matching part can be matched to.
type Target struct {
	ID   string `json:"id" yaml:"id"`
	Text Text   `json:"text" yaml:"text"`
}

// Numeric is the key of a numeric part. A response within Tolerance of Value
// is right.
type Numeric struct {
	Value     float64    `json:"value" yaml:"value"`
	Tolerance float64    `json:"tolerance" yaml:"tolerance"`
	Unit      Text       `json:"unit" yaml:"unit"` // shown after the field; may be empty
	Misses    []NearMiss `json:"misses,omitempty" yaml:"misses,omitempty"`
}

// NearMiss is a wrong number that tells of a misconception.
type NearMiss struct {
	Value         float64 `json:"value" yaml:"value"`
	Rationale     Text    `json:"rationale" yaml:"rationale"`
	Misconception string  `json:"misconception,omitempty" yaml:"misconception,omitempty"`
}

// Rubric scores a short text by the elements it names. The score is
// provisional until a human coder has confirmed or replaced it.
type Rubric struct {
	MaxChars int       `json:"max_chars" yaml:"max_chars"`
	Elements []Element `json:"elements" yaml:"elements"`
}

// Element is one thing a short text should contain: it is found when any of
// its phrases occurs, in either language.
type Element struct {
	ID          string   `json:"id" yaml:"id"`
	Points      int      `json:"points" yaml:"points"`
	Description Text     `json:"description" yaml:"description"`
	AnyOf       []string `json:"any_of" yaml:"any_of"`
}

// Max returns the item's most points: the sum over its parts.
func (it Item) Max() int {
	total := 0
	for _, p := range it.Parts {
		total += p.Max
	}
	return total
}

// Type returns the type of the only part, or "scenario" for several parts.
func (it Item) Type() string {
	if len(it.Parts) == 1 {
		return string(it.Parts[0].Type)
	}
	return "scenario"
}

// Serves reports whether the item is meant for the stage.
func (it Item) Serves(s Stage) bool { return it.Stage == s || it.LinkStage == s }

// Clashes reports whether no pupil should meet both items in one test: they are
// siblings, or one names the other's family among its enemies.
func (it Item) Clashes(other Item) bool {
	sibling := it.Family != "" && it.Family == other.Family
	return sibling || slices.Contains(it.Enemies, other.Family) || slices.Contains(other.Enemies, it.Family)
}

// Part returns the part with the id.
func (it Item) Part(id string) (Part, bool) {
	for _, p := range it.Parts {
		if p.ID == id {
			return p, true
		}
	}
	return Part{}, false
}

// Option returns the option with the id.
func (p Part) Option(id string) (Option, bool) {
	for _, o := range p.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// ItemView is an item as a pupil may see it, in one language: no key, no
// points rule, no rationale. Options stand in the order to show.
type ItemView struct {
	ItemID   string     `json:"item_id"`
	Title    string     `json:"title"`
	Stimulus string     `json:"stimulus" doc:"Markdown; a fence whose first line is screen and a kind, such as chat, holds a screen to draw, as YAML: docs/content.md shows every kind"`
	Parts    []PartView `json:"parts"`
	Seconds  int        `json:"seconds"`
}

// PartView is a part as a pupil may see it.
type PartView struct {
	ID       string     `json:"id"`
	Type     PartType   `json:"type"`
	Prompt   string     `json:"prompt"`
	Options  []CardView `json:"options,omitempty"`
	Targets  []CardView `json:"targets,omitempty"`
	Unit     string     `json:"unit,omitempty"`
	MaxChars int        `json:"max_chars,omitempty"`
}

// CardView is an option or a target as a pupil may see it.
type CardView struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Answer is what a pupil gave for an item: one PartAnswer a part, by part id.
type Answer struct {
	Parts map[string]PartAnswer `json:"parts"`
}

// PartAnswer is the answer to one part; the field that counts depends on the
// part's type. The zero value is an omitted part.
type PartAnswer struct {
	Choices []string          `json:"choices,omitempty"` // single (one), multiple
	Order   []string          `json:"order,omitempty"`   // ordering: all option ids, first to last
	Pairs   map[string]string `json:"pairs,omitempty"`   // matching: option id to target id
	Number  string            `json:"number,omitempty"`  // numeric, as typed
	Text    string            `json:"text,omitempty"`    // short
}

// Omitted reports whether nothing was answered.
func (a PartAnswer) Omitted() bool {
	return len(a.Choices) == 0 && len(a.Order) == 0 && len(a.Pairs) == 0 && a.Number == "" && a.Text == ""
}

// ItemScore is the points of one answer.
type ItemScore struct {
	Points int         `json:"points"`
	Max    int         `json:"max"`
	Parts  []PartScore `json:"parts"`
}

// Provisional reports whether a human coder still has to look at a part.
func (s ItemScore) Provisional() bool {
	for _, p := range s.Parts {
		if p.Provisional {
			return true
		}
	}
	return false
}

// Full reports whether all points were reached.
func (s ItemScore) Full() bool { return s.Points == s.Max }

// PartScore is the points of one part.
type PartScore struct {
	PartID      string    `json:"part_id"`
	Points      int       `json:"points"`
	Max         int       `json:"max"`
	Provisional bool      `json:"provisional,omitempty"` // scored by rule, a human coder's points will replace it
	CoderID     AccountID `json:"coder_id,omitzero"`     // who coded it; zero for a rule
	CodedAt     time.Time `json:"coded_at,omitzero"`
}

// Misconception is one entry of the catalogue that wrong options and near
// misses name by code: what a pupil who answers so seems to believe.
type Misconception struct {
	Code string `json:"code" yaml:"code"` // such as popular-is-true
	Name Text   `json:"name" yaml:"name"` // the belief in one short clause
	Help Text   `json:"help" yaml:"help"` // what a teacher can do about it
}

// Family is the specification of items that ask the same in different clothes:
// isomorphs that may stand in for each other.
type Family struct {
	Code      string  `json:"code" yaml:"code"` // such as IL20
	Title     Text    `json:"title" yaml:"title"`
	Indicator string  `json:"indicator" yaml:"indicator"`
	Stage     Stage   `json:"stage" yaml:"stage"`
	LinkStage Stage   `json:"link_stage,omitempty" yaml:"link_stage,omitempty"`
	Type      string  `json:"type" yaml:"type"` // that of the items, see [Item.Type]
	Max       int     `json:"max" yaml:"max"`   // most points
	B         float64 `json:"b" yaml:"b"`       // mean of the thresholds on the theta scale, before any data
	A         float64 `json:"a" yaml:"a"`
	Seconds   int     `json:"seconds" yaml:"seconds"`
	Topic     string  `json:"topic" yaml:"topic"`
	Evidence  Text    `json:"evidence" yaml:"evidence"` // what a pupil who answers well has shown
	Scoring   Text    `json:"scoring" yaml:"scoring"`
}

// Lesson is a micro-lesson of our own: what a pupil reads when no outside
// resource fits, and what the companion speaks from without a model.
type Lesson struct {
	ID         string   `json:"id" yaml:"id"` // such as L-C1.2-1
	Indicator  string   `json:"indicator" yaml:"indicator"`
	Stage      Stage    `json:"stage" yaml:"stage"`
	Minutes    int      `json:"minutes" yaml:"minutes"`
	Difficulty float64  `json:"difficulty" yaml:"difficulty"` // on the theta scale
	Title      Text     `json:"title" yaml:"title"`
	Goal       Text     `json:"goal" yaml:"goal"`
	Body       Text     `json:"body" yaml:"body"` // Markdown
	TryIt      Text     `json:"try_it" yaml:"try_it"`
	SelfCheck  *Part    `json:"self_check,omitempty" yaml:"self_check,omitempty"` // one single-choice question about it
	Sources    []string `json:"sources" yaml:"sources"`
}

func (it Item) String() string { return fmt.Sprintf("%s v%d", it.ID, it.Version) }
