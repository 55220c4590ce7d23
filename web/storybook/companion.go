package storybook

import (
	"suyang/web"
	"suyang/web/i18n"
)

// companion is the data of a conversation.
type companion struct {
	Words   map[string]string
	Sources []source
	Hints   []string
}

type source struct{ URL, Title, Note string }

func companionPage(_ *web.Renderer, l i18n.Locale) web.Page {
	return asPupil(l, companion{
		Words: words(l, companionWords),
		Sources: []source{
			{"#a", say(l, "怎样查一张照片的来历", "How to trace a photo"), say(l, "微课 · 6 分钟 · 多源核验", "Micro-lesson · 6 min · Cross-checking")},
			{"#b", say(l, "横向阅读：打开第二个标签页", "Lateral reading: open a second tab"), say(l, "文章 · 八年级 · 信息来源判断", "Article · Grade 8 · Judging sources")},
		},
		Hints: []string{
			say(l, "先别看照片里有什么，想一想：这张照片以前有没有可能在别处出现过？", "Leave aside what the photo shows: could it have appeared elsewhere before?"),
			say(l, "搜索引擎不只能搜文字，也能用一张图片去搜。", "Search engines take pictures as well as words."),
			say(l, "把搜到的结果按时间从早到晚排，看看最早的一张写了什么。", "Put what you find in order of time and read what the earliest says."),
		},
	})
}

var companionWords = map[string][2]string{
	"title":     {"学伴", "Companion"},
	"lead":      {"我会用提问和提示陪你想，不会直接告诉你答案。", "I ask and hint so that you can work it out; I do not give the answer away."},
	"companion": {"学伴", "Companion"},
	"me":        {"我", "Me"},
	"question":  {"为什么不能看转发的人多不多？", "Why not see how many people passed it on?"},
	"answer": {
		"好问题。想一想：转发的人，都自己核对过吗？如果第一个人就弄错了，转发一百次会让它变成真的吗？\n可以先看看下面的资料，再说说你的想法。",
		"Good question. Did everyone who passed it on check it? If the first one got it wrong, does passing it on a hundred times make it true? Look at these, then tell me what you think.",
	},
	"hints":   {"需要的话，一步一步打开提示", "Open the hints one at a time if you need them"},
	"compose": {"写下你的想法", "Write what you think"},
	"send":    {"发送", "Send"},
}
