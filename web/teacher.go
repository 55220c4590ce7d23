package web

import (
	"time"

	"suyang/assessment/report"
	"suyang/models"
)

// teacherPages are the pages of teachers.
var teacherPages = []Spec{
	{Name: "teacher/home", Title: "teacher.home.title", Layout: LayoutApp, Sample: TeacherHome{Classes: []ClassToday{{Todo: sampleTodo}}}},
	{Name: "teacher/class", Title: "teacher.class.title", Layout: LayoutApp, Sample: ClassPage{Todo: sampleTodo, Report: sampleClassReport}},
	{Name: "teacher/tests", Title: "teacher.tests.title", Layout: LayoutApp, Sample: ClassTests{
		Tests: []AssignedTest{{State: TestOpen, Pupils: 1, Paper: true}}, Form: TestForm{Forms: []Choice{{}}, Pupils: []PupilChoice{{}}},
	}},
	{Name: "teacher/assignment", Title: "teacher.watch.title", Layout: LayoutApp, Sample: WatchPage{
		State: TestOpen, Paper: true, Pupils: []WatchedPupil{{State: models.SessionRunning, Items: 1, Precision: 1}},
	}},
	{Name: "teacher/report", Title: "teacher.test_report.title", Layout: LayoutApp, Sample: TestReport{Report: sampleClassReport}},
	{Name: "teacher/void", Title: "teacher.void.title", Layout: LayoutApp, Sample: VoidForm{}},
	{Name: "teacher/pupil", Title: "teacher.pupil.title", Layout: LayoutApp, Sample: PupilReport{
		State: models.SessionFinished, Lesson: &LessonLink{}, Answers: []ReviewedItem{{Parts: []ReviewedPart{{Given: []GivenAnswer{{}}}}}},
		PupilResult: PupilResult{
			Items: 1, Provisional: true, CanDo: []CanDo{{Kind: report.Solved}}, Work: &WorkOn{}, Place: &Place{},
			Measured: []IndicatorResult{{Verdict: report.Near}}, NotMeasured: []string{"-"},
		},
	}},
	{Name: "teacher/coding", Title: "teacher.coding.title", Layout: LayoutApp, Sample: CodingPage{
		Left: 1, Text: &TextToCode{Elements: []RubricElement{{}}, Max: 1},
	}},
	{Name: "teacher/pupils", Title: "teacher.pupils.title", Layout: LayoutApp, Sample: ClassPupils{Pupils: []models.Learner{{Under14: true}}}},
	{Name: "teacher/reissue", Title: "teacher.cards.title", Layout: LayoutApp, Sample: Reissue{}},
	{Name: "teacher/cards", Title: "teacher.cards.title", Layout: LayoutSheet, Sample: CardSheet{Cards: []LoginCard{{}}}},
	{Name: "teacher/lesson", Title: "teacher.lesson.title", Layout: LayoutApp, Sample: LessonPage{}},
}

var sampleTodo = Todo{
	Tests: []OpenTest{{}}, Texts: 1, Missing: []PupilLink{{}}, Lowest: []PupilLink{{}}, Consents: 1,
}

// TeacherHome is the data of the page "teacher/home".
type TeacherHome struct {
	Today   time.Time
	Classes []ClassToday
}

// ClassToday is a class with what waits for its teacher.
type ClassToday struct {
	Class TaughtClass
	Todo  Todo
}

// TaughtClass is the class that a page of its teacher is about.
type TaughtClass struct {
	ID     models.ClassID
	Name   string
	School string
}

// URL is the address of the class's report; the other pages of the class lie
// below it.
func (c TaughtClass) URL() string { return "/teacher/classes/" + c.ID.String() }

// Todo is what in a class waits for its teacher.
type Todo struct {
	Class       TaughtClass
	Tests       []OpenTest
	Texts       int         // short texts to code
	Missing     []PupilLink // pupils without a result
	Lowest      []PupilLink // pupils whose score lies in the lowest level
	LowestLevel string
	Consents    int // pupils under fourteen without a guardian's consent
}

// Empty reports whether nothing waits.
func (t Todo) Empty() bool {
	return len(t.Tests) == 0 && t.Texts == 0 && len(t.Missing) == 0 && len(t.Lowest) == 0 && t.Consents == 0
}

// OpenTest is a test that can be taken now.
type OpenTest struct {
	URL      string // where it is watched
	Title    string
	ClosesAt time.Time
	Turnout  Turnout
}

// Turnout counts the pupils a test is for.
type Turnout struct{ NotStarted, Working, Done int }

// All is the number of pupils.
func (t Turnout) All() int { return t.NotStarted + t.Working + t.Done }

// PupilLink is a pupil's name with the way to her report.
type PupilLink struct {
	Name string
	URL  string // empty: there is no report
}

// LessonLink is a lesson with the way to it.
type LessonLink struct {
	URL     string
	Title   string
	Minutes int
}

func lessonLink(l models.Locale, in *report.Lesson) *LessonLink {
	if in == nil {
		return nil
	}
	return &LessonLink{URL: "/teacher/lessons/" + in.ID, Title: in.Title.In(l), Minutes: in.Minutes}
}

// SessionURL is the address of the report of a session.
func SessionURL(id models.SessionID) string { return "/teacher/sessions/" + id.String() }
