package content

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"suyang/models"
)

// Bounds of questionnaires.
const (
	maxAtOnce          = 6 // questions of a page that one person sees
	minLikert          = 3
	maxLikert          = 7
	maxMinutesToAnswer = 45

	teacherInstrument      = "teacher"
	teacherInstrumentItems = 40
)

// questionName is what an identifier of a question looks like: it heads a
// column of files.
var questionName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]{0,15}$`)

// questionnaire checks one questionnaire.
func (r record) questionnaire(q models.Questionnaire) {
	r.bilingual("", q, "lead", "situation", "unit", "kind", "rationale")
	r.audience(q)
	if q.Version < 1 {
		r.bad("version", fmt.Sprintf("%d is no version", q.Version), "count from 1")
	}
	if q.Minutes < 1 || q.Minutes > maxMinutesToAnswer {
		r.bad("minutes", fmt.Sprintf("%d is outside 1 to %d", q.Minutes, maxMinutesToAnswer), "say how long answering takes")
	}
	aspects := map[string]bool{}
	for i, a := range q.Aspects {
		r.unique("aspects of "+q.Code, fmt.Sprintf("aspects[%d].code", i), a.Code)
		aspects[a.Code] = true
	}
	c := questionChecker{record: r, whole: q, scales: map[string]models.Scale{}, aspects: aspects}
	for i, s := range q.Scales {
		c.scale(fmt.Sprintf("scales[%d]", i), s)
	}
	for i, p := range q.Pages {
		c.page(fmt.Sprintf("pages[%d]", i), p)
	}
	if q.Code == teacherInstrument {
		c.instrument()
	}
}

func (r record) audience(q models.Questionnaire) {
	switch q.Audience {
	case models.AudiencePupil:
		if len(q.Stages) == 0 {
			r.bad("stages", "a questionnaire for pupils names no stage", "list the stages it is for")
		}
	case models.AudienceTeacher:
		if len(q.Stages) > 0 {
			r.bad("stages", "a questionnaire for teachers names stages", "leave them out")
		}
	default:
		r.bad("audience", fmt.Sprintf("%q is not an audience", q.Audience), "use pupil or teacher")
	}
	for i, s := range q.Stages {
		r.stage(fmt.Sprintf("stages[%d]", i), s)
	}
}

// questionChecker knows what the questions of a questionnaire may refer to.
type questionChecker struct {
	record
	whole   models.Questionnaire
	scales  map[string]models.Scale // those before this one
	aspects map[string]bool
}

func (c questionChecker) scale(path string, s models.Scale) {
	c.unique("scales of "+c.whole.Code, path+".code", s.Code)
	c.scales[s.Code] = s
	c.aspect(path, s.Aspect)
	switch s.Method {
	case models.ScalePCM:
		if !(s.SD > 0) || math.IsInf(s.SD, 0) || math.IsNaN(s.Mean) || math.IsInf(s.Mean, 0) {
			c.bad(path+".sd", fmt.Sprintf("mean %g and standard deviation %g give no metric", s.Mean, s.SD), "say which theta is 50 and how much theta is 10")
		}
		if strings.TrimSpace(s.Source) == "" {
			c.bad(path+".source", "is empty", "say where the thresholds come from")
		}
	case models.ScalePoints, models.ScaleIndex:
	default:
		c.bad(path+".method", fmt.Sprintf("%q is not a method", s.Method), "use pcm, points or index")
	}
	if len(s.Next) != 0 && len(s.Next) != 3 {
		c.bad(path+".next", fmt.Sprintf("%d suggestions", len(s.Next)), "write three: below 45, up to 55, above")
	}
	c.minimum(path, s)
}

// minimum checks that a score can be had at every stage that is asked at all.
func (c questionChecker) minimum(path string, s models.Scale) {
	ever := false
	for _, stage := range c.stages() {
		n := len(slices.DeleteFunc(c.whole.Of(s.Code), func(q models.Question) bool { return !asked(q, stage) }))
		ever = ever || n > 0
		if n > 0 && (s.Minimum < 1 || s.Minimum > n) {
			c.bad(path+".minimum", fmt.Sprintf("%d of the %d questions that %s is asked", s.Minimum, n, either(stage)), "ask for at least one answer and no more than there are questions")
			return
		}
	}
	if !ever {
		c.bad(path+".code", "no question belongs to the scale", "ask one, or leave the scale out")
	}
}

// stages are those whose pupils see the questionnaire; of teachers an empty one.
func (c questionChecker) stages() []models.Stage {
	if c.whole.Audience == models.AudiencePupil {
		return c.whole.Stages
	}
	return []models.Stage{""}
}

func asked(q models.Question, s models.Stage) bool {
	return len(q.Stages) == 0 || slices.Contains(q.Stages, s)
}

func either(s models.Stage) string {
	if s == "" {
		return "a teacher"
	}
	return "a pupil of " + string(s)
}

func (c questionChecker) page(path string, p models.QuestionPage) {
	if len(p.Questions) == 0 {
		c.bad(path+".questions", "is empty", "ask something or leave the page out")
	}
	for _, stage := range c.stages() {
		n := 0
		for _, q := range p.Questions {
			if asked(q, stage) {
				n++
			}
		}
		if n > maxAtOnce {
			c.bad(path+".questions", fmt.Sprintf("%s sees %d questions at once", either(stage), n), fmt.Sprintf("put at most %d on a page", maxAtOnce))
		}
	}
	for i, q := range p.Questions {
		c.question(fmt.Sprintf("%s.questions[%d]", path, i), q)
	}
}

func (c questionChecker) question(path string, q models.Question) {
	c.unique("questions of "+c.whole.Code, path+".id", q.ID)
	if q.ID != "" && !questionName.MatchString(q.ID) {
		c.bad(path+".id", fmt.Sprintf("%q cannot head a column", q.ID), "use up to 16 letters and digits, a letter first")
	}
	for i, s := range q.Stages {
		if !slices.Contains(c.whole.Stages, s) {
			c.bad(fmt.Sprintf("%s.stages[%d]", path, i), fmt.Sprintf("the questionnaire is not for %q", s), "name stages of the questionnaire")
		}
	}
	if !slices.Contains(models.Privacies(), q.Privacy) {
		c.bad(path+".privacy", fmt.Sprintf("%q is not a privacy class", q.Privacy), "use none, personal or sensitive")
	}
	c.aspect(path, q.Aspect)
	c.options(path, q)
	c.measures(path, q)
}

func (c questionChecker) aspect(path, code string) {
	_, known := c.nodes[code]
	if code != "" && !known && !c.aspects[code] {
		c.bad(path+".aspect", fmt.Sprintf("%q is neither an aspect of the questionnaire nor of the framework", code), "name one of them")
	}
}

// options checks how a question is answered.
func (c questionChecker) options(path string, q models.Question) {
	for i := 1; i < len(q.Options); i++ {
		if q.Options[i].Value <= q.Options[i-1].Value {
			c.bad(fmt.Sprintf("%s.options[%d].value", path, i), fmt.Sprintf("%d follows %d", q.Options[i].Value, q.Options[i-1].Value), "let the values ascend")
		}
	}
	switch n := len(q.Options); q.Type {
	case models.QuestionLikert:
		if n < minLikert || n > maxLikert || q.Options[0].Value != 1 || q.Options[n-1].Value != n {
			c.bad(path+".options", fmt.Sprintf("%d degrees, or values that have gaps", n), fmt.Sprintf("number %d to %d degrees from 1", minLikert, maxLikert))
		}
	case models.QuestionSingle, models.QuestionMultiple:
		if n < 2 {
			c.bad(path+".options", fmt.Sprintf("%d options are no choice", n), "give two or more")
		}
	case models.QuestionNumber:
		if n > 0 || q.Min < 0 || q.Max <= q.Min {
			c.bad(path+".max", fmt.Sprintf("a number from %d to %d with %d options", q.Min, q.Max, n), "give min and max from 0, and no options")
		}
	default:
		c.bad(path+".type", fmt.Sprintf("%q is not a type", q.Type), "use likert, single, multiple or number")
	}
	for i, o := range q.Options {
		if o.Value < 0 || o.Value > 99 {
			c.bad(fmt.Sprintf("%s.options[%d].value", path, i), fmt.Sprintf("%d is outside 0 to 99", o.Value), "use a short code")
		}
	}
}

// measures checks what a question has to do with its scale.
func (c questionChecker) measures(path string, q models.Question) {
	s, known := c.scales[q.Scale]
	if q.Scale != "" && !known {
		c.bad(path+".scale", fmt.Sprintf("there is no scale %q", q.Scale), "name a scale of the questionnaire")
	}
	if q.Scale != "" && q.Type == models.QuestionMultiple {
		c.bad(path+".scale", "several options together have no value", "ask a multiple question outside of scales")
	}
	if s.Method == models.ScalePCM {
		c.thresholds(path, q)
	} else if len(q.Thresholds) > 0 {
		c.bad(path+".thresholds", "are of no use outside a pcm scale", "leave them out")
	}
	if q.Reverse && s.Method != models.ScalePCM && s.Method != models.ScaleIndex {
		c.bad(path+".reverse", "nothing is turned round outside a pcm or index scale", "leave it out")
	}
	c.credits(path, q, s.Method == models.ScalePoints)
	for i, o := range q.Options {
		if o.Unknown && (q.Type != models.QuestionSingle || s.Method == models.ScalePCM || s.Method == models.ScalePoints) {
			c.bad(fmt.Sprintf("%s.options[%d].unknown", path, i), "such a question has a degree for everybody", "leave the option out")
		}
	}
}

func (c questionChecker) thresholds(path string, q models.Question) {
	if q.Type != models.QuestionLikert || len(q.Thresholds) != len(q.Options)-1 {
		c.bad(path+".thresholds", fmt.Sprintf("%d thresholds for %d degrees", len(q.Thresholds), len(q.Options)), "give a likert question one threshold a step")
	}
	for _, b := range q.Thresholds {
		if !(math.Abs(b) <= 5) {
			c.bad(path+".thresholds", fmt.Sprintf("%g is outside -5 to 5", b), "give thresholds in theta")
		}
	}
}

// credits wants one best option of a situation and a reason for each.
func (c questionChecker) credits(path string, q models.Question, points bool) {
	best := 0
	for i, o := range q.Options {
		at := fmt.Sprintf("%s.options[%d]", path, i)
		switch {
		case !points && (o.Credit != 0 || !o.Rationale.IsZero()):
			c.bad(at+".credit", "has credit or a rationale outside a points scale", "leave them out")
		case points && (o.Credit < 0 || o.Credit > 2):
			c.bad(at+".credit", fmt.Sprintf("%d is outside 0 to 2", o.Credit), "give 0, 1 or 2")
		case points && o.Rationale.IsZero():
			c.bad(at+".rationale", "is missing", "say why the option has its credit")
		case o.Credit == 2:
			best++
		}
	}
	if points && (q.Type != models.QuestionSingle || best != 1 || q.Situation.IsZero()) {
		c.bad(path+".options", fmt.Sprintf("a situation with %d best courses of action", best), "describe a situation and give exactly one option the credit 2")
	}
}

// instrument checks that the teachers' instrument is whole: 40 items over five
// dimensions, every component of them, each dimension by answers about oneself
// and by situations.
func (c questionChecker) instrument() {
	questions := c.whole.Questions()
	if len(questions) != teacherInstrumentItems {
		c.bad("pages", fmt.Sprintf("%d items", len(questions)), fmt.Sprintf("the instrument has %d", teacherInstrumentItems))
	}
	for i, a := range c.whole.Aspects {
		within := func(code string) bool { return code == a.Code || strings.HasPrefix(code, a.Code+".") }
		if !slices.ContainsFunc(questions, func(q models.Question) bool { return within(q.Aspect) }) {
			c.bad(fmt.Sprintf("aspects[%d].code", i), fmt.Sprintf("nothing asks about %s", a.Code), "ask")
		}
		if strings.Contains(a.Code, ".") {
			continue
		}
		for _, method := range []models.ScaleMethod{models.ScalePCM, models.ScalePoints} {
			if !slices.ContainsFunc(c.whole.Scales, func(s models.Scale) bool { return s.Aspect == a.Code && s.Method == method }) {
				c.bad(fmt.Sprintf("aspects[%d].code", i), fmt.Sprintf("%s has no %s scale", a.Code, method), "measure each dimension by answers about oneself and by situations")
			}
		}
	}
}
