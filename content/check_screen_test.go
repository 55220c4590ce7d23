package content_test

import (
	"testing"

	"suyang/content"
	"suyang/models"
)

const goodDrawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text x="1" y="5" data-label="sign"/></svg>`

func screenOf(kind, body string) string {
	return "看图：\n\n```screen " + kind + "\n" + body + "\n```\n"
}

// showing gives IL16 a stimulus with a screen in each language.
func showing(zh, en string) func(*content.Bundle) {
	return func(b *content.Bundle) { itemOf(b, "IL16").Stimulus = models.Text{ZH: zh, EN: en} }
}

func TestCheckScreens(t *testing.T) {
	t.Parallel()
	on := func(path, what string, zh, en string) broken {
		return broken{breaks: showing(zh, en), file: itemFile("IL16"), path: path, what: what}
	}
	drawn := func(svg, what, alt string) broken {
		s := screenOf("picture", "file: x.svg\nalt: "+alt+"\nlabels: {other: 一}")
		b := on("stimulus.zh", what, s, s)
		show := b.breaks
		b.breaks = func(b *content.Bundle) {
			show(b)
			b.Pictures = map[string][]byte{"x.svg": []byte(svg)}
		}
		return b
	}
	notice := screenOf("notice", "text: [放学了]")
	sheet := func(rows string) string { return screenOf("sheet", "rows: "+rows) }
	chart := func(values string) string {
		return screenOf("chart", "type: bar\nlabels: [a, b]\nseries: [{name: x, values: "+values+"}]")
	}
	runBroken(t, map[string]broken{
		"kind unknown":      on("stimulus.zh", "no kind of screen", screenOf("film", "text: x"), ""),
		"field unknown":     on("stimulus.en", "field words not found", notice, screenOf("notice", "words: [x]")),
		"screen in one":     on("stimulus", "the screens are [notice] in Chinese and [] in English", notice, "After school."),
		"other kinds":       on("stimulus", "[notice] in Chinese and [page]", notice, screenOf("page", "title: x")),
		"other numbers":     on("stimulus", "a sheet, shows 20 in Chinese and 30 in English", sheet(`[[名, 价], [书, 20元]]`), sheet(`[[name, price], [book, 30 yuan]]`)),
		"other size":        on("stimulus", "shows 1 cells in Chinese and 2 in English", sheet(`[[名, 价], [书, 20元]]`), sheet(`[[name, price], [book, "20"], [pen, "2"]]`)),
		"other chart":       on("stimulus", "a chart, shows [[1 2]] in Chinese and [[1 3]]", chart("[1, 2]"), chart("[1, 3]")),
		"Markdown image":    on("stimulus.en", "a Markdown image", "看图", "See ![a bus](bus.png)"),
		"no drawing":        on("stimulus.zh", "no picture y.svg", screenOf("picture", "file: y.svg\nalt: 校门口停着一辆黄色的校车，车门开着"), ""),
		"no alternative":    drawn(goodDrawing, "has 2 characters", "校车"),
		"word not filled":   drawn(goodDrawing, `has a word "sign"`, "校门口停着一辆黄色的校车，车门开着"),
		"drawing with code": drawn(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>`, "no <script>", "校门口停着一辆黄色的校车，车门开着"),
	})
}

func TestCheckScreensLeavesGoodOnesAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ zh, en string }{
		"date in words": {screenOf("sheet", `rows: [[日期, 数], [9月1日, "3"]]`), screenOf("sheet", `rows: [[Date, n], [1 September, "3"]]`)},
		"names of rows": {screenOf("sheet", `rows: [[年级, 数], [三年级1班, "3"]]`), screenOf("sheet", `rows: [[Class, n], [3B, "3"]]`)},
		"code of class": {screenOf("sheet", `rows: [[组, 班], [甲, 3班]]`), screenOf("sheet", `rows: [[Group, class], [A, 10C]]`)},
		"sums of story": {screenOf("notice", "text: [门票20元]"), screenOf("notice", "text: [Tickets are 5 pounds]")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expectSilence(t, showing(c.zh, c.en))
		})
	}
}
