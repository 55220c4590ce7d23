package content_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/models"
)

func TestCheckWording(t *testing.T) {
	t.Parallel()
	prompt := func(side, what, text string) broken {
		return onItem("IL10", "parts[0].prompt."+side, what, func(it *models.Item) { it.Parts[0].Prompt = models.Text{ZH: text, EN: text} })
	}
	option := func(side, what, text string) broken {
		return onItem("IL10", "parts[0].options[1].text."+side, what, func(it *models.Item) { it.Parts[0].Options[1].Text = models.Text{ZH: text, EN: text} })
	}
	runBroken(t, map[string]broken{
		"brand":              onItem("IL10", "stimulus.zh", "names a brand", func(it *models.Item) { it.Stimulus.ZH += "她打开微信。" }),
		"brand in English":   onItem("IL10", "explanation.en", `"google" names a brand`, func(it *models.Item) { it.Explanation.EN += " Google it." }),
		"person":             onItem("IL10", "parts[0].options[0].rationale.zh", "names a brand, a platform or a person", func(it *models.Item) { it.Parts[0].Options[0].Rationale.ZH = "马云说过。" }),
		"income":             onItem("IL10", "stimulus.zh", "looks down on", func(it *models.Item) { it.Stimulus.ZH += "有钱人才买得起。" }),
		"sex":                onItem("IL10", "hints[0].en", "looks down on", func(it *models.Item) { it.Hints[0].EN = "Girls are better at this." }),
		"which is not":       prompt("zh", "asks for what is not so", "哪一条不是广告？"),
		"not which":          prompt("zh", "asks for what is not so", "不属于广告的是哪一条？"),
		"all but":            prompt("zh", "asks for what is not so", "除了第一条以外，还有哪些是广告？"),
		"which is not, en":   prompt("en", "asks for what is not so", "Which of them is not an ad?"),
		"which isn't":        prompt("en", "asks for what is not so", "Which result isn't an ad?"),
		"except":             prompt("en", "asks for what is not so", "All are ads except one. Which one?"),
		"denied twice":       option("zh", "denies twice", "不能不看的一条"),
		"denied twice in en": option("en", "denies twice", "Do not go without reading"),
		"all of the above":   option("en", "speaks of the other options", "All of the above"),
		"all of them, zh":    option("zh", "speaks of the other options", "以上都对"),
		"none of them, zh":   option("zh", "speaks of the other options", "前面几个都不对"),
		"clue":               onItem("IL10", "parts[0].options.zh", "only the key shares words with the prompt: 卫生部, 生部门", func(it *models.Item) { it.Parts[0].Prompt.ZH = "卫生部门说了什么？" }),
		"clue in English":    onItem("IL10", "parts[0].options.en", "only the key shares words with the prompt: authorit", func(it *models.Item) { it.Parts[0].Prompt.EN = "Which authorities count?" }),
		"letter of option":   onItem("IL10", "hints[2].zh", "names an option by its place", func(it *models.Item) { it.Hints[2].ZH = "想想选C对不对。" }),
		"place of option":    onItem("IL10", "hints[2].en", "names an option by its place", func(it *models.Item) { it.Hints[2].EN = "It is not the first option." }),
		"place in rationale": onItem("IL10", "parts[0].options[0].rationale.zh", "names an option by its place", func(it *models.Item) { it.Parts[0].Options[0].Rationale.ZH = "第三个选项更好。" }),
		"letter in solution": onItem("IL10", "explanation.en", "names an option by its place", func(it *models.Item) { it.Explanation.EN = "So option C is right." }),
		"hint close to key":  onItem("IL24", "hints[1].zh", "comes close to the key of part 1", closeHint(models.ZhCN)),
		"prompt of next part": onItem("IL20", "parts[1].prompt.en", "comes close to the key of part 1", func(it *models.Item) {
			it.Parts[0].Options[3].Text.EN = "Curious penguins juggle seven lanterns"
			it.Parts[1].Prompt.EN = "Where do penguins juggle their lanterns?"
		}),
	})
}

// closeHint says the first correct option of IL24 in another order.
func closeHint(l models.Locale) func(*models.Item) {
	return func(it *models.Item) {
		options := it.Parts[0].Options
		key := options[slices.IndexFunc(options, func(o models.Option) bool { return o.Correct })]
		letters := []rune(key.Text.In(l))
		it.Hints[1].ZH = "想想" + string(letters[len(letters)/2:]) + "，还有" + string(letters[:len(letters)/2])
	}
}

func TestCheckWordingLeavesGoodTextsAlone(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*models.Item){
		"emphasised denial": func(it *models.Item) {
			it.Parts[0].Prompt = models.Text{ZH: "哪一条**不**是广告？", EN: "Which is **not** an ad?"}
		},
		"denial beside": func(it *models.Item) { it.Parts[0].Prompt.EN = "She does not know much yet. Which should she open?" },
		"deleting, not leaving": func(it *models.Item) {
			it.Parts[0].Prompt.ZH = "要消除广告的影响，又让大家都满意，该点哪一条？"
		},
		"word within a word": func(it *models.Item) { it.Hints[0].EN = "A musket is no muskrat." },
		"first word, not place": func(it *models.Item) {
			it.Hints[0] = models.Text{ZH: "先看第一行。", EN: "Look at the first row."}
		},
		"small shared words": func(it *models.Item) { it.Parts[0].Prompt.EN = "Who has a date that counts?" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expectSilence(t, func(b *content.Bundle) { change(itemOf(b, "IL10")) })
		})
	}
}

func TestCheckSiblings(t *testing.T) {
	t.Parallel()
	story := models.Text{ZH: "另一件事", EN: "Another story"}
	for name, c := range map[string]struct {
		change func(*models.Item) // of a copy of IL10
		want   string             // empty: no such problem
		not    string
	}{
		"a copy":      {func(*models.Item) {}, "stimulus.en: shares 100 percent of its wording with IL10", ""},
		"same place":  {func(*models.Item) {}, "parts: the key stands where it does in IL10", ""},
		"other place": {func(it *models.Item) { slices.Reverse(it.Parts[0].Options) }, "percent of its wording", "the key stands"},
		"parametric":  {func(it *models.Item) { it.Parametric = true }, "the key stands", "percent of its wording"},
		"other wording": {func(it *models.Item) {
			it.Stimulus, it.Parts[0].Prompt = story, story
			for i := range it.Parts[0].Options {
				it.Parts[0].Options[i].Text = models.Text{ZH: story.ZH + string(rune('甲'+i)), EN: story.EN + string(rune('a'+i))}
			}
		}, "", "percent of its wording"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := sample(t)
			twin := *itemOf(b, "IL10")
			twin.ID, twin.Parts = "IL10b", slices.Clone(twin.Parts)
			twin.Parts[0].Options = slices.Clone(twin.Parts[0].Options)
			c.change(&twin)
			b.Items = append(b.Items, twin)
			problems := content.Check(b).Error()
			require.Contains(t, problems, c.want)
			if c.not != "" {
				require.NotContains(t, problems, c.not)
			}
		})
	}
}

func TestCheckParametricWithoutSibling(t *testing.T) {
	t.Parallel()
	runBroken(t, map[string]broken{
		"alone": onItem("IL10", "parametric", "no sibling", func(it *models.Item) { it.Parametric = true }),
	})
}
