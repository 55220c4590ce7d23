package item_test

import "suyang/models"

func text(zh, en string) models.Text { return models.Text{ZH: zh, EN: en} }

func option(id string, correct bool, misconception string) models.Option {
	return models.Option{
		ID: id, Text: text("选项"+id, "option "+id), Correct: correct,
		Rationale: text("理由"+id, "rationale "+id), Misconception: misconception,
	}
}

// choice is a part with the options a to d, of which the named are correct.
func choice(t models.PartType, r models.Rule, most int, correct ...string) models.Part {
	p := models.Part{ID: "1", Type: t, Rule: r, Max: most, Prompt: text("选", "choose")}
	for _, id := range []string{"a", "b", "c", "d"} {
		isKey := false
		for _, c := range correct {
			isKey = isKey || c == id
		}
		misconception := "belief-" + id
		if isKey {
			misconception = ""
		}
		p.Options = append(p.Options, option(id, isKey, misconception))
	}
	return p
}

func ordering(r models.Rule, most int, key ...string) models.Part {
	p := models.Part{ID: "1", Type: models.PartOrdering, Rule: r, Max: most, Prompt: text("排序", "order"), Order: key}
	for _, id := range key {
		p.Options = append(p.Options, models.Option{ID: id, Text: text("卡片"+id, "card "+id)})
	}
	return p
}

// matching maps a to x, b to y and c to x.
func matching(r models.Rule, most int) models.Part {
	p := models.Part{ID: "1", Type: models.PartMatching, Rule: r, Max: most, Prompt: text("配对", "match")}
	for _, o := range [][2]string{{"a", "x"}, {"b", "y"}, {"c", "x"}} {
		p.Options = append(p.Options, models.Option{ID: o[0], Text: text("卡片"+o[0], "card "+o[0]), Target: o[1]})
	}
	p.Targets = []models.Target{{ID: "x", Text: text("输入", "input")}, {ID: "y", Text: text("输出", "output")}}
	return p
}

func numeric(value, tolerance float64, unit models.Text, misses ...models.NearMiss) models.Part {
	return models.Part{
		ID: "1", Type: models.PartNumeric, Rule: models.RuleExact, Max: 1, Prompt: text("多少", "how many"),
		Numeric: &models.Numeric{Value: value, Tolerance: tolerance, Unit: unit, Misses: misses},
	}
}

func short(most, maxChars int) models.Part {
	return models.Part{
		ID: "1", Type: models.PartShort, Rule: models.RuleRubric, Max: most, Prompt: text("写", "write"),
		Rubric: &models.Rubric{MaxChars: maxChars, Elements: []models.Element{
			{ID: "goal", Points: 1, Description: text("目标", "the goal"), AnyOf: []string{"目标", "AI 绘画", "goal"}},
			{ID: "limit", Points: 1, Description: text("限制", "a limit"), AnyOf: []string{"200元", "budget", "time limit"}},
			{ID: "format", Points: 1, Description: text("格式", "the format"), AnyOf: []string{"表格", "ad", "0 words", "don't pay"}},
		}},
	}
}

// of makes an item of the parts, numbered from 1.
func of(parts ...models.Part) models.Item {
	it := models.Item{
		ID: "T1", Version: 3, Indicator: "C1.2", Stage: models.StageJunior, Pool: models.PoolPractice, Seconds: 60,
		Title: text("题目", "title"), Stimulus: text("情境", "stimulus"), Parts: parts,
		Hints:       []models.Text{text("提示一", "hint one"), text("提示二", "hint two"), text("提示三", "hint three")},
		Explanation: text("解析", "explanation"),
		Parameters:  models.Parameters{A: 1, Source: "prior"},
	}
	for i := range it.Parts {
		it.Parts[i].ID = string(rune('1' + i))
	}
	for k := range it.Max() {
		it.Parameters.B = append(it.Parameters.B, float64(k))
	}
	return it
}

// scenario has one part of every type.
func scenario() models.Item {
	return of(
		choice(models.PartSingle, models.RuleExact, 1, "b"),
		choice(models.PartMultiple, models.RuleOneError, 2, "a", "c"),
		ordering(models.RuleAdjacentSwap, 2, "p", "q", "r", "s"),
		matching(models.RuleOneError, 2),
		numeric(12, 0, text("步", "steps")),
		short(3, 200),
	)
}

func answer(parts ...models.PartAnswer) models.Answer {
	a := models.Answer{Parts: map[string]models.PartAnswer{}}
	for i, p := range parts {
		a.Parts[string(rune('1'+i))] = p
	}
	return a
}

func choose(ids ...string) models.PartAnswer { return models.PartAnswer{Choices: ids} }
func order(ids ...string) models.PartAnswer  { return models.PartAnswer{Order: ids} }
func number(s string) models.PartAnswer      { return models.PartAnswer{Number: s} }
func write(s string) models.PartAnswer       { return models.PartAnswer{Text: s} }
func pair(kv ...string) models.PartAnswer {
	pairs := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		pairs[kv[i]] = kv[i+1]
	}
	return models.PartAnswer{Pairs: pairs}
}
