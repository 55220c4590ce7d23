package storybook

import (
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
	"suyang/web/markdown"
)

var teacherTestStories = []Story{
	{"teacher-tests", "teacher/tests", ofTeacher(func(l i18n.Locale) any {
		return web.ClassTests{Class: taught(l), Tests: assignedTests(l), Form: testForm(l)}
	})},
	{"teacher-tests-empty", "teacher/tests", ofTeacher(func(l i18n.Locale) any {
		return web.ClassTests{Class: taught(l), Form: testForm(l)}
	})},
	{"teacher-tests-errors", "teacher/tests", ofTeacher(func(l i18n.Locale) any {
		form := testForm(l)
		form.Opens, form.Closes, form.Some = "2026-11-24T08:00", "2026-11-23T18:00", true
		form.Errors = web.FormErrors{{Field: "closes", Key: web.TestClosesEarly}, {Field: "pupil", Key: web.TestPupilsNone}}
		return web.ClassTests{Class: taught(l), Tests: assignedTests(l)[:1], Form: form}
	})},
	{"teacher-watch", "teacher/assignment", ofTeacher(func(l i18n.Locale) any { return watched(l) })},
	{"teacher-watch-upcoming", "teacher/assignment", ofTeacher(func(l i18n.Locale) any {
		w := watched(l)
		w.State, w.OpensAt, w.Turnout = web.TestUpcoming, today.AddDate(0, 0, 1), web.Turnout{NotStarted: 3}
		w.Pupils = []web.WatchedPupil{{PupilLink: w.Pupils[0].PupilLink}, {PupilLink: w.Pupils[4].PupilLink}, {PupilLink: w.Pupils[2].PupilLink}}
		return w
	})},
	{"teacher-watch-closed", "teacher/assignment", ofTeacher(func(l i18n.Locale) any {
		w := watched(l)
		w.State, w.ClosesAt, w.Turnout, w.Pupils = web.TestClosed, today, web.Turnout{Done: 3}, w.Pupils[:3]
		return w
	})},
	{"teacher-void", "teacher/void", ofTeacher(func(l i18n.Locale) any { return voidForm(l) })},
	{"teacher-void-errors", "teacher/void", ofTeacher(func(l i18n.Locale) any {
		form := voidForm(l)
		form.Errors = web.FormErrors{{Field: "reason", Key: web.VoidReason}}
		return form
	})},
	{"teacher-coding", "teacher/coding", ofTeacher(func(l i18n.Locale) any { return coding(l) })},
	{"teacher-coding-errors", "teacher/coding", ofTeacher(func(l i18n.Locale) any {
		page := coding(l)
		page.Left, page.Text.Text = 1, "表格"
		page.Text.Errors = web.FormErrors{{Field: "points", Key: web.CodingPoints}}
		return page
	})},
	{"teacher-coding-done", "teacher/coding", ofTeacher(func(l i18n.Locale) any { return web.CodingPage{Class: taught(l)} })},
}

func assignedTests(l i18n.Locale) []web.AssignedTest {
	return []web.AssignedTest{
		{URL: "#1", Title: adaptiveTest(l), OpensAt: today, ClosesAt: today.AddDate(0, 0, 4), State: web.TestOpen},
		{URL: "#2", Title: say(l, "题型体验", "Every kind of task"), OpensAt: today.AddDate(0, 0, 8), ClosesAt: today.AddDate(0, 0, 9), State: web.TestUpcoming, Pupils: 5},
		{URL: "#3", Title: adaptiveTest(l), OpensAt: today.AddDate(0, -6, 0), ClosesAt: today.AddDate(0, -6, 7), State: web.TestClosed},
	}
}

func testForm(l i18n.Locale) web.TestForm {
	form := web.TestForm{Closes: "2026-11-30T18:00", Forms: []web.Choice{{Value: "1", Label: adaptiveTest(l)}, {Value: "2", Label: say(l, "题型体验", "Every kind of task")}}}
	for i, row := range roster(l, 12) {
		form.Pupils = append(form.Pupils, web.PupilChoice{ID: row.Learner.ID.String(), Name: row.Learner.Name, Number: row.Learner.Number, Chosen: i == 2})
	}
	return form
}

// watched has a pupil in every state.
func watched(l i18n.Locale) web.WatchPage {
	w := web.WatchPage{
		Class: taught(l), URL: "#test", Title: adaptiveTest(l), OpensAt: today.Add(-90 * time.Minute), ClosesAt: today.AddDate(0, 0, 4),
		State: web.TestOpen, Turnout: web.Turnout{NotStarted: 2, Working: 4, Done: 2}, Now: today,
	}
	states := []web.WatchedPupil{
		{State: models.SessionFinished, Items: 13, Progress: 1, Precision: 62},
		{State: models.SessionExpired, Items: 9, Progress: 0.7, Precision: 81},
		{State: models.SessionRunning, Items: 11, Progress: 0.85, Precision: 70, Idle: 20 * time.Second},
		{State: models.SessionRunning, Items: 3, Progress: 0.2, Precision: 118, Idle: 14 * time.Minute},
		{},
		{State: models.SessionPaused, Items: 6, Progress: 0.45, Precision: 92},
		{State: models.SessionCreated},
		{State: models.SessionVoided, Items: 2, Progress: 0.1, Precision: 130},
	}
	for i, row := range roster(l, len(states)) {
		p := states[i]
		p.Name, p.Number = row.Learner.Name, row.Learner.Number
		if p.State != "" {
			p.SessionID = models.NewID[models.Session]()
		}
		if p.State.Counts() {
			p.URL = "#report"
		}
		w.Pupils = append(w.Pupils, p)
	}
	return w
}

func voidForm(l i18n.Locale) web.VoidForm {
	return web.VoidForm{Class: taught(l), Pupil: pupilName(l, 4), Title: adaptiveTest(l), Back: "#test", URL: "#session"}
}

func coding(l i18n.Locale) web.CodingPage {
	return web.CodingPage{Class: taught(l), Left: 37, Text: &web.TextToCode{
		Title:    say(l, "请AI帮忙做义卖方案", "Ask AI for a charity-sale plan"),
		Stimulus: say(l, "八（1）班要在12月20日办义卖，为山区小学的图书室筹款。小雨问AI：“帮我们做一个义卖方案。”", "On 20 December class 8A holds a charity sale for a mountain school's library. Xiaoyu asks an AI: “Make us a plan for a charity sale.”"),
		Prompt:   markdown.HTML(say(l, "请你重新写一段给AI的话，让它的回答能用得上。最后再写一句：这次义卖里，哪一部分你们不交给AI。", "Write a better request to the AI, so that its answer can be used. End with one sentence that says which part you will not leave to the AI.")),
		Elements: []web.RubricElement{
			{Description: say(l, "背景：交代为谁义卖、谁参加、何时何地等AI不知道的情况", "Context, such as for whom, who takes part, when and where"), Points: 1},
			{Description: say(l, "限制：说明预算、时长、能卖和不能卖的东西等条件", "Limits, such as the budget, the length or what may not be sold"), Points: 1},
			{Description: say(l, "分工：说出一项由同学们完成或决定的事", "Division of work, one thing that pupils do or decide"), Points: 1},
		},
		Text: say(l, "我们八年级1班42个人，12月20号中午在操场卖自己做的手工，给山区小学建图书室。\n预算200元，不卖吃的。请用表格列出分工和时间。\n定价和感谢信我们自己来。", "We are 42 pupils of 8A and sell our own handicrafts on 20 December.\nAt most 200 yuan, no food. Please list who does what in a table.\nPrices and thank-you letters we do ourselves."),
		Rule: 3, Max: 3,
	}}
}
