package storybook

import (
	"slices"
	"strconv"
	"time"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// teacherStories are the pages of teachers, each in the states it can be in.
var teacherStories = slices.Concat(teacherClassStories, teacherTestStories, teacherPupilStories, teacherPeopleStories, paperStories)

var teacherClassStories = []Story{
	{"teacher-home", "teacher/home", ofTeacher(func(l i18n.Locale) any { return teacherHome(l) })},
	{"teacher-home-empty", "teacher/home", ofTeacher(func(i18n.Locale) any { return web.TeacherHome{Today: today} })},
	{"teacher-class", "teacher/class", classStory(typicalClass)},
	{"teacher-class-small", "teacher/class", classStory(smallClass)},
	{"teacher-class-empty", "teacher/class", classStory(newClass)},
	{"teacher-report", "teacher/report", func(r *web.Renderer, l i18n.Locale) web.Page {
		return teacherPage(l, web.TestReport{
			Class: taught(l), URL: "#test", Title: adaptiveTest(l), OpensAt: today.AddDate(0, 0, -3), ClosesAt: today.AddDate(0, 0, 4),
			Report: r.ClassReport(models.Locale(l), typicalClass(l)),
		})
	}},
	{"teacher-report-empty", "teacher/report", ofTeacher(func(l i18n.Locale) any {
		return web.TestReport{Class: taught(l), URL: "#test", Title: adaptiveTest(l), OpensAt: today, ClosesAt: today.AddDate(0, 0, 7)}
	})},
	{"teacher-lesson", "teacher/lesson", ofTeacher(func(l i18n.Locale) any {
		return web.NewLessonPage(models.Locale(l), models.Lesson{
			Title: models.Text{ZH: "核实一条消息的四步", EN: "Four steps to verify a message"}, Minutes: 5,
			Goal:      models.Text{ZH: "拿到一条消息，能用四步判断它可不可信。", EN: "Judge in four steps whether a message can be trusted."},
			Body:      models.Text{ZH: "### 先停一停\n\n急着转发的消息，最值得先查一查。\n\n1. **看是谁。**\n2. **找原文。**\n3. **横着查。**\n4. **看日期。**", EN: "### Stop first\n\nWhat is urgent to forward is what most needs a check.\n\n1. **Who says it?**\n2. **Find the original.**\n3. **Check sideways.**\n4. **Look at the date.**"},
			TryIt:     models.Text{ZH: "找一条今天看到的消息，画出它的传播路线。", EN: "Take a message you saw today and draw the way it came."},
			SelfCheck: lessonCheck,
		})
	})},
}

// today is the day of these stories.
var today = time.Date(2026, 11, 23, 9, 30, 0, 0, china)

func ofTeacher(data func(i18n.Locale) any) func(*web.Renderer, i18n.Locale) web.Page {
	return func(_ *web.Renderer, l i18n.Locale) web.Page { return teacherPage(l, data(l)) }
}

func teacherPage(l i18n.Locale, data any) web.Page {
	page := asTeacher(l, data)
	page.Nav = []web.NavItem{{Key: "teacher.home.title", URL: "/teacher", Current: true}}
	return page
}

func taught(l i18n.Locale) web.TaughtClass {
	return web.TaughtClass{ID: models.NewID[models.Class](), Name: say(l, "七年级3班", "Grade 7, class 3"), School: say(l, "青山镇中心学校", "Qingshan Central School")}
}

func teacherHome(l i18n.Locale) web.TeacherHome {
	busy, working, quiet, long := taught(l), taught(l), taught(l), taught(l)
	working.Name, quiet.Name = say(l, "七年级4班", "Grade 7, class 4"), say(l, "八年级1班", "Grade 8, class 1")
	long.Name = say(l, "九年级（12）班（信息科技实验班）", "Grade 9, class 12 (information technology experimental class)")
	open := web.OpenTest{URL: "#test", Title: adaptiveTest(l), ClosesAt: today.AddDate(0, 0, 4), Turnout: web.Turnout{NotStarted: 6, Working: 3, Done: 31}}
	return web.TeacherHome{Today: today, Classes: []web.ClassToday{
		{Class: busy, Todo: web.Todo{Class: busy, Tests: []web.OpenTest{open}, Texts: 37}},
		{Class: working, Todo: web.Todo{Class: working, Texts: 1}},
		{Class: quiet},
		{Class: long, Todo: web.Todo{Class: long, Tests: []web.OpenTest{open, open}}},
	}}
}

func classStory(data func(i18n.Locale) report.Class) func(*web.Renderer, i18n.Locale) web.Page {
	return func(r *web.Renderer, l i18n.Locale) web.Page {
		class := taught(l)
		todo := web.Todo{Class: class, Texts: 12, Tests: []web.OpenTest{{
			URL: "#test", Title: adaptiveTest(l), ClosesAt: today.AddDate(0, 0, 4), Turnout: web.Turnout{NotStarted: 2, Working: 1, Done: 37},
		}}}
		in := data(l)
		if in.Measured == 0 {
			todo = web.Todo{Class: class}
		}
		return teacherPage(l, web.ClassPage{
			Class: class, Today: today, Todo: todo.ClassTodo(models.Locale(l), in), Report: r.ClassReport(models.Locale(l), in),
		})
	}
}

// roster makes n pupils; the first is under fourteen.
func roster(l i18n.Locale, n int) []report.Row {
	rows := make([]report.Row, n)
	for i := range rows {
		rows[i].Learner = models.Learner{
			ID: models.NewID[models.Account](), Name: pupilName(l, i), Number: strconv.Itoa(20260301 + i), Under14: i == 0,
		}
	}
	return rows
}

// scored gives the row a result.
func scored(row *report.Row, path []report.Share, value, se, probability float64) {
	row.State, row.SessionID, row.At, row.Items = models.SessionFinished, models.NewID[models.Session](), evening, 13
	row.Score, row.Probability = around(value, se), probability
	for _, s := range path {
		if value >= s.Level.From {
			row.Level = s.Level.Code
		}
	}
}

// inLevels spreads the rows that have a result over the levels.
func inLevels(c *report.Class) {
	for _, s := range placedAt(0).Path {
		bin := report.Bin{Level: s.Level}
		for _, row := range c.Pupils {
			if row.Score != nil && row.Level == s.Level.Code {
				bin.Pupils = append(bin.Pupils, row.Learner.ID)
			}
		}
		c.Levels = append(c.Levels, bin)
	}
	for _, row := range c.Pupils {
		if row.Score == nil {
			c.Unfinished = append(c.Unfinished, row.Learner.ID)
		}
	}
	c.Measured = len(c.Pupils) - len(c.Unfinished)
}

// typicalClass is forty pupils of whom all but two have a result.
func typicalClass(l i18n.Locale) report.Class {
	c := report.Class{Pupils: roster(l, 40), Mean: around(529, 6.5), Provisional: 12}
	path := placedAt(0).Path
	for i := range c.Pupils[:38] {
		scored(&c.Pupils[i], path, 372+float64((i*97)%331), 38, 0.44+float64(i%5)*0.08)
		c.Pupils[i].Provisional = i%3 == 0
	}
	c.Pupils[38].State = models.SessionRunning
	inLevels(&c)
	c.Indicators = []report.Need{
		need(2, 38, 496, 13, report.Below), need(3, 33, 505, 21, report.Below), need(5, 28, 522, 24, report.Near), need(1, 35, 530, 27, report.Near),
		need(6, 4, 541, 52, report.Near), need(4, 25, 548, 30, report.Near), need(0, 38, 571, 19, report.Above),
		{Code: "A1.1", Name: models.Text{ZH: "信息需求识别", EN: "Recognising a need for information"}, Verdict: report.NotMeasured},
		{Code: "C3.1", Name: models.Text{ZH: "数字作品创作", EN: "Making digital works"}, Verdict: report.NotMeasured},
		{Code: "D2.3", Name: models.Text{ZH: "智能技术伦理与公平", EN: "Ethics and fairness of intelligent technology"}, Verdict: report.NotMeasured},
	}
	copies := &models.Misconception{
		Name: models.Text{ZH: "把照抄和转发当作多个来源", EN: "Takes copies and reposts for several sources"},
		Help: models.Text{ZH: "画出消息的传播路线，数一数最后剩下几个源头。", EN: "Draw the path of a message and count how many origins remain."},
	}
	lesson := &report.Lesson{ID: "L-C1.2-1", Title: models.Text{ZH: "核实一条消息的四步", EN: "Four steps to verify a message"}, Minutes: 5}
	c.Groups = []report.Group{
		group(c, copies, 2, lesson, 0, 4), group(c, copies, 2, lesson, 4, 9),
		group(c, &models.Misconception{
			Name: models.Text{ZH: "把“达到或超过”写成“等于”", EN: "Writes “equal to” for “at least”"},
			Help: models.Text{ZH: "在数轴上涂出条件成立的范围，再选符号。", EN: "Shade on a number line where the condition should hold, then choose the sign."},
		}, 3, nil, 9, 12),
		group(c, nil, 1, lesson, 12, 17),
	}
	return c
}

// need is an indicator of a class; beyond those of the pupils' stories there
// are two more.
func need(i, pupils int, value, se float64, v report.Verdict) report.Need {
	names := []models.Text{
		{ZH: "算法的描述与结构", EN: "Describing algorithms and their structure"},
		{ZH: "AI输出核验与改进", EN: "Checking and improving what an AI returns"},
	}
	n := report.Need{Pupils: pupils, Answers: pupils, Score: around(value, se), Verdict: v, Few: pupils < 5}
	if i < len(indicators) {
		n.Code, n.Name = indicators[i].code, indicators[i].name
	} else {
		n.Name = names[i-len(indicators)]
	}
	return n
}

func group(c report.Class, m *models.Misconception, indicator int, lesson *report.Lesson, from, to int) report.Group {
	g := report.Group{Misconception: m, Indicator: indicators[indicator].code, Name: indicators[indicator].name, Lesson: lesson}
	for _, row := range c.Pupils[from:to] {
		g.Pupils = append(g.Pupils, row.Learner.ID)
	}
	return g
}

// smallClass is three pupils, of whom two have a result.
func smallClass(l i18n.Locale) report.Class {
	c := report.Class{Pupils: roster(l, 3), Mean: around(455, 41)}
	path := placedAt(0).Path
	scored(&c.Pupils[0], path, 398, 66, 0.41)
	scored(&c.Pupils[1], path, 512, 58, 0.52)
	inLevels(&c)
	few := need(2, 2, 441, 61, report.Near)
	few.Few = true
	c.Indicators = []report.Need{few}
	return c
}

// newClass has no result yet.
func newClass(l i18n.Locale) report.Class {
	c := report.Class{Pupils: roster(l, 5)}
	inLevels(&c)
	return c
}
