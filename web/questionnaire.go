package web

import (
	"html/template"
	"strings"
	"time"

	"suyang/models"
	"suyang/web/chart"
	"suyang/web/i18n"
)

// questionnairePages are the pages that people answer questionnaires on, and
// those that open them and hand out what was answered.
var questionnairePages = []Spec{
	{Name: "questionnaire/intro", Title: "questionnaire.title", Layout: LayoutApp, Sample: QuestionnaireIntro{
		QuestionnaireOffer: QuestionnaireOffer{Begun: true}, Intro: []string{"-"}, Pages: 1,
	}},
	{Name: "questionnaire/page", Title: "questionnaire.title", Layout: LayoutTask, Sample: QuestionnairePage{Questions: sampleQuestions}},
	{Name: "questionnaire/thanks", Title: "questionnaire.thanks.title", Layout: LayoutApp, Sample: QuestionnaireThanks{Kind: "-"}},
	{Name: "teacher/questionnaires", Title: "questionnaire.class.title", Layout: LayoutApp, Sample: ClassQuestionnaires{
		Openings: []OpenedQuestionnaire{{Open: true, CloseURL: "/"}}, Form: OpeningForm{Choices: []Choice{{}}},
	}},
	{Name: "teacher/profile", Title: "questionnaire.profile.title", Layout: LayoutApp, Sample: ProfilePage{
		Dimensions: []ProfileDimension{{Scored: true, Situations: true, Next: "-", Cases: []ProfileCase{{}}}},
	}},
	{Name: "researcher/questionnaires", Title: "questionnaire.files.title", Layout: LayoutApp, Sample: QuestionnaireFiles{
		Questionnaires: []QuestionnaireFile{{Scales: []Choice{{}}, Groups: []GroupRow{{Means: []string{"-"}}}, GroupHeads: []string{"-"}}},
	}},
}

var sampleQuestions = []AskedQuestion{
	{Type: models.QuestionLikert, Situation: "-", Options: []AskedOption{{}}, Answered: true, Error: "questionnaire.error.choice"},
	{Type: models.QuestionMultiple, Options: []AskedOption{{}}}, {Type: models.QuestionNumber},
}

// QuestionnaireOffer is a questionnaire on the page where a person begins.
type QuestionnaireOffer struct {
	URL       string
	Title     string
	Minutes   int
	ClosesAt  time.Time
	Begun     bool
	Submitted bool
	Open      bool
}

// QuestionnaireIntro is the data of the page "questionnaire/intro": what is
// asked, why, and who sees it.
type QuestionnaireIntro struct {
	QuestionnaireOffer
	Intro    []string // paragraphs
	Pages    int      // 0: there is nothing this person may be asked
	GoOn     int      // number of the first page with an open question
	Answered int      // questions
	Asked    int
	Teacher  bool // the reader is one: the result is a profile
}

// Paragraphs splits a text at empty lines.
func Paragraphs(text string) []string { return strings.Split(strings.TrimSpace(text), "\n\n") }

// QuestionnairePage is the data of the page "questionnaire/page": a few
// questions. The form posts to its own address; the field of a question has its
// identifier for name, and "go" says next, back, later or submit.
type QuestionnairePage struct {
	URL       string
	Title     string
	Lead      string
	Number    int // of the page, from 1
	Pages     int
	Questions []AskedQuestion
	Errors    FormErrors
}

// Last reports whether no page follows.
func (p QuestionnairePage) Last() bool { return p.Number == p.Pages }

// Progress is the share of the pages before this one.
func (p QuestionnairePage) Progress() float64 { return float64(p.Number-1) / float64(max(p.Pages, 1)) }

// AskedQuestion is one question on a page.
type AskedQuestion struct {
	ID        string
	Type      models.QuestionType
	Situation string
	Prompt    string
	Options   []AskedOption
	Number    string // answered to a question for a number
	Unit      string
	Answered  bool   // before this page was shown
	Error     string // locale key
}

// AskedOption is one option of a question.
type AskedOption struct {
	Value  int
	Text   string
	Chosen bool
}

// QuestionnaireThanks is the data of the page "questionnaire/thanks".
type QuestionnaireThanks struct {
	QuestionnaireOffer
	Kind string // a kind word about what was answered; may be empty
}

// ClassQuestionnaires is the data of the page "teacher/questionnaires": what is
// open for a class, and how many have answered.
type ClassQuestionnaires struct {
	Class    TaughtClass
	Openings []OpenedQuestionnaire // newest first
	Pupils   int
	Form     OpeningForm
}

// OpenedQuestionnaire is a questionnaire that was opened for a class.
type OpenedQuestionnaire struct {
	Title     string
	OpensAt   time.Time
	ClosesAt  time.Time
	Open      bool
	Submitted int
	Begun     int
	CloseURL  string
}

// OpeningForm is the form that opens a questionnaire: fields "code" and
// "closes" (local time, as browsers send it).
type OpeningForm struct {
	Choices []Choice
	Code    string
	Closes  string
	Errors  FormErrors
}

// ProfilePage is the data of the page "teacher/profile".
type ProfilePage struct {
	Name       string
	At         time.Time
	Answered   int
	Asked      int
	Chart      template.HTML
	Dimensions []ProfileDimension
	Source     string // of the metric, in English
}

// ProfileDimension is one dimension of a teacher's profile.
type ProfileDimension struct {
	Name        string
	Description string
	Scored      bool // otherwise too few questions were answered
	Value       float64
	Low, High   float64
	Situations  bool // the situations are scored
	Credits     int
	MaxCredits  int
	Next        string
	Cases       []ProfileCase
}

// ProfileCase is a situation with what the teacher chose and what experts hold
// best.
type ProfileCase struct {
	Situation     string
	Chosen        string
	ChosenWhy     string
	Best, BestWhy string
	Credit        int
}

// profileBands cut the metric at half a standard deviation around its mean,
// where the suggestions change.
var profileBands = []struct {
	key      string
	from, to float64
}{{"questionnaire.profile.lower", 20, 45}, {"questionnaire.profile.middle", 45, 55}, {"questionnaire.profile.upper", 55, 80}}

// ProfileChart draws the dimensions on the metric with mean 50.
func (r *Renderer) ProfileChart(l models.Locale, dimensions []ProfileDimension) template.HTML {
	say := r.words(l)
	f := r.Figure(i18n.Locale(l), "profile")
	f.Title, f.Desc, f.Source = profileFinding(say, dimensions), say("questionnaire.profile.chart.desc"), say("questionnaire.profile.chart.source")
	drawn := chart.Strips{Figure: f, RowHead: say("questionnaire.profile.dimension"), BandHead: say("questionnaire.profile.score")}
	for _, b := range profileBands {
		drawn.Bands = append(drawn.Bands, chart.Band{Name: say(b.key), From: b.from, To: b.to})
	}
	for _, d := range dimensions {
		row := chart.Strip{Label: d.Name, Missing: say("questionnaire.profile.few")}
		if d.Scored {
			row = chart.Strip{
				Label: d.Name, Value: d.Value, Low: d.Low, High: d.High,
				Word: say("questionnaire.profile.value", "value", whole(d.Value), "low", whole(d.Low), "high", whole(d.High)),
			}
		}
		drawn.Rows = append(drawn.Rows, row)
	}
	return drawn.HTML()
}

func whole(v float64) string { return i18n.Number(i18n.English, v, 0) }

// profileFinding names the dimension that stands out: one whose interval lies
// above the interval of another.
func profileFinding(say func(string, ...any) string, dimensions []ProfileDimension) string {
	var top, bottom *ProfileDimension
	for i := range dimensions {
		d := &dimensions[i]
		if !d.Scored {
			continue
		}
		if top == nil || d.Value > top.Value {
			top = d
		}
		if bottom == nil || d.Value < bottom.Value {
			bottom = d
		}
	}
	if top != nil && top.Low > bottom.High {
		return say("questionnaire.profile.differs", "high", top.Name, "low", bottom.Name)
	}
	return say("questionnaire.profile.alike")
}

// QuestionnaireFiles is the data of the page "researcher/questionnaires".
type QuestionnaireFiles struct{ Questionnaires []QuestionnaireFile }

// QuestionnaireFile is one questionnaire with what can be had of it.
type QuestionnaireFile struct {
	URL        string // files lie below it
	Code       string
	Title      string
	Audience   models.Audience
	Version    int
	Questions  int
	Begun      int
	Submitted  int
	Scales     []Choice // pcm scales
	GroupHeads []string // names of the scales in Groups
	Groups     []GroupRow
}

// GroupRow is a school or a region with the means of its teachers.
type GroupRow struct {
	Region, School string // School is empty for the region as a whole
	N              int
	Means          []string // mean and standard error
}

// Messages of the questionnaires' forms.
const (
	QuestionnaireUnknown     = "questionnaire.error.unknown"
	QuestionnaireClosesEarly = "questionnaire.error.closes"
	AnswerChoice             = "questionnaire.error.choice"
	AnswerNumber             = "questionnaire.error.number"
)
