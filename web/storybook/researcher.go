package storybook

import (
	"slices"
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// researcherStories are the pages of researchers, each in the states it can be in.
var researcherStories = slices.Concat(researcherListStories, researcherStudyStories)

var researcherListStories = []Story{
	{"researcher-studies", "researcher/studies", ofResearcher(func(l i18n.Locale) any { return studies(l) })},
	{"researcher-studies-empty", "researcher/studies", ofResearcher(func(i18n.Locale) any { return web.Studies{} })},
	{"researcher-studies-wrong-file", "researcher/studies", ofResearcher(func(l i18n.Locale) any {
		data := studies(l)
		data.Name, data.Model = say(l, "青山县七年级试测", "Qingshan grade 7 pilot"), "grm"
		data.Errors = web.FormErrors{{
			Field: "file", Key: web.StudyFileCell, Args: []any{"line", 1382, "column", "IL07"},
			Detail: `"C" is not an integer code; write 0, 1, 2 ..., or leave it empty where missing; if the column is not an item, name it as id, group, weight or covariate`,
		}}
		return data
	})},
	{"researcher-studies-nobody", "researcher/studies", ofResearcher(func(l i18n.Locale) any {
		data := studies(l)
		data.Form = data.Forms[1].Value
		data.Errors = web.FormErrors{{Field: "form", Key: web.StudyNobody}}
		return data
	})},
}

// researcherMenu is the main navigation of researchers.
var researcherMenu = []web.NavItem{{Key: "researcher.studies.title", URL: "/researcher", Current: true}}

// ofResearcher is a page of a researcher whose data depends on the locale alone.
func ofResearcher(data func(i18n.Locale) any) func(*web.Renderer, i18n.Locale) web.Page {
	return func(_ *web.Renderer, l i18n.Locale) web.Page { return researcherPage(l, data(l)) }
}

func researcherPage(l i18n.Locale, data any) web.Page {
	return web.Page{
		Locale: l,
		User:   &web.User{Name: say(l, "孙研究员", "Dr Sun"), Role: "researcher"},
		Nav:    researcherMenu,
		Data:   data,
	}
}

// studyAt is a study of the given state.
func studyAt(state models.JobState, name, model string, persons, items, daysAgo int) models.Study {
	return models.Study{
		Name: name, Model: model, Source: "responses.csv.gz", State: state, Persons: persons, Items: items,
		CreatedAt: evening.Add(-time.Duration(daysAgo) * 24 * time.Hour),
	}
}

func studies(l i18n.Locale) web.Studies {
	long := say(l, "青山县2026—2027学年度第一学期义务教育阶段学生信息素养测评（初中，第二批次补测）七、八、九年级合并标定",
		"Qingshan County information literacy assessment, first term 2026–2027 (junior secondary, absentees), grades 7 to 9 together")
	return web.Studies{
		Studies: []models.Study{
			studyAt(models.JobRunning, long, "2pl", 50_000, 60, 0),
			studyAt(models.JobQueued, say(l, "九年级试测", "Grade 9 pilot"), "grm", 812, 24, 0),
			studyAt(models.JobDone, "fims_ausjpn.csv", "2pl", 6371, 14, 2),
			studyAt(models.JobFailed, "export_final_FINAL_2026-09-01_without_empty_rows(3).csv", "2pl", 12, 3, 5),
			studyAt(models.JobCancelled, say(l, "试一试", "A try"), "grm", 480, 17, 40),
		},
		Forms: []web.Choice{
			{Value: "1", Label: adaptiveTest(l)},
			{Value: "2", Label: say(l, "题型体验", "Every kind of task")},
		},
	}
}
