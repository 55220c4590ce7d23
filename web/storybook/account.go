package storybook

import (
	"suyang/web"
	"suyang/web/i18n"
)

var accountStories = []Story{
	{"account-password", "account/password", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return asTeacher(l, web.Password{})
	}},
	{"account-password-errors", "account/password", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return asTeacher(l, web.Password{Errors: web.FormErrors{{Field: "old_password", Key: web.PasswordWrong}, {Field: "password", Key: web.PasswordWeak}}})
	}},
	{"api-docs", "api/docs", func(_ *web.Renderer, l i18n.Locale) web.Page {
		return web.Page{Locale: l, Data: web.APIDocs{Version: "1.0.0", Groups: []web.APIGroup{{Name: "sessions", Operations: []web.APIOperation{
			{
				ID: "task", Method: "GET", Path: "/api/v1/sessions/{id}", Summary: "My test session as it stands, with the item that waits",
				Description: "Roles: pupil.", Output: "AssessmentTask",
			},
			{
				ID: "answer", Method: "POST", Path: "/api/v1/sessions/{id}/answers", Summary: "Answer the item that waits",
				Description: "Roles: pupil.", Input: []string{"answer", "answer_id", "item_id"}, Output: "AssessmentTask",
			},
		}}}}}
	}},
}
