package report

import (
	"cmp"
	"slices"
	"time"

	"suyang/models"
)

// Pupil is the report of one session.
type Pupil struct {
	Learner     models.AccountID `json:"learner"`
	Session     models.SessionID `json:"session"`
	At          time.Time        `json:"at"`
	Items       int              `json:"items"`           // answered
	Provisional bool             `json:"provisional"`     // a text waits for a human coder
	Score       *Estimate        `json:"score,omitempty"` // nil: nothing was answered
	Level       *Placement       `json:"level,omitempty"` // nil: nothing was answered
	CanDo       []Sentence       `json:"can_do"`          // at most three
	Next        *Step            `json:"next,omitempty"`
	Dimensions  []Strength       `json:"dimensions"`
	Indicators  []Strength       `json:"indicators"`
	Answers     []Answered       `json:"answers"`
}

// Answered is one item of the report; it tells no key.
type Answered struct {
	ItemID      string      `json:"item_id"`
	Title       models.Text `json:"title"`
	Indicator   string      `json:"indicator"`
	Pool        models.Pool `json:"pool"` // only practice items may be talked about with the companion
	Points      int         `json:"points"`
	Max         int         `json:"max"`
	Provisional bool        `json:"provisional"`
}

// ForPupil reads a session that counts. A session without an answer has
// neither score nor level.
func ForPupil(b Basis, t models.SessionTrail) Pupil {
	s := b.read(t)
	p := Pupil{
		Learner: t.Session.LearnerID, Session: t.Session.ID, At: t.Session.EndedAt,
		Items: len(s.seen), Provisional: s.provisional(),
		Dimensions: b.strengths(s, b.dimensions()),
		Indicators: b.strengths(s, b.indicators(s.stage)),
		Answers:    answers(s),
	}
	if !s.measured() {
		return p
	}
	score, level := b.estimate(t.Session.Theta, t.Session.SE), b.place(s)
	p.Score, p.Level = &score, &level
	p.CanDo = b.canDo(s, level.Level)
	p.Next = b.next(s, p.Indicators)
	return p
}

func answers(s sitting) []Answered {
	var out []Answered
	for _, o := range s.seen {
		out = append(out, Answered{
			ItemID: o.item.ID, Title: o.item.Title, Indicator: o.item.Indicator, Pool: o.item.Pool,
			Points: o.resp.Score.Points, Max: o.resp.Score.Max, Provisional: o.resp.Score.Provisional(),
		})
	}
	return out
}

// SentenceKind says how the pages introduce a sentence.
type SentenceKind string

// Sentence kinds.
const (
	Solved  SentenceKind = "solved"  // she did all that was asked of the indicator
	Started SentenceKind = "started" // she did some of it
	AtLevel SentenceKind = "level"   // pupils of her level typically can
)

// Sentence is something she can do, never a word about who she is.
type Sentence struct {
	Kind SentenceKind `json:"kind"`
	Code string       `json:"code"` // of the indicator or the level
	Text models.Text  `json:"text"` // its description
}

const sentences = 3

// canDo draws up to three sentences: from the indicators she solved, the
// hardest first, then those she has begun, then from her level.
func (b Basis) canDo(s sitting, level models.Level) []Sentence {
	achieved := achievements(s)
	var out []Sentence
	for _, a := range achieved[:min(sentences, len(achieved))] {
		kind := Started
		if a.points == a.max {
			kind = Solved
		}
		out = append(out, Sentence{Kind: kind, Code: a.indicator, Text: b.node(a.indicator).Description})
	}
	if len(out) < sentences && !level.Description.IsZero() {
		out = append(out, Sentence{Kind: AtLevel, Code: level.Code, Text: level.Description})
	}
	return out
}

// achievement is what a pupil earned on an indicator.
type achievement struct {
	indicator   string
	points, max int
	hardest     float64 // mean threshold of the hardest item with points
}

func achievements(s sitting) []achievement {
	byCode := map[string]*achievement{}
	for _, o := range s.seen {
		a := byCode[o.item.Indicator]
		if a == nil {
			a = &achievement{indicator: o.item.Indicator, hardest: difficulty(o.item)}
			byCode[a.indicator] = a
		}
		a.points += o.resp.Score.Points
		a.max += o.resp.Score.Max
		a.hardest = max(a.hardest, difficulty(o.item))
	}
	var out []achievement
	for _, a := range byCode {
		if a.points > 0 {
			out = append(out, *a)
		}
	}
	slices.SortFunc(out, func(x, y achievement) int {
		full := func(a achievement) int { return btoi(a.points == a.max) }
		return cmp.Or(full(y)-full(x), cmp.Compare(y.hardest, x.hardest), cmp.Compare(x.indicator, y.indicator))
	})
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func difficulty(it models.Item) float64 {
	sum := 0.0
	for _, b := range it.Parameters.B {
		sum += b
	}
	return sum / float64(max(len(it.Parameters.B), 1))
}

// Step is what to work on next.
type Step struct {
	Code        string      `json:"code"` // indicator
	Name        models.Text `json:"name"`
	Description models.Text `json:"description"`
	Deepen      bool        `json:"deepen"`           // nothing was missed: go further where she is least far ahead
	Lesson      *Lesson     `json:"lesson,omitempty"` // nil: none of the indicator
}

// next is the measured indicator with the lowest deviation among those with a
// point missed, or among all when none was missed.
func (b Basis) next(s sitting, indicators []Strength) *Step {
	var weakest *Strength
	for i, x := range indicators {
		if x.Items == 0 {
			continue
		}
		if weakest == nil || weaker(x, *weakest) {
			weakest = &indicators[i]
		}
	}
	if weakest == nil {
		return nil
	}
	n := b.node(weakest.Code)
	var named []string
	for _, o := range s.on(n.Code) {
		named = append(named, o.item.Lessons...)
	}
	return &Step{
		Code: n.Code, Name: n.Name, Description: n.Description,
		Deepen: weakest.Points == weakest.Max, Lesson: b.lesson(named, n.Code, s.stage),
	}
}

func weaker(x, y Strength) bool {
	if missedX, missedY := x.Points < x.Max, y.Points < y.Max; missedX != missedY {
		return missedX
	}
	return x.deviation < y.deviation
}
