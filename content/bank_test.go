package content_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/models"
)

// wholeBank is a bank that lacks nothing: by stage and dimension as many
// families of one point as the blueprint has percent, each with an item to
// test with and one to practise with. Its words say nothing.
func wholeBank(t *testing.T) *content.Bundle {
	t.Helper()
	b := &content.Bundle{Framework: sample(t).Framework}
	for i := range 60 {
		b.Misconceptions = append(b.Misconceptions, models.Misconception{Code: fmt.Sprintf("m%d", i)})
	}
	for _, s := range models.Stages() {
		for dimension, points := range map[string]int{"A": 15, "B": 26, "C": 40, "D": 19} {
			for i := range points {
				indicators := indicatorsOf(b.Framework, dimension, s)
				addFamily(b, models.Family{Code: fmt.Sprint(s, dimension, i), Indicator: indicators[i%len(indicators)], Stage: s, Max: 1})
			}
		}
	}
	for _, n := range b.Framework {
		for range 4 {
			if n.Level == 3 {
				b.Lessons = append(b.Lessons, wholeLesson(n))
			}
		}
	}
	return b
}

func indicatorsOf(nodes []models.Node, dimension string, s models.Stage) []string {
	var codes []string
	for _, n := range nodes {
		for _, stage := range n.Stages {
			if n.Level == 3 && n.Tested && stage == s && models.Dimension(n.Code) == dimension {
				codes = append(codes, n.Code)
			}
		}
	}
	return codes
}

func addFamily(b *content.Bundle, f models.Family) {
	b.Families = append(b.Families, f)
	for _, pool := range []models.Pool{models.PoolSecure, models.PoolPractice} {
		i := len(b.Items)
		b.Items = append(b.Items, models.Item{
			ID: fmt.Sprint("I", i), Family: f.Code, Indicator: f.Indicator, Stage: f.Stage, Pool: pool,
			Parts: []models.Part{wholeChoice(i%4, i/4%4, fmt.Sprintf("m%d", i%60))},
		})
	}
}

// wholeChoice has its key at a place from 0 to 3, and a rank of length from 0.
func wholeChoice(place, rank int, belief string) models.Part {
	p := models.Part{Type: models.PartSingle, Max: 1}
	for i := range 4 {
		length := (i + rank - place + 4) % 4
		text := strings.Repeat("字", 5+length)
		p.Options = append(p.Options, models.Option{Text: models.Text{ZH: text, EN: text}, Correct: i == place})
		if i != place {
			p.Options[i].Misconception = belief
		}
	}
	return p
}

func wholeLesson(n models.Node) models.Lesson {
	check := wholeChoice(0, 0, "m0")
	return models.Lesson{Indicator: n.Code, Body: models.Text{ZH: "## 例子", EN: "## Example"}, SelfCheck: &check, Sources: []string{"标准"}}
}

func TestCheckBankAcceptsAWholeOne(t *testing.T) {
	t.Parallel()
	require.Empty(t, content.CheckBank(wholeBank(t)).Error())
}

func TestCheckBank(t *testing.T) {
	t.Parallel()
	dropItems := func(out func(models.Item) bool) func(*content.Bundle) {
		return func(b *content.Bundle) {
			var left []models.Item
			for _, it := range b.Items {
				if !out(it) {
					left = append(left, it)
				}
			}
			b.Items = left
		}
	}
	dropFamilies := func(out func(int, models.Family) bool) func(*content.Bundle) {
		return func(b *content.Bundle) {
			var left []models.Family
			for i, f := range b.Families {
				if !out(i, f) {
					left = append(left, f)
				}
			}
			b.Families = left
		}
	}
	eachChoice := func(change func(i int, p *models.Part)) func(*content.Bundle) {
		return func(b *content.Bundle) {
			for i := range b.Items {
				change(i, &b.Items[i].Parts[0])
			}
		}
	}
	for name, c := range map[string]struct {
		breaks func(*content.Bundle)
		want   string
	}{
		"few families": {
			dropFamilies(func(i int, f models.Family) bool { return f.Stage == models.StageSenior && i%5 > 0 }), "families/senior.yaml: 20 families",
		},
		"indicator without family": {
			dropFamilies(func(_ int, f models.Family) bool { return f.Indicator == "C5.1" && f.Stage == models.StageJunior }),
			"families/junior.yaml: no family of the indicator C5.1",
		},
		"families out of balance": {
			dropFamilies(func(i int, f models.Family) bool {
				return f.Stage == models.StageJunior && models.Dimension(f.Indicator) == "A" && i%2 > 0
			}), "families/junior.yaml: dimension A has",
		},
		"few items": {
			func(b *content.Bundle) { b.Items = b.Items[159:] }, "items/primary34: 41 items", // 200 a stage
		},
		"nothing secure": {
			dropItems(func(it models.Item) bool { return it.Indicator == "B4.2" && it.Pool == models.PoolSecure }), "items/senior: the secure pool has no item of B4.2",
		},
		"nothing to practise": {
			dropItems(func(it models.Item) bool { return it.Indicator == "B4.2" && it.Pool == models.PoolPractice }), "items/senior: the practice pool has no item of B4.2",
		},
		"items out of balance": {
			dropItems(func(it models.Item) bool {
				return models.Dimension(it.Indicator) == "D" && it.Pool == models.PoolSecure
			}), "items: dimension D has 10.5 percent",
		},
		"too many parametric": {
			func(b *content.Bundle) {
				for i := range b.Items[:201] {
					b.Items[i].Parametric = true
				}
			}, "items: 201 of 800 items are parametric",
		},
		"keys at one place": {
			eachChoice(func(i int, p *models.Part) { *p = wholeChoice(1+i%2, i/4%4, fmt.Sprintf("m%d", i%60)) }), "items: the keys of single choices stand at places",
		},
		"keys longest": {
			eachChoice(func(i int, p *models.Part) { *p = wholeChoice(i%4, 2+i/4%2, fmt.Sprintf("m%d", i%60)) }), "items: the key is the longest option in 50 percent of the single choices (en)",
		},
		"keys never shortest": {
			eachChoice(func(i int, p *models.Part) { *p = wholeChoice(i%4, 1+i/4%3, fmt.Sprintf("m%d", i%60)) }), "items: the key is the shortest option in 0 percent of the single choices (zh-CN)",
		},
		"belief of nobody":   {func(b *content.Bundle) { b.Misconceptions[3].Code = "m-new" }, `[3].code: no answer shows the misconception "m-new"`},
		"few beliefs":        {func(b *content.Bundle) { b.Misconceptions = b.Misconceptions[:54] }, "54 misconceptions"},
		"few lessons":        {func(b *content.Bundle) { b.Lessons = b.Lessons[:119] }, "lessons: 119 lessons"},
		"indicator untaught": {func(b *content.Bundle) { b.Lessons = b.Lessons[2:] }, "lessons: 2 lessons on A1.1"},
		"no example":         {func(b *content.Bundle) { b.Lessons[1].Body.EN = "Example" }, "body.en: has no example"},
		"no self-check":      {func(b *content.Bundle) { b.Lessons[1].SelfCheck = nil }, "self_check: is missing"},
		"no sources":         {func(b *content.Bundle) { b.Lessons[1].Sources = nil }, "sources: is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := wholeBank(t)
			c.breaks(b)
			require.Contains(t, content.CheckBank(b).Error(), c.want)
		})
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	rows := content.Summary(wholeBank(t))
	require.Len(t, rows, 4)
	require.Equal(t, content.StageSummary{
		Stage: models.StagePrimary34, Families: 100, Items: 200,
		Pools:  map[models.Pool]int{models.PoolSecure: 100, models.PoolPractice: 100},
		Points: map[string]int{"A": 30, "B": 52, "C": 80, "D": 38},
	}, rows[0])
}
