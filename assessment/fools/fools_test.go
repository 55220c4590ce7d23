package fools_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/fools"
	"suyang/models"
)

// both is a text that is the same in both languages.
func both(s string) models.Text { return models.Text{ZH: s, EN: s} }

// single is a single choice of four with the key at a place from 0.
func single(place int, texts ...string) models.Part {
	p := models.Part{ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1}
	for i, text := range texts {
		p.Options = append(p.Options, models.Option{ID: fmt.Sprint(i), Text: both(text), Correct: i == place})
	}
	return p
}

// bank is 40 items of one part each.
func bank(part func(i int) models.Part) []models.Item {
	items := make([]models.Item, 40)
	for i := range items {
		items[i] = models.Item{ID: fmt.Sprint("I", i), Stimulus: both("总共 12 个，其中 7 个是红的。"), Parts: []models.Part{part(i)}}
	}
	return items
}

// lettered are four options that differ in nothing a fool looks at.
var lettered = []string{"甲甲甲", "乙乙乙", "丙丙丙", "丁丁丁"}

// rewarded returns the names of the fools that a bank rewards.
func rewarded(t *testing.T, items []models.Item) []string {
	t.Helper()
	results, err := fools.Run(items, 1)
	require.NoError(t, err)
	var names []string
	for _, r := range results {
		if r.Caught && !slices.Contains(names, r.Fool) {
			names = append(names, r.Fool)
		}
	}
	return names
}

func TestBiasedBanksAreCaught(t *testing.T) {
	t.Parallel()
	with := func(place int, change func(string) string) models.Part {
		texts := slices.Clone(lettered)
		texts[place] = change(texts[place])
		return single(place, texts...)
	}
	for name, c := range map[string]struct {
		part func(i int) models.Part
		want []string
	}{
		"place":        {func(_ int) models.Part { return single(1, lettered...) }, []string{"second option"}},
		"last":         {func(_ int) models.Part { return single(4, append(slices.Clone(lettered), "戊戊戊")...) }, []string{"fifth option", "last option"}},
		"most places":  {func(i int) models.Part { return single(max(0, i%6-3), lettered...) }, []string{"first option"}},
		"length":       {func(i int) models.Part { return with(i%4, func(s string) string { return s + s }) }, []string{"longest option"}},
		"shortness":    {func(i int) models.Part { return with(i%4, func(s string) string { return s[:3] }) }, []string{"shortest option"}},
		"digits":       {func(i int) models.Part { return with(i%4, func(string) string { return "123" }) }, []string{"most digits"}},
		"absolutes":    {func(i int) models.Part { return with(i%4, func(string) string { return "一定丙" }) }, []string{"most absolute"}},
		"not absolute": {func(i int) models.Part { return withOthers(i%4, "总是") }, []string{"least absolute"}},
		"careful":      {func(i int) models.Part { return with(i%4, func(string) string { return "可能丙" }) }, []string{"most careful"}},
		"likeness": {func(i int) models.Part {
			p := with(i%4, func(string) string { return "红气球" })
			p.Prompt = both("哪一个是红气球？")
			return p
		}, []string{"likest the prompt"}},
		"words of the situation": {func(i int) models.Part { return with(i%4, func(string) string { return "其中的" }) }, []string{"likest the situation"}},
		"all of the above":       {func(i int) models.Part { return with(i%4, func(string) string { return "都对" + "啊" }) }, []string{"all of the above"}},
		"middle number": {func(i int) models.Part {
			return [2]models.Part{single(3, "15", "83", "29", "48", "61"), single(0, "48", "61", "15", "83", "29")}[i%2]
		}, []string{"middle number"}},
		"everything":  {func(_ int) models.Part { return multiple(6, 5) }, []string{"everything"}},
		"backwards":   {func(_ int) models.Part { return ordering("3", "2", "1", "0") }, []string{"written backwards"}},
		"as written":  {func(_ int) models.Part { return ordering("0", "1", "2", "3") }, []string{"as written"}},
		"one target":  {func(_ int) models.Part { return matching("0", "0", "0") }, []string{"all to the first"}},
		"row by row":  {func(_ int) models.Part { return matching("0", "1", "2") }, []string{"row by row"}},
		"first":       {func(_ int) models.Part { return numeric(12) }, []string{"first number", "largest number"}},
		"copied text": {func(_ int) models.Part { return short("其中") }, []string{"copies the situation"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Subset(t, rewarded(t, bank(c.part)), c.want)
		})
	}
}

func TestBalancedBankIsNot(t *testing.T) {
	t.Parallel()
	items := bank(func(i int) models.Part {
		switch i % 8 {
		case 0:
			return multiple(6, 2+i/8%2)
		case 1:
			return ordering([][]string{{"1", "3", "0", "2"}, {"2", "0", "3", "1"}}[i/8%2]...)
		case 2:
			return matching("1", "0", "1")
		case 3:
			return numeric(5)
		default:
			return single(i/8%4, fmt.Sprint("可能", i), fmt.Sprint("一定长长的", i), "短", fmt.Sprint("不长不短", i*7))
		}
	})
	require.Empty(t, rewarded(t, items))
}

func TestChance(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		part models.Part
		want float64 // exact
	}{
		"one of four":           {single(1, lettered...), 1.0 / 4},
		"one error of 6":        {multiple(6, 3), (2 + 6) / 2.0 / 63},              // 63 answers, 6 one tick off
		"a swap of 4 cards":     {ordering("1", "3", "0", "2"), (2 + 3) / 48.0},    // 24 orders, 3 a neighbours' swap off
		"three cards, 3 places": {matching("1", "0", "1"), (2 + 3*2) / 2.0 / 27.0}, // 27 ways, 6 one card off
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			results, err := fools.Run(bank(func(int) models.Part { return c.part }), 7)
			require.NoError(t, err)
			require.InDelta(t, c.want, results[0].Chance, 0.01)
		})
	}
}

func TestSameSeedSameResult(t *testing.T) {
	t.Parallel()
	items := bank(func(i int) models.Part { return single(i%4, lettered...) })
	one, err := fools.Run(items, 3)
	require.NoError(t, err)
	again, err := fools.Run(items, 3)
	require.NoError(t, err)
	require.Equal(t, one, again)
}

// withOthers has a word in every option but the key.
func withOthers(place int, word string) models.Part {
	texts := slices.Clone(lettered)
	for i := range texts {
		if i != place {
			texts[i] = word + texts[i][:3]
		}
	}
	return single(place, texts...)
}

// multiple has the first of its options correct.
func multiple(options, correct int) models.Part {
	p := models.Part{ID: "1", Type: models.PartMultiple, Rule: models.RuleOneError, Max: 2}
	for i := range options {
		p.Options = append(p.Options, models.Option{ID: fmt.Sprint(i), Text: both(strings.Repeat("字", 3+i%3)), Correct: (i*5+2)%options < correct})
	}
	return p
}

func ordering(key ...string) models.Part {
	p := models.Part{ID: "1", Type: models.PartOrdering, Rule: models.RuleAdjacentSwap, Max: 2, Order: key}
	for i := range key {
		p.Options = append(p.Options, models.Option{ID: fmt.Sprint(i), Text: both("卡片")})
	}
	return p
}

// matching has three targets and a card for each target named.
func matching(key ...string) models.Part {
	p := models.Part{ID: "1", Type: models.PartMatching, Rule: models.RuleOneError, Max: 2}
	for i := range 3 {
		p.Targets = append(p.Targets, models.Target{ID: fmt.Sprint(i), Text: both("目标")})
	}
	for i, target := range key {
		p.Options = append(p.Options, models.Option{ID: fmt.Sprint("c", i), Text: both("卡片"), Target: target})
	}
	return p
}

func numeric(value float64) models.Part {
	return models.Part{ID: "1", Type: models.PartNumeric, Rule: models.RuleExact, Max: 1, Numeric: &models.Numeric{Value: value}}
}

func short(phrase string) models.Part {
	return models.Part{ID: "1", Type: models.PartShort, Rule: models.RuleRubric, Max: 1, Rubric: &models.Rubric{
		MaxChars: 100, Elements: []models.Element{{ID: "e", Points: 1, AnyOf: []string{phrase}}},
	}}
}
