package storybook

import (
	"slices"
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// paperStories are tests without a screen.
var paperStories = []Story{
	{"paper-forms", "paper/forms", ofTeacher(func(l i18n.Locale) any { return formsPage(l) })},
	{"paper-forms-errors", "paper/forms", ofTeacher(func(l i18n.Locale) any {
		page := formsPage(l)
		page.Forms, page.Form.Items, page.Form.Title = nil, "99", ""
		page.Form.Errors = web.FormErrors{{Field: "title", Key: web.AssembleTitle}, {Field: "items", Key: web.AssembleItems}}
		return page
	})},
	{"paper-test", "paper/test", ofTeacher(func(l i18n.Locale) any { return paperTest(l) })},
	{"paper-test-adaptive", "paper/test", ofTeacher(func(l i18n.Locale) any {
		return web.PaperPage{Class: taught(l), URL: "#test", Title: adaptiveTest(l)}
	})},
	{"paper-booklet", "paper/booklet", ofTeacher(func(l i18n.Locale) any { return bookletOf(l, false) })},
	{"paper-booklet-large", "paper/booklet", ofTeacher(func(l i18n.Locale) any { return bookletOf(l, true) })},
	{"paper-key", "paper/key", ofTeacher(func(l i18n.Locale) any { return paperKey(l) })},
	{"paper-keying", "paper/keying", ofTeacher(func(l i18n.Locale) any { return keying(l) })},
	{"paper-keying-second", "paper/keying", ofTeacher(func(l i18n.Locale) any {
		page := keying(l)
		page.State, page.Round, page.Mine = "once", 1, true
		return page
	})},
	{"paper-keying-errors", "paper/keying", ofTeacher(func(l i18n.Locale) any {
		page := keying(l)
		page.State, page.Cover, page.Items[0].Fields[0].Value = "begun", "", "F"
		page.Errors = web.FormErrors{{Field: "cover", Key: web.KeyingCover}, {Field: "1-1", Key: web.KeyingFault("single"), Args: []any{"n", 1, "part", ""}}}
		return page
	})},
	{"paper-keying-differences", "paper/keying", ofTeacher(func(l i18n.Locale) any { return differing(l) })},
	{"paper-keying-settled", "paper/keying", ofTeacher(func(l i18n.Locale) any {
		page := keying(l)
		page.State = "settled"
		return page
	})},
	{"paper-keying-done", "paper/keying", ofTeacher(func(l i18n.Locale) any {
		page := keying(l)
		page.State, page.OneHand, page.Settled, page.Unreadable, page.ReportURL = "done", true, today, 2, "#report"
		return page
	})},
	{"paper-keying-screen", "paper/keying", ofTeacher(func(l i18n.Locale) any {
		page := keying(l)
		page.State = "screen"
		return page
	})},
}

func formsPage(l i18n.Locale) web.FormsPage {
	return web.FormsPage{
		Forms: []web.MadeForm{
			{Title: say(l, "八年级期中", "Grade 8, mid-term"), Code: "junior-secure-20items-7", Stage: "junior", Pool: "secure", Items: []string{"IL20", "IL21b", "SY05"}, Minutes: 45, Mine: true},
			{Title: say(l, "全县小学高段", "County test, grades 5 and 6"), Code: "primary56-secure-40min-12", Stage: "primary56", Pool: "secure", Items: []string{"IL01", "IL02"}, Minutes: 40},
		},
		Form: web.AssembleForm{
			Stages: []web.Choice{{Value: "primary56", Label: say(l, "小学5-6", "Grades 5 and 6")}, {Value: "junior", Label: say(l, "初中", "Junior")}},
			Stage:  "junior", Pool: "secure", Items: "20",
		},
	}
}

func paperTest(l i18n.Locale) web.PaperPage {
	page := web.PaperPage{
		Class: taught(l), URL: "#test", Title: say(l, "八年级期中", "Grade 8, mid-term"),
		Printable: true, Items: 20, Minutes: 45, Versions: []string{"A", "B"}, Done: 1,
	}
	for i, state := range []string{"done", "differs", "once", "begun", "none", "settled", "voided", "screen"} {
		row := web.PaperRow{PupilLink: web.PupilLink{Name: pupilName(l, i)}, Number: "202603" + string(rune('1'+i)), KeyURL: "#key", State: state}
		switch state {
		case "done":
			row.URL, row.OneHand, row.Unreadable = "#report", true, 2
		case "differs":
			row.Differences = 3
		case "screen":
			row.KeyURL = ""
		}
		page.Rows = append(page.Rows, row)
	}
	return page
}

var paperTypes = []string{"single", "multiple", "ordering", "matching", "numeric", "short"}

func bookletOf(l i18n.Locale, large bool) web.Booklet {
	b := web.Booklet{
		School: taught(l).School, Class: taught(l).Name, Title: say(l, "八年级期中", "Grade 8, mid-term"),
		Version: "A", Large: large, Minutes: 45, Back: "#back",
	}
	for i, name := range []string{"talk", "web", "data", "drawn"} {
		text, err := screenTexts.ReadFile("screens/" + name + "." + string(l) + ".md")
		if err != nil {
			panic(err)
		}
		b.Items = append(b.Items, web.NewBookletItem(i+1, models.ItemView{Stimulus: string(text), Parts: []models.PartView{partOf(l, "single")}}))
	}
	for _, kind := range paperTypes {
		b.Items = append(b.Items, web.NewBookletItem(len(b.Items)+1, models.ItemView{Parts: []models.PartView{partOf(l, kind)}}))
	}
	b.Items = append(b.Items, web.NewBookletItem(len(b.Items)+1, models.ItemView{Parts: []models.PartView{partOf(l, "single"), partOf(l, "numeric")}}))
	return b
}

func paperKey(l i18n.Locale) web.PaperKey {
	letters := func(a, b string) []web.VersionLetters {
		return []web.VersionLetters{{Version: "A", Written: a}, {Version: "B", Written: b}}
	}
	return web.PaperKey{
		Class: taught(l), Title: say(l, "八年级期中", "Grade 8, mid-term"), Day: today, Back: "#back", Withheld: 1,
		Items: []web.KeyedItem{
			{Number: 1, ID: "IL12", Title: say(l, "谁写的", "Who wrote it"), Max: 1, Parts: []web.KeyedPart{{Rule: models.RuleExact, Max: 1, Letters: letters("C", "A"), Options: []web.KeyedOption{
				{Letters: letters("A", "B"), Text: say(l, "转发的人多", "Many shared it"), Rationale: say(l, "以为多人转发就可信", "Believes that what is popular is true")},
				{Letters: letters("C", "A"), Text: say(l, "查到了原文", "The original was found"), Correct: true, Rationale: say(l, "原文可以核对", "The original can be checked")},
			}}}},
			{Number: 2, ID: "IL20", Title: say(l, "搜索", "A search"), Max: 2, Withheld: true},
			{Number: 3, ID: "IL30", Title: say(l, "方案", "A plan"), Max: 3, Parts: []web.KeyedPart{{Rule: models.RuleRubric, Max: 3, Letters: letters("", ""), Elements: []web.RubricElement{
				{Description: say(l, "说出预算", "Names the budget"), Points: 1},
			}}}},
		},
	}
}

func keying(l i18n.Locale) web.KeyingPage {
	page := web.KeyingPage{
		Class: taught(l), Back: "#back", URL: "#sheet", Title: say(l, "八年级期中", "Grade 8, mid-term"), Pupil: pupilName(l, 4), Number: "20260305",
		State: "none", Cover: "A zh-CN", Next: "#next",
		Covers: []web.Choice{{Label: say(l, "请选择", "Choose")}, {Value: "A zh-CN", Label: say(l, "A 卷 · 中文", "version A · Chinese")}, {Value: "B zh-CN", Label: say(l, "B 卷 · 中文", "version B · Chinese")}},
	}
	for i, kind := range paperTypes {
		number := string(rune('1' + i))
		field := web.KeyingField{Name: number + "-1", Type: kind}
		if slices.Contains([]string{"single", "multiple", "ordering", "matching"}, kind) {
			field.Last, field.Options = "D", 4
		}
		if kind == "matching" {
			field.Targets = "C"
		}
		page.Items = append(page.Items, web.KeyingItem{Number: i + 1, Fields: []web.KeyingField{field}})
	}
	return page
}

func differing(l i18n.Locale) web.KeyingPage {
	page := keying(l)
	page.State, page.OneHand, page.Settled = "differs", true, time.Time{}
	page.Differences = []web.KeyingDifference{
		{Name: "cover", Cover: true, First: say(l, "A 卷 · 中文", "version A · Chinese"), Second: say(l, "B 卷 · 中文", "version B · Chinese")},
		{Name: "3-1", Number: 3, First: "B", Second: ""},
		{Name: "7-2", Number: 7, Letter: "(2)", First: "1A 2B", Second: "1B 2A", Pick: "second"},
	}
	return page
}
