package storybook

import (
	"slices"
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// pupilStories are the pages of pupils, each in the states it can be in.
var pupilStories = slices.Concat(pupilStartStories, pupilTaskStories, pupilResultStories, pupilCompanionStories)

var pupilStartStories = []Story{
	{"pupil-home", "pupil/home", ofPupil(pupilHome)},
	{"pupil-home-empty", "pupil/home", ofPupil(func(l i18n.Locale) any { return web.PupilHome{Name: pupilName(l, 0)} })},
	{"pupil-home-full", "pupil/home", ofPupil(pupilHomeFull)},
	{"pupil-resources", "pupil/resources", ofPupil(func(i18n.Locale) any { return web.ResourceSearch{} })},
	{"pupil-resources-found", "pupil/resources", ofPupil(func(l i18n.Locale) any {
		return web.ResourceSearch{Query: say(l, "怎么判断消息真假", "how to check a message"), Found: found(l)}
	})},
	{"pupil-resources-none", "pupil/resources", ofPupil(func(i18n.Locale) any { return web.ResourceSearch{Query: "xyzzy"} })},
	{"pupil-resource-lesson", "pupil/resource", ofPupil(lesson)},
	{"pupil-resource-elsewhere", "pupil/resource", ofPupil(elsewhere)},
}

// pupilMenu is the main navigation of pupils.
var pupilMenu = []web.NavItem{
	{Key: "pupil.home.title", URL: "/pupil", Current: true},
	{Key: "pupil.resources.title", URL: "/pupil/resources"},
	{Key: "pupil.companion.title", URL: "/pupil/companion"},
}

// ofPupil is a page of a pupil whose data depends on the locale alone.
func ofPupil(data func(i18n.Locale) any) func(*web.Renderer, i18n.Locale) web.Page {
	return func(_ *web.Renderer, l i18n.Locale) web.Page { return pupilPage(l, data(l)) }
}

func pupilPage(l i18n.Locale, data any) web.Page {
	page := asPupil(l, data)
	page.Nav = pupilMenu
	return page
}

// evening is when things end in these stories.
var evening = time.Date(2026, 11, 27, 18, 0, 0, 0, china)

func pupilHome(l i18n.Locale) any {
	return web.PupilHome{
		Name:      pupilName(l, 0),
		Tests:     []web.TestOffer{{URL: "#start", Title: adaptiveTest(l), ClosesAt: evening, Minutes: 45}},
		Results:   []web.PastResult{{URL: "#result", Title: adaptiveTest(l), At: evening.AddDate(0, -5, 0)}},
		Next:      suggestions(l),
		Companion: true,
	}
}

func adaptiveTest(l i18n.Locale) string {
	return say(l, "初中信息素养自适应测评", "Information literacy, junior secondary (adaptive)")
}

func pupilHomeFull(l i18n.Locale) any {
	home := web.PupilHome{Name: pupilName(l, 4), Next: suggestions(l)}
	long := say(l, "青山县2026—2027学年度第一学期义务教育阶段学生信息素养测评（初中，第二批次补测）",
		"Qingshan County information literacy assessment, compulsory education, first term 2026–2027 (junior secondary, second round for absentees)")
	home.Tests = []web.TestOffer{
		{URL: "#1", Title: long, ClosesAt: evening, Minutes: 45, Begun: true},
		{URL: "#2", Title: say(l, "题型体验", "Every kind of task"), ClosesAt: evening.AddDate(0, 0, 3)},
	}
	for i, title := range []string{long, adaptiveTest(l), adaptiveTest(l), adaptiveTest(l)} {
		home.Results = append(home.Results, web.PastResult{URL: "#r", Title: title, At: evening.AddDate(0, -5*(i+1), 0)})
	}
	return home
}

// suggestions are three recommendations: with all that is known, foreign, and
// with the least.
func suggestions(l i18n.Locale) []web.Suggestion {
	return []web.Suggestion{
		{
			URL: "#a", Title: say(l, "核实一条消息的四步", "Four steps to verify a message"), Minutes: 5, Format: models.FormatLesson,
			Reasons: []string{
				say(l, "在“检索策略与多源核验”的题目上，你得了2分（满分5分），这份材料正好讲它。", "You reached 2 of 5 points on tasks about “Searching and cross-checking”. This is about just that."),
				say(l, "难度适合你，同样难度的题你大约能做对70%。", "It fits your level: you would solve about 70% of tasks this hard."),
			},
		},
		{
			URL: "#b", Title: "Sort, Trade, Match: how computers keep their lists in order", Minutes: 40, Format: models.FormatProject,
			Reasons: []string{say(l, "比你现在的水平难一些，同样难度的题你大约能做对50%。", "Above your level, something to stretch for: you would solve about 50% of tasks this hard.")},
			Foreign: foreign(l, "en"),
		},
		{URL: "#c", Title: say(l, "用一句话说清要做什么", "Say what is to be done in one sentence"), Format: models.FormatOther},
	}
}

// foreign is a language when it is not the page's.
func foreign(l i18n.Locale, language string) string {
	if string(l) == language {
		return ""
	}
	return language
}

func found(l i18n.Locale) []web.Suggestion {
	list := suggestions(l)
	for i := range list {
		list[i].Reasons = nil
	}
	return slices.Concat(list, list)
}

// lessonCheck is the question that ends a lesson.
var lessonCheck = &models.Part{
	ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1,
	Prompt: models.Text{ZH: "十个群都在转同一段话，一个字都不差。这说明什么？", EN: "Ten groups pass on the same text, word for word. What does that show?"},
	Options: []models.Option{
		{ID: "a", Text: models.Text{ZH: "有十个来源都这样说", EN: "Ten sources say so"}, Rationale: models.Text{ZH: "照抄十遍，来源还是最早的那一个。", EN: "Copied ten times, it still has one source: the first."}},
		{ID: "b", Text: models.Text{ZH: "它们很可能出自同一个来源", EN: "They probably come from one source"}, Correct: true, Rationale: models.Text{ZH: "各自写的话不会一字不差。", EN: "People who write for themselves do not use the very same words."}},
		{ID: "c", Text: models.Text{ZH: "这件事一定是假的", EN: "It must be false"}, Rationale: models.Text{ZH: "转得多不等于假，还要找到原文来看。", EN: "Much copied does not mean false. Find the original and look."}},
	},
}

func lesson(l i18n.Locale) any {
	return web.ResourcePage{
		Resource: models.Resource{
			Title: say(l, "核实一条消息的四步", "Four steps to verify a message"), Format: models.FormatLesson, Minutes: 5,
			Locale: say(l, "zh", "en"), Licence: "Apache-2.0",
			Body: say(l, "一条消息转到你手里时，往往已经走了很远。盯着消息本身反复看，常常看不出真假。离开这条消息，去别处查，叫**横向阅读**。\n\n1. **看是谁。** 账号是谁开的？平时发什么？\n2. **找原文。** 消息说“某单位通知”，就去那个单位的网站找。\n3. **横着查。** 一字不差的十条转发，仍然只是一个来源。\n\n### 试一试\n\n| 说法 | 属实吗 |\n| --- | --- |\n| 所有公园都收费 | 不属实 |\n| 温室每人10元 | 属实 |\n",
				"By the time a message reaches you it has often travelled far. Staring at it seldom helps. Leaving it and looking elsewhere is called **lateral reading**.\n\n1. **Who says it?** Who opened the account, and what does it usually post?\n2. **Find the original.** If the message quotes an office, look on the office's own site.\n3. **Check sideways.** Ten reposts with the same words are still one source.\n\n### Try it\n\n| Claim | True? |\n| --- | --- |\n| All parks charge | no |\n| The greenhouse charges 10 | yes |\n"),
		},
		SelfCheck:  web.NewSelfCheck(models.Locale(l), lessonCheck),
		Indicators: []string{say(l, "检索策略与多源核验", "Searching and cross-checking")},
	}
}

func elsewhere(l i18n.Locale) any {
	return web.ResourcePage{
		Resource: models.Resource{
			Title: "Sort, Trade, Match: how computers keep their lists in order", Format: models.FormatProject, Minutes: 40, Locale: "en",
			URL: "https://example.org/activities/sorting?unit=3", Licence: "CC BY-SA 4.0",
			Summary: "A classroom game that shows how sorting works: cards are compared two at a time and change places until all stand in order.",
		},
		Indicators: []string{say(l, "算法与程序基础", "Algorithms and programming"), say(l, "数据的组织", "Organising data")},
	}
}
