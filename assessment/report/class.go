package report

import (
	"cmp"
	"math"
	"slices"
	"time"

	"suyang/models"
)

// Class is the report of a class.
type Class struct {
	Class       models.Class       `json:"class"`
	Pupils      []Row              `json:"pupils"`         // the whole roster, in its order
	Measured    int                `json:"measured"`       // pupils with a score
	Provisional int                `json:"provisional"`    // of them, with a text that waits for a coder
	Mean        *Estimate          `json:"mean,omitempty"` // of the measured pupils; nil: none
	Levels      []Bin              `json:"levels"`         // ascending
	Dimensions  []Need             `json:"dimensions"`     // in the order of the framework
	Indicators  []Need             `json:"indicators"`     // the greatest need first, those not measured last
	Beliefs     []Belief           `json:"beliefs"`        // misconceptions seen, the most frequent first
	Groups      []Group            `json:"groups"`         // of three to five
	Unfinished  []models.AccountID `json:"unfinished"`     // pupils of the roster without a session that counts
}

// Row is one pupil of a class.
type Row struct {
	Learner     models.Learner      `json:"learner"`
	State       models.SessionState `json:"state"` // empty: not started
	SessionID   models.SessionID    `json:"session_id"`
	At          time.Time           `json:"at"`    // when it ended; zero: it has not
	Items       int                 `json:"items"` // answered
	Score       *Estimate           `json:"score,omitempty"`
	Level       string              `json:"level"`       // code; empty: no score
	Probability float64             `json:"probability"` // that the level is the right one
	Provisional bool                `json:"provisional"`
}

// Bin is a level with the pupils whose score falls in it.
type Bin struct {
	Level    models.Level       `json:"level"`
	Pupils   []models.AccountID `json:"pupils"`
	Expected float64            `json:"expected"` // number of pupils, from the probabilities
}

// Need is a dimension or an indicator in a class's report.
type Need struct {
	Code    string      `json:"code"`
	Name    models.Text `json:"name"`
	Pupils  int         `json:"pupils"`          // who answered an item of it; 0: not measured
	Answers int         `json:"answers"`         // to items of it
	Score   *Estimate   `json:"score,omitempty"` // of the class; nil: not measured
	Verdict Verdict     `json:"verdict"`         // against the class's result as a whole
	Few     bool        `json:"few"`             // rests on few pupils

	deviation float64
}

// ForClass reads the sessions of a class. Trails may be of any state; of each
// pupil the latest that counts is read, else the latest that is open.
func ForClass(b Basis, class models.Class, learners []models.Learner, trails []models.SessionTrail) Class {
	out := Class{Class: class}
	var sittings []sitting
	for _, l := range learners {
		row := Row{Learner: l}
		if t := latest(trails, l.ID); t != nil {
			s := b.read(*t)
			row = b.row(l, s)
			if row.Score != nil {
				sittings = append(sittings, s)
			}
		}
		if !row.State.Counts() {
			out.Unfinished = append(out.Unfinished, l.ID)
		}
		out.Pupils = append(out.Pupils, row)
		out.Provisional += btoi(row.Provisional)
	}
	out.Measured = len(sittings)
	out.Mean = b.mean(sittings)
	out.Levels = b.bins(sittings)
	out.Dimensions = b.needs(sittings, b.dimensions())
	out.Indicators = b.needs(sittings, b.indicators(class.Stage()))
	slices.SortStableFunc(out.Indicators, byNeed)
	out.Beliefs = b.beliefs(sittings)
	out.Groups = b.groups(sittings)
	return out
}

// latest is the pupil's last session that counts, or her last open one.
func latest(trails []models.SessionTrail, learner models.AccountID) *models.SessionTrail {
	var found *models.SessionTrail
	for i, t := range trails {
		s := t.Session
		if s.LearnerID != learner || s.State == models.SessionVoided {
			continue
		}
		if found == nil || cmp.Or(btoi(s.State.Counts())-btoi(found.Session.State.Counts()), s.CreatedAt.Compare(found.Session.CreatedAt)) > 0 {
			found = &trails[i]
		}
	}
	return found
}

func (b Basis) row(l models.Learner, s sitting) Row {
	session := s.trail.Session
	row := Row{Learner: l, State: session.State, SessionID: session.ID, At: session.EndedAt, Items: len(s.seen)}
	if !session.State.Counts() || !s.measured() {
		return row
	}
	score, at := b.estimate(session.Theta, session.SE), b.place(s)
	row.Score, row.Level, row.Probability, row.Provisional = &score, at.Level.Code, at.Probability, s.provisional()
	return row
}

// mean theta of the pupils and its standard error from measurement; the class
// is not a sample of anything larger.
func meanTheta(sittings []sitting) (theta, se float64) {
	n := float64(len(sittings))
	for _, s := range sittings {
		theta += s.trail.Session.Theta / n
		se += s.trail.Session.SE * s.trail.Session.SE
	}
	return theta, math.Sqrt(se) / n
}

func (b Basis) mean(sittings []sitting) *Estimate {
	if len(sittings) == 0 {
		return nil
	}
	e := b.estimate(meanTheta(sittings))
	return &e
}

func (b Basis) bins(sittings []sitting) []Bin {
	out := make([]Bin, len(b.Levels))
	for i, l := range b.Levels {
		out[i].Level = l
	}
	for _, s := range sittings {
		at := b.place(s)
		for i, share := range at.Path {
			out[i].Expected += share.Probability
			if share.Level.Code == at.Level.Code {
				out[i].Pupils = append(out[i].Pupils, s.trail.Session.LearnerID)
			}
		}
	}
	return out
}

func (b Basis) needs(sittings []sitting, nodes []models.Node) []Need {
	var out []Need
	for _, n := range nodes {
		out = append(out, b.need(sittings, n))
	}
	return out
}

// need pools the class: its pupils share one deviation on the node.
func (b Basis) need(sittings []sitting, n models.Node) Need {
	out := Need{Code: n.Code, Name: n.Name, Verdict: NotMeasured}
	for _, s := range sittings {
		if answers := len(s.on(n.Code)); answers > 0 {
			out.Pupils++
			out.Answers += answers
		}
	}
	if out.Pupils == 0 {
		return out
	}
	var pupils []evidence
	for _, s := range sittings {
		pupils = append(pupils, s.evidence(n.Code))
	}
	shared := deviate(pupils, Spread(n.Code))
	score := b.estimate(shared.value, shared.valueSD)
	out.Score, out.Verdict, out.Few, out.deviation = &score, shared.verdict(), out.Pupils < enough, shared.mean
	return out
}

func byNeed(x, y Need) int {
	return cmp.Or(btoi(y.Pupils > 0)-btoi(x.Pupils > 0), cmp.Compare(x.deviation, y.deviation))
}
