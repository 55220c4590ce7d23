package report_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"suyang/assessment/item"
	"suyang/assessment/report"
	"suyang/assessment/scale"
	"suyang/models"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// id makes a fixed identifier, so that golden files stay the same.
func id[K any](n int) models.ID[K] {
	var out models.ID[K]
	out[6], out[8] = 0x70, 0x80
	binary.BigEndian.PutUint32(out[12:], uint32(n))
	return out
}

func text(zh, en string) models.Text { return models.Text{ZH: zh, EN: en} }

func node(code string, level int, zh, en string) models.Node {
	return models.Node{
		Code: code, Level: level, Name: text(zh, en), Tested: true, Stages: []models.Stage{models.StageJunior},
		Description: text("能"+zh, "Can: "+en),
	}
}

// question is an item of one part with the options a (right), b and c, which
// tell of the misconceptions belief-b and belief-c.
func question(name, indicator string, b ...float64) models.Item {
	it := models.Item{
		ID: name, Version: 1, Indicator: indicator, Stage: models.StageJunior, Pool: models.PoolPractice,
		Title: text("题目"+name, "Item "+name), Parameters: models.Parameters{A: 1, B: b},
	}
	for i := range b {
		it.Parts = append(it.Parts, models.Part{
			ID: fmt.Sprint(i + 1), Type: models.PartSingle, Rule: models.RuleExact, Max: 1,
			Options: []models.Option{
				{ID: "a", Correct: true},
				{ID: "b", Misconception: "belief-b"},
				{ID: "c", Misconception: "belief-c"},
			},
		})
	}
	return it
}

var basis = report.Basis{
	Framework: []models.Node{
		node("A", 1, "意识", "Awareness"), node("A1.1", 3, "识别需求", "Needs"), node("A1.2", 3, "判断来源", "Sources"),
		node("B", 1, "知识", "Knowledge"), node("B2.1", 3, "算法", "Algorithms"),
		node("C", 1, "应用", "Application"), node("C1.2", 3, "多源核验", "Cross-checking"), node("C2.2", 3, "处理数据", "Data"),
		node("D", 1, "道德", "Ethics"), node("D1.1", 3, "保护隐私", "Privacy"),
		{Code: "A2.1", Level: 3, Stages: []models.Stage{models.StageJunior}},               // by questionnaire
		{Code: "C9.9", Level: 3, Tested: true, Stages: []models.Stage{models.StageSenior}}, // of another stage
	},
	Items: []models.Item{
		question("need", "A1.1", -1), question("source", "A1.2", -0.5), question("loop", "B2.1", 0.5),
		question("water", "C1.2", -0.6, 0, 0.6), question("fake", "C1.2", 0.3), question("sheet", "C2.2", 0.2),
		question("grant", "D1.1", -0.8, 0), question("steep", "B2.1", 1.5, 2, 2.5),
	},
	Forms:  []models.Form{{ID: id[models.Form](1), Stage: models.StageJunior}},
	Metric: scale.DefaultMetric,
	Levels: []models.Level{
		{Code: "developing", Name: text("待发展", "Developing"), Description: text("能按提示完成", "Follows prompts")},
		{Code: "basic", Name: text("基础", "Basic"), From: 407, Description: text("能独立完成基本任务", "Works alone on basic tasks")},
		{Code: "proficient", Name: text("达标", "Proficient"), From: 492, Description: text("能查找和核对", "Finds and checks")},
		{Code: "good", Name: text("良好", "Good"), From: 576, Description: text("能作出有依据的判断", "Judges with reasons")},
		{Code: "excellent", Name: text("优秀", "Excellent"), From: 661, Description: text("能解决复杂问题", "Solves complex problems")},
	},
	Misconceptions: []models.Misconception{{Code: "belief-b", Name: text("以为人多就对", "Takes many for right"), Help: text("比较", "Compare")}},
	Lessons: []models.Lesson{
		{ID: "L-C1.2-1", Indicator: "C1.2", Stage: models.StageJunior, Minutes: 5, Title: text("核验", "Verify")},
		{ID: "L-C2.2-1", Indicator: "C2.2", Stage: models.StageJunior, Minutes: 6, Title: text("表格", "Tables")},
		{ID: "L-B2.1-1", Indicator: "B2.1", Stage: models.StageJunior, Minutes: 4, Title: text("循环", "Loops")},
	},
}

func find(name string) models.Item {
	for _, it := range basis.Items {
		if it.ID == name {
			return it
		}
	}
	panic("no item " + name)
}

// given is an item with the choice for each of its parts.
type given struct {
	item    string
	choices string // such as "ab": a for part 1, b for part 2
}

// sat makes the trail of a finished session.
func sat(pupil int, answers ...given) models.SessionTrail {
	t := models.SessionTrail{Session: models.Session{
		ID: id[models.Session](pupil), LearnerID: id[models.Account](pupil), FormID: id[models.Form](1),
		State: models.SessionFinished, CreatedAt: noon, EndedAt: noon.Add(time.Hour),
	}}
	var seen []scale.Observation
	for i, g := range answers {
		it := find(g.item)
		answer := models.Answer{Parts: map[string]models.PartAnswer{}}
		for k, choice := range g.choices {
			answer.Parts[fmt.Sprint(k+1)] = models.PartAnswer{Choices: []string{string(choice)}}
		}
		score, err := item.Score(it, answer)
		if err != nil {
			panic(err)
		}
		t.Responses = append(t.Responses, models.Response{
			ID: id[models.Response](100*pupil + i), SessionID: t.Session.ID, Position: i, ItemID: it.ID, ItemVersion: it.Version,
			PresentedAt: noon, AnswerID: id[models.Answer](100*pupil + i), AnsweredAt: noon, Answer: answer, Score: score,
		})
		seen = append(seen, scale.Observation{Item: it, Points: score.Points})
	}
	p := scale.Posterior(scale.Prior(models.StageJunior), seen)
	t.Session.Theta, t.Session.SE = p.Mean(), p.SD()
	return t
}

// all answers every item, "a" being right everywhere.
func all(pupil int, choice rune) models.SessionTrail {
	var answers []given
	for _, it := range basis.Items {
		g := given{item: it.ID}
		for range it.Parts {
			g.choices += string(choice)
		}
		answers = append(answers, g)
	}
	return sat(pupil, answers...)
}

func learners(n int) []models.Learner {
	var out []models.Learner
	for i := range n {
		out = append(out, models.Learner{ID: id[models.Account](i + 1), Name: fmt.Sprintf("学生%d", i+1), Grade: 8})
	}
	return out
}

var class = models.Class{ID: id[models.Class](1), Name: "八年级3班", Grade: 8}

// phi is the standard normal distribution function.
func phi(z float64) float64 { return (1 + math.Erf(z/math.Sqrt2)) / 2 }
