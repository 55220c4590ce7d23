package storybook

import (
	"strconv"

	"suyang/assessment/report"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var teacherPupilStories = []Story{
	{"teacher-pupil", "teacher/pupil", pupilReport(typicalReport(), func(l i18n.Locale, p *web.PupilReport) {
		p.Lesson = &web.LessonLink{URL: "#lesson", Title: say(l, "核实一条消息的四步", "Four steps to verify a message"), Minutes: 5}
		for _, x := range reviewedItems() {
			p.Review(models.Locale(l), x.item, x.answer, x.score)
		}
	})},
	{"teacher-pupil-long", "teacher/pupil", pupilReport(longReport(), func(l i18n.Locale, p *web.PupilReport) {
		p.Name = pupilName(l, 4)
		p.Class.Name = say(l, "九年级（12）班（信息科技实验班）", "Grade 9, class 12 (information technology experimental class)")
		p.Class.School = say(l, "青山县民族中学青山镇校区（九年一贯制）", "Qingshan County Minorities' Secondary School, Qingshan campus")
	})},
	{"teacher-pupil-few", "teacher/pupil", pupilReport(fewReport(), func(i18n.Locale, *web.PupilReport) {})},
	{"teacher-pupil-nothing", "teacher/pupil", pupilReport(report.Pupil{At: evening}, func(i18n.Locale, *web.PupilReport) {})},
	{"teacher-pupil-open", "teacher/pupil", pupilReport(report.Pupil{}, func(_ i18n.Locale, p *web.PupilReport) { p.State = models.SessionRunning })},
	{"teacher-pupil-voided", "teacher/pupil", pupilReport(report.Pupil{At: evening}, func(l i18n.Locale, p *web.PupilReport) {
		p.State, p.Reason, p.VoidURL = models.SessionVoided, say(l, "做到一半停电", "a power cut in the middle"), ""
	})},
}

func pupilReport(in report.Pupil, adjust func(i18n.Locale, *web.PupilReport)) func(*web.Renderer, i18n.Locale) web.Page {
	return func(r *web.Renderer, l i18n.Locale) web.Page {
		data := r.PupilReport(models.Locale(l), in)
		data.Class, data.Mine, data.Name, data.Number = taught(l), true, pupilName(l, 0), "20260301"
		data.State, data.VoidURL, data.Test, data.Printed = models.SessionFinished, "#void", adaptiveTest(l), today
		adjust(l, &data)
		return teacherPage(l, data)
	}
}

// longReport has as many indicators and items as a test can have.
func longReport() report.Pupil {
	p := typicalReport()
	for len(p.Indicators) < 30 {
		p.Indicators = append(p.Indicators, p.Indicators[len(p.Indicators)%5])
	}
	for len(p.Answers) < 14 {
		a := p.Answers[len(p.Answers)%5]
		a.ItemID = "IL" + strconv.Itoa(len(p.Answers))
		p.Answers = append(p.Answers, a)
	}
	return p
}

type reviewedItem struct {
	item   models.Item
	answer models.Answer
	score  models.ItemScore
}

// reviewedItems are items of the typical report with a part of every kind.
func reviewedItems() []reviewedItem {
	choice := models.Part{ID: "1", Type: models.PartSingle, Max: 1, Prompt: models.Text{ZH: "哪一条搜索结果是广告？", EN: "Which result is an advertisement?"}, Options: []models.Option{
		{ID: "a", Text: models.Text{ZH: "第一条，标题旁有“广告”两个字", EN: "The first, marked “Ad”"}, Rationale: models.Text{ZH: "对：平台必须标明付费的结果。", EN: "Right: paid results have to be marked."}},
	}}
	order := models.Part{ID: "1", Type: models.PartOrdering, Max: 2, Prompt: models.Text{ZH: "按先后排一排。", EN: "Put them in order."}, Options: []models.Option{
		{ID: "a", Text: models.Text{ZH: "看发布者", EN: "Look who published it"}}, {ID: "b", Text: models.Text{ZH: "找原文", EN: "Find the original"}},
	}}
	match := models.Part{ID: "2", Type: models.PartMatching, Max: 2, Prompt: models.Text{ZH: "每个说法是从哪里来的？", EN: "Where does each claim come from?"}, Options: []models.Option{
		{ID: "a", Text: models.Text{ZH: "停水五天", EN: "Five days without water"}, Target: "x", Rationale: models.Text{ZH: "通知里写的是五小时。", EN: "The notice says five hours."}},
		{ID: "b", Text: models.Text{ZH: "周六停水", EN: "On Saturday"}, Target: "y"},
	}, Targets: []models.Target{{ID: "x", Text: models.Text{ZH: "群里的转发", EN: "a repost in a chat"}}, {ID: "y", Text: models.Text{ZH: "自来水公司的通知", EN: "the waterworks' notice"}}}}
	number := models.Part{ID: "3", Type: models.PartNumeric, Max: 1, Prompt: models.Text{ZH: "一共停水几小时？", EN: "How many hours in all?"}, Numeric: &models.Numeric{Unit: models.Text{ZH: "小时", EN: "hours"}}}
	text := models.Part{ID: "1", Type: models.PartShort, Max: 3, Prompt: models.Text{ZH: "写一段给AI的话。", EN: "Write a request to the AI."}}
	why := models.Text{ZH: "先看**谁**说的，再找原文，最后横着查。", EN: "Look **who** says it, find the original, then check sideways."}
	return []reviewedItem{
		{models.Item{ID: "IL10", Parts: []models.Part{choice}, Explanation: why}, answerOf(map[string]models.PartAnswer{"1": {Choices: []string{"a"}}}), pointsOf(1)},
		{
			models.Item{ID: "IL20", Stimulus: models.Text{ZH: "> 学校周边要停水五天，快转！", EN: "> No water around the school for five days, pass it on!"}, Parts: []models.Part{order, match, number}, Explanation: why},
			answerOf(map[string]models.PartAnswer{"1": {Order: []string{"b", "a"}}, "2": {Pairs: map[string]string{"a": "y", "b": "y"}}, "3": {Number: "120"}}), pointsOf(0, 1, 0),
		},
		{models.Item{ID: "IL26", Parts: []models.Part{text}, Explanation: why}, answerOf(map[string]models.PartAnswer{"1": {Text: "帮我们做一个义卖方案，\n预算200元。"}}), pointsOf(1)},
		{models.Item{ID: "IL24", Parts: []models.Part{choice}, Explanation: why}, answerOf(nil), pointsOf(2)},
	}
}

func answerOf(parts map[string]models.PartAnswer) models.Answer { return models.Answer{Parts: parts} }

// pointsOf are the points of the parts in order.
func pointsOf(points ...int) models.ItemScore {
	var s models.ItemScore
	for i, p := range points {
		s.Parts = append(s.Parts, models.PartScore{PartID: strconv.Itoa(i + 1), Points: p})
	}
	return s
}
