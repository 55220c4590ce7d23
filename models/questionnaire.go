package models

import (
	"slices"
	"time"
)

// Questionnaire asks people about themselves. What it measures are scales; none
// of them enters the score of a test. An answer is kept under the identifier of
// its question, so an identifier is never used again for another question.
type Questionnaire struct {
	Code     string         `json:"code" yaml:"code"` // unique, such as pupil
	Version  int            `json:"version" yaml:"version"`
	Audience Audience       `json:"audience" yaml:"audience"`
	Stages   []Stage        `json:"stages,omitempty" yaml:"stages,omitempty"` // of the pupils it is for
	Minutes  int            `json:"minutes" yaml:"minutes"`                   // it takes about this long
	Title    Text           `json:"title" yaml:"title"`
	Intro    Text           `json:"intro" yaml:"intro"` // why we ask, who sees the answers, that any question may be skipped
	Aspects  []Aspect       `json:"aspects,omitempty" yaml:"aspects,omitempty"`
	Scales   []Scale        `json:"scales" yaml:"scales"`
	Pages    []QuestionPage `json:"pages" yaml:"pages"`
}

// Audience is whom a questionnaire is for.
type Audience string

// Audiences.
const (
	AudiencePupil   Audience = "pupil"
	AudienceTeacher Audience = "teacher"
)

// Aspect is a dimension, component or indicator of the framework that a
// questionnaire covers; its code extends that of the aspect above it.
type Aspect struct {
	Code string `json:"code" yaml:"code"` // such as T3.1.2
	Name Text   `json:"name" yaml:"name"`
}

// Scale is what several questions measure together.
type Scale struct {
	Code        string      `json:"code" yaml:"code"`
	Name        Text        `json:"name" yaml:"name"`
	Description Text        `json:"description" yaml:"description"`
	Method      ScaleMethod `json:"method" yaml:"method"`
	Minimum     int         `json:"minimum" yaml:"minimum"`                   // answers needed for a score
	Mean        float64     `json:"mean,omitempty" yaml:"mean,omitempty"`     // pcm: theta that is reported as 50
	SD          float64     `json:"sd,omitempty" yaml:"sd,omitempty"`         // pcm: difference in theta that is reported as 10
	Source      string      `json:"source,omitempty" yaml:"source,omitempty"` // pcm: where thresholds, mean and sd come from; prior until calibrated
	Aspect      string      `json:"aspect,omitempty" yaml:"aspect,omitempty"`
	Kind        Text        `json:"kind,omitzero" yaml:"kind,omitempty"`  // what to say to a pupil who scores 50 or more
	Next        []Text      `json:"next,omitempty" yaml:"next,omitempty"` // what a teacher may try next: below 45, up to 55, above
}

// ScaleMethod is how the answers to the questions of a scale become a score.
type ScaleMethod string

// Methods of scoring.
const (
	// ScalePCM is the partial credit model (Masters, 1982): a weighted likelihood
	// estimate, reported with mean 50 and standard deviation 10.
	ScalePCM ScaleMethod = "pcm"
	// ScalePoints adds the credits of the options chosen.
	ScalePoints ScaleMethod = "points"
	// ScaleIndex is the mean of the questions' standardised values, which only a
	// sample has.
	ScaleIndex ScaleMethod = "index"
)

// QuestionPage is what is asked at once.
type QuestionPage struct {
	Title     Text       `json:"title" yaml:"title"`
	Lead      Text       `json:"lead,omitzero" yaml:"lead,omitempty"`
	Questions []Question `json:"questions" yaml:"questions"`
}

// Question is one question. Everybody may leave it out.
type Question struct {
	ID         string       `json:"id" yaml:"id"`
	Type       QuestionType `json:"type" yaml:"type"`
	Stages     []Stage      `json:"stages,omitempty" yaml:"stages,omitempty"` // of the pupils who are asked; empty: all the questionnaire is for
	Situation  Text         `json:"situation,omitzero" yaml:"situation,omitempty"`
	Prompt     Text         `json:"prompt" yaml:"prompt"`
	Options    []Choice     `json:"options,omitempty" yaml:"options,omitempty"`
	Min        int          `json:"min,omitempty" yaml:"min,omitempty"` // of a number
	Max        int          `json:"max,omitempty" yaml:"max,omitempty"`
	Unit       Text         `json:"unit,omitzero" yaml:"unit,omitempty"`
	Scale      string       `json:"scale,omitempty" yaml:"scale,omitempty"`
	Aspect     string       `json:"aspect,omitempty" yaml:"aspect,omitempty"`
	Reverse    bool         `json:"reverse,omitempty" yaml:"reverse,omitempty"`       // a high value means little of the scale
	Thresholds []float64    `json:"thresholds,omitempty" yaml:"thresholds,omitempty"` // of a pcm scale, one a step
	Privacy    Privacy      `json:"privacy" yaml:"privacy"`
}

// QuestionType is how a question is answered.
type QuestionType string

// Types of questions.
const (
	QuestionLikert   QuestionType = "likert"   // one of several degrees
	QuestionSingle   QuestionType = "single"   // one of several options
	QuestionMultiple QuestionType = "multiple" // any of several options
	QuestionNumber   QuestionType = "number"   // a whole number
)

// Choice is one option of a question.
type Choice struct {
	Value     int  `json:"value" yaml:"value"` // code in files; ascends over the options
	Text      Text `json:"text" yaml:"text"`
	Unknown   bool `json:"unknown,omitempty" yaml:"unknown,omitempty"`    // such as "I don't know": an answer, but without a value on the scale
	Credit    int  `json:"credit,omitempty" yaml:"credit,omitempty"`      // of a points scale
	Rationale Text `json:"rationale,omitzero" yaml:"rationale,omitempty"` // why the option has this credit
}

// Privacy classes what an answer tells about a person; see [Privacy.Of].
type Privacy string

// Classes, the least protected first. They follow articles 4 and 28 of the
// Personal Information Protection Law of the People's Republic of China.
const (
	PrivacyNone      Privacy = "none"      // opinions about a subject, kept without a name in files
	PrivacyPersonal  Privacy = "personal"  // about the person or her family
	PrivacySensitive Privacy = "sensitive" // may lead to unequal treatment, or personal and about a child under fourteen
)

// Privacies lists the classes, the least protected first.
func Privacies() []Privacy { return []Privacy{PrivacyNone, PrivacyPersonal, PrivacySensitive} }

// ParsePrivacy reads a class's name.
func ParsePrivacy(s string) (Privacy, error) { return parse("privacy", s, Privacies()) }

// Of is the class of an answer that this person gave: what is personal is
// sensitive below fourteen (article 28).
func (p Privacy) Of(under14 bool) Privacy {
	if p == PrivacyPersonal && under14 {
		return PrivacySensitive
	}
	return p
}

// Serves reports whether the questionnaire is for pupils of a stage.
func (q Questionnaire) Serves(s Stage) bool {
	return q.Audience == AudiencePupil && slices.Contains(q.Stages, s)
}

// Questions lists the questions of all pages.
func (q Questionnaire) Questions() []Question {
	var list []Question
	for _, p := range q.Pages {
		list = append(list, p.Questions...)
	}
	return list
}

// Of lists the questions of a scale.
func (q Questionnaire) Of(scale string) []Question {
	return slices.DeleteFunc(q.Questions(), func(x Question) bool { return x.Scale != scale })
}

// MayBeAsked reports whether a pupil may be asked a question of the class:
// what is sensitive, and below fourteen that is everything personal, needs her
// guardian's consent.
func (l Learner) MayBeAsked(p Privacy) bool {
	return p.Of(l.Under14) != PrivacySensitive || l.Consent.Given
}

// Answers are the values chosen or numbers given, by question. A question that
// was left out is not there; only a multiple question has several values.
type Answers map[string][]int

// Opening lets the pupils of a class answer a questionnaire.
type Opening struct {
	ID       OpeningID `json:"id"`
	RegionID RegionID  `json:"region_id"`
	ClassID  ClassID   `json:"class_id"`
	Code     string    `json:"code"` // of the questionnaire
	OpensAt  time.Time `json:"opens_at"`
	ClosesAt time.Time `json:"closes_at"`
	OpenedBy AccountID `json:"opened_by"`
}

// OpenAt reports whether answers are taken at t.
func (o Opening) OpenAt(t time.Time) bool { return !t.Before(o.OpensAt) && t.Before(o.ClosesAt) }

// OpeningCount is an opening with how far its class is; nobody's answers.
type OpeningCount struct {
	Opening
	Begun     int `json:"begun"` // answered something, not handed in
	Submitted int `json:"submitted"`
}

// Reply is what one person answers to a questionnaire.
type Reply struct {
	ID          ReplyID   `json:"id"`
	RegionID    RegionID  `json:"region_id"`
	AccountID   AccountID `json:"account_id"`
	OpeningID   OpeningID `json:"opening_id"` // zero for a teacher, who answers on her own
	Code        string    `json:"code"`
	Version     int       `json:"version"` // of the questionnaire when answers were last kept
	Locale      Locale    `json:"locale"`  // in which it was last read
	Answers     Answers   `json:"answers"`
	StartedAt   time.Time `json:"started_at"`
	UpdatedAt   time.Time `json:"updated_at"`
	SubmittedAt time.Time `json:"submitted_at"` // zero until handed in
}

// Submitted reports whether the reply was handed in.
func (r Reply) Submitted() bool { return !r.SubmittedAt.IsZero() }

// Respondent is a reply with what statistics need of the person: no name.
type Respondent struct {
	Reply
	SchoolID SchoolID
	School   string // name
	Region   string // name
	Grade    int    // of a pupil
	Under14  bool
}
