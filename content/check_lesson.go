package content

import (
	"fmt"
	"math"
	"strings"

	"suyang/models"
)

// Bounds of a lesson's text: what a pupil reads in a few minutes.
const (
	minHan, maxHan         = 300, 600 // Chinese characters
	minWords, maxWords     = 120, 450 // English words
	minMinutes, maxMinutes = 1, 15
)

// selfCheck checks the question of a lesson as a part of an item.
func (r record) selfCheck(p models.Part) {
	const path = "self_check"
	if p.Type != models.PartSingle {
		r.bad(path+".type", fmt.Sprintf("%q is no single choice", p.Type), "ask for one option")
		return
	}
	r.part(path, p)
	r.wording(path, p)
	r.leak(path+".prompt", p.Prompt, p)
}

// lesson checks one micro-lesson.
func (r record) lesson(l models.Lesson) {
	r.bilingual("", l)
	r.stage("stage", l.Stage)
	r.indicator(l.Indicator, l.Stage)
	if l.Minutes < minMinutes || l.Minutes > maxMinutes {
		r.bad("minutes", fmt.Sprintf("%d is outside %d to %d", l.Minutes, minMinutes, maxMinutes), "give the reading time in minutes")
	}
	if !(math.Abs(l.Difficulty) <= 4) {
		r.bad("difficulty", fmt.Sprintf("%g is outside -4 to 4", l.Difficulty), "give the theta of a pupil whom the lesson fits")
	}
	if n := len(han.FindAllString(l.Body.ZH, -1)); n < minHan || n > maxHan {
		r.bad("body.zh", fmt.Sprintf("%d Chinese characters", n), fmt.Sprintf("write %d to %d", minHan, maxHan))
	}
	if n := len(strings.Fields(l.Body.EN)); n < minWords || n > maxWords {
		r.bad("body.en", fmt.Sprintf("%d English words", n), fmt.Sprintf("write %d to %d", minWords, maxWords))
	}
	if l.SelfCheck != nil {
		r.selfCheck(*l.SelfCheck)
	}
}
