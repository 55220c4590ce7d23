package web

import (
	"time"

	"suyang/models"
)

// ClassPupils is the data of the page "teacher/pupils".
type ClassPupils struct {
	Class  TaughtClass
	Pupils []models.Learner // in the order of the roster
}

// Reissue is the data of the page "teacher/reissue", which asks before it
// replaces login cards. It posts to its own address.
type Reissue struct {
	Class  TaughtClass
	Pupil  string // name; empty: the whole class
	URL    string // posted to
	Pupils int    // of the class
}

// CardSheet is the data of the page "teacher/cards": login cards just issued,
// to be printed now.
type CardSheet struct {
	Class TaughtClass
	Today time.Time
	Cards []LoginCard
}

// LoginCard is a pupil's card; its code can be read this once.
type LoginCard struct{ School, Class, Name, Code, Address string }

// LessonPage is the data of the page "teacher/lesson".
type LessonPage struct {
	Indicator string
	Title     string
	Goal      string
	Minutes   int
	Body      string     // Markdown with screens
	TryIt     string     // Markdown with screens
	SelfCheck *SelfCheck // nil: the lesson has none
}

// NewLessonPage shows a lesson in a locale.
func NewLessonPage(l models.Locale, in models.Lesson) LessonPage {
	return LessonPage{
		Title: in.Title.In(l), Goal: in.Goal.In(l), Minutes: in.Minutes,
		Body: in.Body.In(l), TryIt: in.TryIt.In(l), SelfCheck: NewSelfCheck(l, in.SelfCheck),
	}
}
