package storybook

import (
	"suyang/assessment/report"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

var pupilResultStories = []Story{
	{"pupil-result", "pupil/result", pupilResult(typicalReport(), func(p *web.PupilResult) { p.Companion = true })},
	{"pupil-result-strong", "pupil/result", pupilResult(strongReport(), func(p *web.PupilResult) { p.Companion = true })},
	{"pupil-result-few", "pupil/result", pupilResult(fewReport(), func(*web.PupilResult) {})},
	{"pupil-result-nothing", "pupil/result", pupilResult(report.Pupil{At: evening}, func(p *web.PupilResult) { p.Next = p.Next[:1] })},
	{"pupil-result-voided", "pupil/result", pupilResult(report.Pupil{At: evening}, func(p *web.PupilResult) { p.Voided, p.Next = true, nil })},
}

func pupilResult(in report.Pupil, adjust func(*web.PupilResult)) func(*web.Renderer, i18n.Locale) web.Page {
	return func(r *web.Renderer, l i18n.Locale) web.Page {
		data := r.PupilResult(models.Locale(l), in)
		data.Name, data.Test, data.Next = pupilName(l, 0), adaptiveTest(l), suggestions(l)
		adjust(&data)
		return pupilPage(l, data)
	}
}

// indicators are some of the framework, by code.
var indicators = []struct {
	code string
	name models.Text
	text models.Text
}{
	{"A1.2", models.Text{ZH: "信息来源与时效判断", EN: "Judging source, purpose and currency"}, models.Text{ZH: "依据发布者、目的（含广告与推广）、日期判断单条信息是否可用", EN: "Decides whether a single item of information is usable from its publisher, purpose (including advertising) and date"}},
	{"B3.2", models.Text{ZH: "网络与物联系统", EN: "Networks and connected things"}, models.Text{ZH: "说出一个物联系统各部分的作用和数据的去向", EN: "Explains what the parts of a connected system do and where its data go"}},
	{"C1.2", models.Text{ZH: "检索策略与多源核验", EN: "Searching and cross-checking"}, models.Text{ZH: "追溯原始出处，对照来路不同的来源核实信息", EN: "Traces information to its origin and checks it against sources that came by other ways"}},
	{"C2.2", models.Text{ZH: "数据整理与异常值", EN: "Cleaning data and odd values"}, models.Text{ZH: "发现数据里的明显错误并改正", EN: "Finds plain errors in data and corrects them"}},
	{"D1.1", models.Text{ZH: "个人信息与隐私保护", EN: "Protecting personal data and privacy"}, models.Text{ZH: "判断一项授权是否必要，说明拒绝的理由", EN: "Judges whether a permission is needed and gives reasons for refusing it"}},
}

var areas = []models.Text{
	{ZH: "信息意识与认知", EN: "Information awareness and cognition"},
	{ZH: "信息科学知识", EN: "Information science knowledge"},
	{ZH: "信息应用与创新", EN: "Information application and innovation"},
	{ZH: "信息道德与法律", EN: "Information ethics, law and safety"},
}

var pathShares = []float64{0.02, 0.21, 0.55, 0.2, 0.02}

// placedAt is a placement in the level of the given place, lowest 0.
func placedAt(level int) *report.Placement {
	cuts := []float64{0, 407, 492, 576, 661}
	p := &report.Placement{Probability: 0.55}
	for i, name := range levelNames {
		l := models.Level{Code: name[1], Name: models.Text{ZH: name[0], EN: name[1]}, From: cuts[i], Description: models.Text{
			ZH: "在熟悉的情境里能独立完成基本任务：看得懂简单的步骤和表格，能根据发布者和日期初步判断一条信息。",
			EN: "Works alone on basic tasks in familiar settings, such as following simple steps and tables, making a first judgement of a message from its publisher and date.",
		}}
		p.Path = append(p.Path, report.Share{Level: l, Probability: pathShares[i]})
	}
	p.Level = p.Path[level].Level
	return p
}

func around(value, se float64) *report.Estimate {
	return &report.Estimate{Value: value, SE: se, Low: value - 1.645*se, High: value + 1.645*se}
}

func measured(points, highest int, v report.Verdict, value float64) report.Strength {
	s := report.Strength{Items: 1, Points: points, Max: highest, Verdict: v}
	if v != report.NotMeasured {
		s.Score = around(value, 45)
	}
	return s
}

// named gives the strengths their indicators' codes and names.
func named(list ...report.Strength) []report.Strength {
	for i := range list {
		list[i].Code, list[i].Name = indicators[i].code, indicators[i].name
	}
	return list
}

func inAreas(list ...report.Strength) []report.Strength {
	for i := range list {
		list[i].Name = areas[i]
	}
	return list
}

func sentence(kind report.SentenceKind, i int) report.Sentence {
	return report.Sentence{Kind: kind, Code: indicators[i].code, Text: indicators[i].text}
}

func typicalReport() report.Pupil {
	level := placedAt(2)
	return report.Pupil{
		At: evening, Items: 12, Provisional: true, Score: around(518, 33), Level: level,
		CanDo: []report.Sentence{sentence(report.Solved, 4), sentence(report.Solved, 0), sentence(report.Started, 1)},
		Next:  &report.Step{Name: indicators[2].name, Description: indicators[2].text},
		Dimensions: inAreas(measured(3, 3, report.Above, 590), measured(3, 5, report.Near, 520),
			measured(4, 11, report.Below, 455), measured(2, 3, report.Near, 530)),
		Indicators: named(measured(1, 1, report.Near, 530), measured(1, 2, report.Near, 510), measured(1, 4, report.Below, 430),
			report.Strength{Verdict: report.NotMeasured}, measured(2, 2, report.Above, 580)),
		Answers: []report.Answered{
			{ItemID: "IL10", Title: models.Text{ZH: "搜索结果里的“广告”两个字", EN: "The word “Ad” in the results"}, Points: 1, Max: 1, Pool: models.PoolPractice},
			{ItemID: "IL20", Title: models.Text{ZH: "“学校周边要停水五天”是真的吗", EN: "Is the five-day water cut true"}, Points: 1, Max: 4, Pool: models.PoolPractice},
			{ItemID: "IL26", Title: models.Text{ZH: "给AI写清楚要求", EN: "Briefing an AI"}, Points: 1, Max: 3, Pool: models.PoolPractice, Provisional: true},
			{ItemID: "IL24", Title: models.Text{ZH: "查成绩小程序要这么多权限", EN: "The grade app asks for too many permissions"}, Points: 2, Max: 2, Pool: models.PoolPractice},
			{ItemID: "IL23", Title: models.Text{ZH: "保密的题", EN: "A task that is kept secret"}, Points: 0, Max: 1, Pool: models.PoolSecure},
		},
	}
}

func strongReport() report.Pupil {
	p := typicalReport()
	p.Provisional, p.Score, p.Level = false, around(702, 41), placedAt(4)
	p.Next.Deepen = true
	p.Dimensions = inAreas(measured(3, 3, report.Near, 690), measured(5, 5, report.Near, 700), measured(11, 11, report.Near, 710), measured(3, 3, report.Near, 700))
	p.Indicators = named(measured(1, 1, report.Near, 690), measured(2, 2, report.Near, 700), measured(4, 4, report.Near, 700), measured(1, 1, report.Near, 700), measured(2, 2, report.Near, 700))
	p.Answers = p.Answers[:1]
	return p
}

// fewReport is of a session that ended after two items without a point.
func fewReport() report.Pupil {
	level := placedAt(0)
	missed := report.Strength{Verdict: report.NotMeasured}
	return report.Pupil{
		At: evening, Items: 2, Score: around(371, 68), Level: level,
		CanDo:      []report.Sentence{{Kind: report.AtLevel, Code: level.Level.Code, Text: level.Level.Description}},
		Next:       &report.Step{Name: indicators[0].name, Description: indicators[0].text},
		Dimensions: inAreas(measured(0, 1, report.Near, 380), missed, measured(0, 4, report.Near, 370), missed),
		Indicators: named(measured(0, 1, report.Near, 370), missed, measured(0, 4, report.Near, 360), missed, missed),
		Answers:    typicalReport().Answers[1:2],
	}
}
