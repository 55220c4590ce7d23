package storybook

import (
	"suyang/web"
	"suyang/web/i18n"
)

var commonStories = []Story{
	{"signin", "common/signin", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return web.Page{Locale: l, Data: web.SignIn{}}
	}},
	{"signin-unknown-card", "common/signin", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return web.Page{Locale: l, Data: web.SignIn{
			Code:   "K7QM-3FHD-92QB",
			Errors: web.FormErrors{{Field: "code", Key: web.SignInCardUnknown}},
		}}
	}},
	{"signin-staff-errors", "common/signin", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return web.Page{Locale: l, Data: web.SignIn{
			Staff: true, Login: "wang.xiulan",
			Errors: web.FormErrors{{Field: "password", Key: web.SignInPasswordEmpty}},
		}}
	}},
	{"signin-too-often", "common/signin", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return web.Page{Locale: l, Data: web.SignIn{Errors: web.FormErrors{{Key: web.SignInTooOften}}}}
	}},
	{"problem-not-found", "common/problem", problem("not_found")},
	{"problem-unauthenticated", "common/problem", problem("unauthenticated")},
	{"problem-internal", "common/problem", problem("internal")},
}

func problem(code string) func(*web.Renderer, i18n.Locale) web.Page {
	return func(_ *web.Renderer, l i18n.Locale) web.Page {
		return web.Page{Locale: l, Title: "errors." + code + ".title", Data: web.Problem{Code: code, ID: "01JD2Q8V3N7X"}}
	}
}
