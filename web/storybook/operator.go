package storybook

import (
	"html/template"
	"slices"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// operatorStories are the pages of operators, each in the states it can be in.
var operatorStories = slices.Concat(operatorSystemStories, operatorAccountStories, operatorRosterStories, operatorImportStories)

var operatorSystemStories = []Story{
	{"operator-system", "operator/system", ofOperator(0, func(i18n.Locale) any { return system(models.JobCount{Running: 1, Waiting: 2}) })},
	{"operator-system-failed", "operator/system", ofOperator(0, func(i18n.Locale) any { return system(models.JobCount{Waiting: 12, Failed: 3}) })},
	{"operator-system-new", "operator/system", ofOperator(0, func(i18n.Locale) any {
		return web.System{Version: "development", Overview: models.Overview{Server: "PostgreSQL 17.6, pgvector 0.8.1", Size: 12e6, Operators: 1, Items: 18, Forms: 2, Resources: 24}}
	})},
}

var operatorAccountStories = []Story{
	{"operator-accounts", "operator/accounts", ofOperator(1, accounts)},
	{"operator-accounts-none", "operator/accounts", ofOperator(1, func(l i18n.Locale) any {
		return web.Accounts{Query: say(l, "王小明", "Wang Xiaoming"), Role: models.RoleOperator}
	})},
	{"operator-account", "operator/account", ofOperator(1, func(l i18n.Locale) any {
		return web.NewAccount{Role: models.RoleTeacher, Schools: schools(l)}
	})},
	{"operator-account-wrong", "operator/account", ofOperator(1, func(l i18n.Locale) any {
		return web.NewAccount{
			Role: models.RoleTeacher, Name: say(l, "王秀兰", "Wang Xiulan"), Username: "Wang Xiulan", Schools: schools(l),
			Errors: web.FormErrors{{Field: "username", Key: web.AccountUsername}, {Field: "school", Key: web.AccountSchool}},
		}
	})},
	{"operator-password", "operator/password", ofOperator(1, func(l i18n.Locale) any {
		return web.FirstPassword{Name: say(l, "王秀兰", "Wang Xiulan"), Username: "wang.xiulan", Password: "7kq3-m9xt-w2vh-p4rn"}
	})},
}

var operatorRosterStories = []Story{
	{"operator-roster", "operator/roster", ofOperator(2, func(l i18n.Locale) any {
		return web.RosterUpload{Regions: regions(l), Year: "2026"}
	})},
	{"operator-roster-preview", "operator/roster", ofOperator(2, func(l i18n.Locale) any {
		form := rosterUpload(l)
		form.Preview = &models.RosterCount{Schools: 31, Classes: 412, Pupils: 16_841, Teachers: 903}
		return form
	})},
	{"operator-roster-wrong-fields", "operator/roster", ofOperator(2, func(l i18n.Locale) any {
		return web.RosterUpload{Year: say(l, "二〇二六", "next"), Errors: web.FormErrors{
			{Field: "file", Key: web.RosterHeader, Detail: `line 1 lacks the column "school_code"; needed are role, school_code, school_name, class, grade, number, name`},
			{Field: "region_code", Key: web.RosterRegionCode}, {Field: "region_name", Key: web.RosterRegionName},
			{Field: "zone", Key: web.RosterZone}, {Field: "year", Key: web.RosterYear},
		}}
	})},
	{"operator-roster-wrong-rows", "operator/roster", ofOperator(2, func(l i18n.Locale) any {
		form := rosterUpload(l)
		form.Wrong = rosterFaults
		form.Errors = web.FormErrors{{Key: web.RosterRows, Args: []any{"n", len(rosterFaults)}}}
		return form
	})},
	{"operator-imported", "operator/imported", ofOperator(2, func(i18n.Locale) any {
		return web.RosterImported{
			RosterCount: models.RosterCount{Schools: 1, Classes: 12, Pupils: 486, Teachers: 31}, Issued: 517, LeftOut: 2,
			File: template.URL("data:text/csv;charset=utf-8;base64,cm9sZQ=="),
		}
	})},
	{"operator-imported-nobody", "operator/imported", ofOperator(2, func(i18n.Locale) any {
		return web.RosterImported{RosterCount: models.RosterCount{Schools: 1, Classes: 12, Pupils: 486, Teachers: 31}}
	})},
}

// operatorMenu is the main navigation of operators.
var operatorMenu = []web.NavItem{
	{Key: "operator.system.title", URL: "/operator"},
	{Key: "operator.accounts.title", URL: "/operator/accounts"},
	{Key: "operator.roster.title", URL: "/operator/rosters"},
	{Key: "operator.resources.title", URL: "/operator/resources"},
}

// ofOperator is a page of an operator under an entry of the menu, whose data depends on the locale
// alone.
func ofOperator(entry int, data func(i18n.Locale) any) func(*web.Renderer, i18n.Locale) web.Page {
	menu := slices.Clone(operatorMenu)
	menu[entry].Current = true
	return func(_ *web.Renderer, l i18n.Locale) web.Page {
		return web.Page{
			Locale: l,
			User:   &web.User{Name: say(l, "赵管理员", "Zhao (operator)"), Role: "operator"},
			Nav:    menu,
			Data:   data(l),
		}
	}
}

func system(jobs models.JobCount) web.System {
	return web.System{Version: "v1.4.0", Overview: models.Overview{
		Server: "PostgreSQL 17.6 (Debian 17.6-0+deb13u1), pgvector 0.8.1", Size: 4_812e6,
		Regions: 3, Schools: 87, Classes: 1_204, Pupils: 50_118, Teachers: 2_431, Researchers: 4, Authors: 5, Operators: 2,
		Items: 214, Forms: 12, Sessions: 187_340, Resources: 17_756, Jobs: jobs,
	}}
}

func accounts(l i18n.Locale) any {
	county := say(l, "青山县", "Qingshan County")
	member := func(role models.Role, zh, en, username, region, school string, disabled bool) models.StaffMember {
		return models.StaffMember{
			Account: models.Account{ID: models.NewID[models.Account](), Role: role, Name: say(l, zh, en), Username: username, Disabled: disabled},
			Region:  region, School: school,
		}
	}
	me := member(models.RoleOperator, "赵管理员", "Zhao (operator)", "zhao", "", "", false)
	return web.Accounts{Me: me.ID, More: true, Staff: []models.StaffMember{
		me,
		member(models.RoleResearcher, "孙研究员", "Dr Sun", "sun.yan", "", "", false),
		member(models.RoleAuthor, "何老师", "Ms He", "he.author", "", "", false),
		member(models.RoleTeacher, "阿依古丽·买买提", "Ayguli Mamat", "ayguli.mamat_2026-long-user.name_of_40ch", county,
			say(l, "青山县柳溪乡九年一贯制中心学校（西校区）", "Liuxi Township Nine-Year Central School, West Campus"), false),
		member(models.RoleTeacher, "王秀兰", "Wang Xiulan", "wang.xiulan", county, say(l, "青山镇中心学校", "Qingshan Central School"), true),
	}}
}

func schools(l i18n.Locale) []web.Choice {
	return []web.Choice{
		{Value: "1", Label: say(l, "青山镇中心学校 (QS01)", "Qingshan Central School (QS01)")},
		{Value: "2", Label: say(l, "青山县柳溪乡九年一贯制中心学校（西校区） (QS02)", "Liuxi Township Nine-Year Central School, West Campus (QS02)")},
	}
}

func regions(l i18n.Locale) []models.Region {
	return []models.Region{{Code: "510181", Name: say(l, "青山县", "Qingshan County")}, {Code: "510182", Name: say(l, "青禾县", "Qinghe County")}}
}

func rosterUpload(l i18n.Locale) web.RosterUpload {
	return web.RosterUpload{Regions: regions(l), Code: "510181", Name: say(l, "青山县", "Qingshan County"), Zone: models.ZoneWest, Year: "2026"}
}

var rosterFaults = []web.RosterFault{
	{Line: 17, Column: "grade", Detail: `"eight" is not a grade; write 3 to 12`},
	{Line: 203, Column: "number", Detail: "pupil 2026117 of school QS01 is already on line 118"},
	{Line: 204, Detail: "11 fields where line 1 names 12 columns"},
	{Line: 1381, Column: "username", Detail: "use 3 to 40 lower-case letters, digits, dots, hyphens and underscores"},
	{Line: 1382, Column: "school_name", Detail: `school QS02 is called "柳溪中心校" here and "青山县柳溪乡九年一贯制中心学校" above`},
}
