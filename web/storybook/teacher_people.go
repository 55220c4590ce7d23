package storybook

import (
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var teacherPeopleStories = []Story{
	{"teacher-pupils", "teacher/pupils", func(_ *web.Renderer, l i18n.Locale) web.Page {
		page := teacherPage(l, classPupils(l))
		page.Flash = &web.Flash{Kind: "success", Key: "teacher.pupils.recorded", Args: []any{"name", pupilName(l, 1)}}
		return page
	}},
	{"teacher-pupils-empty", "teacher/pupils", ofTeacher(func(l i18n.Locale) any { return web.ClassPupils{Class: taught(l)} })},
	{"teacher-reissue-one", "teacher/reissue", ofTeacher(func(l i18n.Locale) any {
		return web.Reissue{Class: taught(l), Pupil: pupilName(l, 4), URL: "#card"}
	})},
	{"teacher-reissue-all", "teacher/reissue", ofTeacher(func(l i18n.Locale) any {
		return web.Reissue{Class: taught(l), URL: "#cards", Pupils: 40}
	})},
	{"teacher-cards-one", "teacher/cards", ofTeacher(func(l i18n.Locale) any { return cardSheet(l, 1) })},
	{"teacher-cards-all", "teacher/cards", ofTeacher(func(l i18n.Locale) any { return cardSheet(l, 40) })},
}

func classPupils(l i18n.Locale) web.ClassPupils {
	page := web.ClassPupils{Class: taught(l)}
	for i, row := range roster(l, 40) {
		p := row.Learner
		p.Under14 = i%8 != 7
		if i%3 == 1 {
			p.Consent = models.Consent{Given: true, At: today.AddDate(0, -2, 0)}
		}
		page.Pupils = append(page.Pupils, p)
	}
	return page
}

func cardSheet(l i18n.Locale, n int) web.CardSheet {
	class := taught(l)
	sheet := web.CardSheet{Class: class, Today: today}
	codes := []string{"K7QM-3FHD-2A00", "W2TX-9RPA-7K1C", "H4NC-6VJE-5M3Q"}
	for i := range n {
		sheet.Cards = append(sheet.Cards, web.LoginCard{
			School: class.School, Class: class.Name, Name: pupilName(l, i), Code: codes[i%len(codes)], Address: "suyang.example.cn",
		})
	}
	return sheet
}
