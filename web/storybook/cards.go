package storybook

import (
	"suyang/web"
	"suyang/web/i18n"
)

// cards is the data of a sheet of login cards.
type cards struct {
	Title string
	Cards []card
}

type card struct{ School, Class, Name, Code, Address string }

func cardsPage(_ *web.Renderer, l i18n.Locale) web.Page {
	codes := []string{"K7QM-3FHD-92QX", "W2TX-9RPA-8KQ2", "H4NC-6VJE-N4VX", "P8DY-2KMU-7PRA", "C5GR-7XWQ-W6TM", "T3FB-4HNS-2CJE", "M9VE-8CTK-H9YB", "R6JA-5PYD-5GKD", "X2HW-3NGF-R3XS", "D7KT-9QMB-6MVT"}
	data := cards{Title: say(l, "登录卡", "Login cards")}
	for i, code := range codes {
		data.Cards = append(data.Cards, card{
			School:  say(l, "青山镇中心学校", "Qingshan Central School"),
			Class:   say(l, "七年级（3）班", "Grade 7, class 3"),
			Name:    pupilName(l, i),
			Code:    code,
			Address: "suyang.example.cn",
		})
	}
	return web.Page{Locale: l, Data: data}
}
