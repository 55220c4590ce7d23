package storybook

import (
	"embed"
	"time"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

//go:embed screens/*.md
var screenTexts embed.FS

// screenStories show every kind of screen where a pupil meets it.
var screenStories = []Story{
	{"pupil-screens-talk", "pupil/task", ofPupil(screensOf("talk"))},
	{"pupil-screens-web", "pupil/task", ofPupil(screensOf("web"))},
	{"pupil-screens-data", "pupil/task", ofPupil(screensOf("data"))},
	{"pupil-screens-drawn", "pupil/task", ofPupil(screensOf("drawn"))},
}

// screensOf is a task whose stimulus is the file of the name and the language.
func screensOf(name string) func(i18n.Locale) any {
	return func(l i18n.Locale) any {
		text, err := screenTexts.ReadFile("screens/" + name + "." + string(l) + ".md")
		if err != nil {
			panic(err)
		}
		item := &models.ItemView{ItemID: "IL20", Title: say(l, "屏幕", "Screens"), Stimulus: string(text), Parts: []models.PartView{partOf(l, "single")}}
		return web.Task{URL: "#", Item: item, Progress: 0.4, Remaining: 31 * time.Minute, Timed: true}
	}
}

//go:embed screens/sample.svg
var sampleDrawing []byte
