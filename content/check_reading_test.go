package content_test

import (
	"strings"
	"testing"

	"suyang/content"
	"suyang/models"
)

// Limits of the upper primary stage, which IL10 is for.
func TestCheckReading(t *testing.T) {
	t.Parallel()
	zh := func(what, more string) broken {
		return onItem("IL10", "stimulus.zh", what, func(it *models.Item) { it.Stimulus.ZH += "\n\n" + more })
	}
	en := func(what, more string) broken {
		return onItem("IL10", "stimulus.en", what, func(it *models.Item) { it.Stimulus.EN += "\n\n" + more })
	}
	runBroken(t, map[string]broken{
		"too many characters":     zh("more than 300", strings.Repeat("我们一起看书。", 20)),
		"too many on a screen":    zh("more than 300", "```screen notice\ntext:\n"+strings.Repeat("  - 我们一起看书。\n", 20)+"```"),
		"too many words":          en("more than 260", strings.Repeat("We read a book. ", 40)),
		"long sentence":           zh("a sentence of 44 characters, more than 40", strings.Repeat("我们看书，", 11)),
		"long sentence on screen": zh("a sentence of 44 characters", "```screen notice\ntext: ["+strings.Repeat("我们看书", 11)+"]\n```"),
		"long English sentence":   en("a sentence of 26 words, more than 25", strings.Repeat("and we read ", 8)+"a book."),
		"rare characters":         zh("beyond the list of the stage", strings.Repeat("鬃髻髯", 8)),
	})
}

func TestCheckReadingLeavesGoodTextsAlone(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*models.Item){
		"rare character of a name": func(it *models.Item) { it.Stimulus.ZH = strings.Repeat("小璟来了。", 12) },
		"words of the subject": func(it *models.Item) {
			it.Stimulus.ZH = strings.Repeat("编辑账号的昵称，在屏幕上浏览视频。", 5)
		},
		"a long table of short cells": func(it *models.Item) { it.Stimulus.ZH = strings.Repeat("| 春天 | 夏天 | 秋天 | 冬天 |\n", 10) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expectSilence(t, func(b *content.Bundle) { change(itemOf(b, "IL16")) })
		})
	}
}
