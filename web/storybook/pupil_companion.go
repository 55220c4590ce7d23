package storybook

import (
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var pupilCompanionStories = []Story{
	{"pupil-companion", "pupil/companion", ofPupil(companionHome)},
	{"pupil-companion-first", "pupil/companion", ofPupil(func(i18n.Locale) any { return web.CompanionHome{Consent: true} })},
	{"pupil-companion-busy", "pupil/companion", ofPupil(func(l i18n.Locale) any {
		return web.CompanionHome{Consent: true, Busy: true, Talks: talks(l)}
	})},
	{"pupil-companion-consent", "pupil/companion", ofPupil(func(i18n.Locale) any { return web.CompanionHome{} })},
	{"pupil-chat", "pupil/conversation", ofPupil(func(l i18n.Locale) any { return conversation(l) })},
	{"pupil-chat-begun", "pupil/conversation", ofPupil(func(l i18n.Locale) any {
		c := conversation(l)
		c.Title, c.Messages = "", c.Messages[:1]
		return c
	})},
	{"pupil-chat-model", "pupil/conversation", ofPupil(func(l i18n.Locale) any {
		c := conversation(l)
		c.Generates = true
		for i := range c.Messages[1:] {
			c.Messages[i+1].Generated = !c.Messages[i+1].Mine
		}
		return c
	})},
	{"pupil-chat-error", "pupil/conversation", ofPupil(func(l i18n.Locale) any {
		c := conversation(l)
		c.Draft = say(l, "我想说的话很长很长……", "What I want to say is very long …")
		c.Errors = web.FormErrors{{Field: "text", Key: web.ChatTooLong}}
		return c
	})},
}

func companionHome(l i18n.Locale) any {
	home := web.CompanionHome{Consent: true, Generates: true, SessionID: models.SessionID{15: 1}, Talks: talks(l)}
	for _, a := range typicalReport().Answers[1:3] {
		home.Items = append(home.Items, web.AnsweredItem{ItemID: a.ItemID, Title: a.Title.In(models.Locale(l)), Points: a.Points, Max: a.Max})
	}
	return home
}

func talks(l i18n.Locale) []web.Talk {
	return []web.Talk{
		{URL: "#1", Title: say(l, "“学校周边要停水五天”是真的吗", "Is the five-day water cut true"), At: evening},
		{URL: "#2", At: evening.AddDate(0, 0, -1)},
	}
}

func conversation(l i18n.Locale) web.Conversation {
	return web.Conversation{
		URL: "#", Title: say(l, "“学校周边要停水五天”是真的吗", "Is the five-day water cut true"),
		Messages: []web.ChatMessage{
			{Text: say(l, "你好！我是素养学伴，一个程序。我们来看看《“学校周边要停水五天”是真的吗》这道题。\n\n先说说看：做这道题的时候，你是怎么想的？",
				"Hello! I am the Suyang companion, a program. Let us look at the task “Is the five-day water cut true”.\n\nTell me first: what were you thinking when you did this task?")},
			{Mine: true, Text: say(l, "好多人都在转发，\n我觉得 <应该> 是真的", "So many people pass it on,\nI think it <must> be true")},
			{Text: say(l, "你把想法说清楚了，这一步很重要。再检查一下：你的理由里，哪一条是题目里写着的，哪一条是你猜的？",
				"You have put your thinking into words, and that is an important step. Now check: which of your reasons stand in the task, and which did you guess?")},
			{Mine: true, Text: say(l, "给我一个提示", "Give me a hint")},
			{
				Text: say(l, "小课《核实一条消息的四步》里是这样说的：\n\n> **横着查。** 一字不差的十条转发，仍然只是一个来源。\n\n读完再回到这道题：哪一点和你原来想的不一样？",
					"The lesson “Four steps to verify a message” says:\n\n> **Check sideways.** Ten reposts with the same words are still one source.\n\nRead it and come back: what is different from what you thought?"),
				Sources: []web.Source{
					{URL: "#a", Title: say(l, "核实一条消息的四步", "Four steps to verify a message")},
					{URL: "#b", Title: "Verifying online information: an open course for schools, unit 3"},
				},
			},
		},
	}
}
