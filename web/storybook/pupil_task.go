package storybook

import (
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var pupilTaskStories = []Story{
	{"pupil-task-single", "pupil/task", ofPupil(asked("single"))},
	{"pupil-task-multiple", "pupil/task", ofPupil(asked("multiple"))},
	{"pupil-task-ordering", "pupil/task", ofPupil(asked("ordering"))},
	{"pupil-task-matching", "pupil/task", ofPupil(asked("matching"))},
	{"pupil-task-numeric", "pupil/task", ofPupil(asked("numeric"))},
	{"pupil-task-short", "pupil/task", ofPupil(asked("short"))},
	{"pupil-task-scenario", "pupil/task", ofPupil(asked("single", "numeric", "multiple", "ordering"))},
	{"pupil-task-draft", "pupil/task", ofPupil(func(l i18n.Locale) any {
		t := taskOf(l, "single", "matching", "numeric", "short")
		t.Draft = draft
		return t
	})},
	{"pupil-task-unanswered", "pupil/task", ofPupil(func(l i18n.Locale) any {
		t := taskOf(l, "single", "matching", "short")
		t.Errors, t.Unanswered = web.Unanswered(*t.Item, models.Answer{}), true
		return t
	})},
	{"pupil-task-malformed", "pupil/task", ofPupil(func(l i18n.Locale) any {
		t := taskOf(l, "numeric")
		t.Errors = web.FormErrors{web.AnswerFault(*t.Item, "parts.numeric.number")}
		t.Draft = models.Answer{Parts: map[string]models.PartAnswer{"numeric": {Number: "四百多"}}}
		return t
	})},
	{"pupil-paused", "pupil/paused", ofPupil(func(i18n.Locale) any {
		return web.Pause{URL: "#", Answered: 5, Progress: 0.4, Remaining: 31 * time.Minute, Timed: true}
	})},
	{"pupil-paused-at-first", "pupil/paused", ofPupil(func(i18n.Locale) any { return web.Pause{URL: "#"} })},
}

// draft is an answer half made.
var draft = models.Answer{Parts: map[string]models.PartAnswer{
	"single":   {Choices: []string{"B"}},
	"matching": {Pairs: map[string]string{"1": "A", "2": "C"}},
	"numeric":  {Number: "400"},
	"short":    {Text: "先别转发。照片右下角的日期看不清，"},
}}

func asked(parts ...string) func(i18n.Locale) any {
	return func(l i18n.Locale) any { return taskOf(l, parts...) }
}

// taskOf is an item with parts of the given types, in the words of the
// component stories.
func taskOf(l i18n.Locale, parts ...string) web.Task {
	item := &models.ItemView{
		ItemID: "IL20", Title: say(l, "“大桥被冲断”是真的吗", "Is it true that the bridge was swept away"),
		Stimulus: say(l, taskWords["stimulus"][0], taskWords["stimulus"][1]) + "\n\n" + findings(l),
	}
	for _, kind := range parts {
		item.Parts = append(item.Parts, partOf(l, kind))
	}
	return web.Task{URL: "#", Item: item, Progress: 0.4, Remaining: 31*time.Minute + 20*time.Second, Timed: true}
}

func findings(l i18n.Locale) string {
	return say(l, "| 编号 | 发现 |\n| --- | --- |\n| 1 | 发消息的账号三天前才开通 |\n| 2 | 以图搜图：照片两年前出现在外省的新闻里 |\n",
		"| No. | Finding |\n| --- | --- |\n| 1 | The account was opened three days ago |\n| 2 | Image search: the photo was in the news of another province two years ago |\n")
}

func partOf(l i18n.Locale, kind string) models.PartView {
	words := kind
	if kind == "short" {
		words = "text"
	}
	p := models.PartView{ID: kind, Type: models.PartType(kind), Prompt: say(l, taskWords[words][0], taskWords[words][1]), MaxChars: 200}
	cards := lettered(l, taskOptions[kind])
	if p.Type == models.PartMatching {
		p.Targets, cards = cards, nil
		for i, text := range taskItems[kind] {
			cards = append(cards, models.CardView{ID: string(rune('1' + i)), Text: say(l, text[0], text[1])})
		}
	}
	p.Options = cards
	if p.Type == models.PartNumeric {
		p.Unit = say(l, taskWords["unit"][0], taskWords["unit"][1])
	}
	return p
}

func lettered(l i18n.Locale, texts [][2]string) []models.CardView {
	var cards []models.CardView
	for i, text := range texts {
		cards = append(cards, models.CardView{ID: string(rune('A' + i)), Text: say(l, text[0], text[1])})
	}
	return cards
}
