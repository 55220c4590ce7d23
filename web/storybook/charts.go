package storybook

import (
	"html/template"
	"math"
	"time"

	"suyang/web"
	"suyang/web/chart"
	"suyang/web/i18n"
)

// charts is the data of the page with every chart.
type charts struct {
	Title string
	Plots []template.HTML
}

func chartsPage(r *web.Renderer, l i18n.Locale) web.Page {
	return asTeacher(l, charts{
		Title: say(l, "图表", "Charts"),
		Plots: []template.HTML{
			levelDots(r, l), indicatorBars(r, l), dimensionStrips(r, l), levelPath(r, l), progress(r, l),
			wrightMap(r, l), itemCurves(r, l), testInformation(r, l), scoreHistogram(r, l),
		},
	})
}

// figure begins a chart from class 7(3).
func figure(r *web.Renderer, l i18n.Locale, id, title, desc string) chart.Figure {
	f := r.Figure(l, id)
	f.Title, f.Desc = title, desc
	f.Source = say(l, "数据来源：青山镇中心学校七年级（3）班，2026年11月测评；n = 40", "Source: Qingshan Central School, grade 7, class 3, November 2026; n = 40")
	return f
}

func levelDots(r *web.Renderer, l i18n.Locale) template.HTML {
	c := chart.LevelDots{
		Figure: figure(r, l, "levels", say(l, "40 名学生中有 23 名达标或以上", "23 of 40 pupils are on track or above"),
			say(l, "每个点是一名学生，按水平从低到高排成五列。空心点表示水平还不确定。", "Each dot is a pupil, in five columns from the lowest level to the highest. A ring means the level is not certain yet.")),
		LevelHead: say(l, "水平", "Level"), CountHead: say(l, "人数", "Pupils"), PupilsHead: say(l, "姓名", "Names"),
	}
	next := 0
	for i, count := range []int{5, 12, 13, 8, 2} {
		level := chart.Level{Name: say(l, levelNames[i][0], levelNames[i][1])}
		for range count {
			level.Pupils = append(level.Pupils, chart.Dot{Name: pupilName(l, next), URL: "#pupil", Open: next%6 == 5})
			next++
		}
		c.Levels = append(c.Levels, level)
	}
	return c.HTML()
}

func indicatorBars(r *web.Renderer, l i18n.Locale) template.HTML {
	return chart.Bars{
		Figure: figure(r, l, "indicators", say(l, "最需要加强的是“多源核验与深度伪造识别”", "Cross-checking needs the most work"),
			say(l, "每个指标的答对比例与 95% 区间，从最弱到最强。竖线是全县平均。", "Share of right answers by indicator with 95% intervals, weakest first. The line is the county's mean.")),
		Axis:      chart.Axis{Label: say(l, "答对比例（%）", "right answers (%)"), Max: 100},
		Reference: &chart.Reference{Label: say(l, "全县平均 58", "county mean 58"), Value: 58},
		Rows: []chart.Bar{
			{Label: say(l, "多源核验与深度伪造识别", "Cross-checking and spotting deepfakes"), Value: 34, Low: 27, High: 42},
			{Label: say(l, "机器学习与生成式AI原理及局限", "How machine learning and generative AI work and fail"), Value: 41, Low: 31, High: 51, Note: say(l, "只有 12 名学生作答", "only 12 pupils answered")},
			{Label: say(l, "个人信息与隐私保护", "Protecting personal data and privacy"), Value: 63, Low: 55, High: 70},
			{Label: say(l, "检索策略与结果筛选", "Search strategy and filtering results"), Value: 72, Low: 65, High: 79},
			{Label: say(l, "知识产权与引用规范", "Intellectual property and attribution"), Missing: say(l, "这次没有测", "not measured this time")},
		},
		RowHead: say(l, "指标", "Indicator"), ValueHead: say(l, "答对比例（%）", "Right answers (%)"), IntervalHead: say(l, "95% 区间", "95% interval"),
	}.HTML()
}

// levelBands are the five levels on the scale.
func levelBands(l i18n.Locale) []chart.Band {
	cuts := []float64{322, 407, 492, 576, 661, 746}
	bands := make([]chart.Band, len(levelNames))
	for i, name := range levelNames {
		bands[i] = chart.Band{Name: say(l, name[0], name[1]), From: cuts[i], To: cuts[i+1]}
	}
	return bands
}

func dimensionStrips(r *web.Renderer, l i18n.Locale) template.HTML {
	return chart.Strips{
		Figure: figure(r, l, "dimensions", say(l, "你在“信息意识与认知”上走得最远", "You are furthest along in awareness"),
			say(l, "四个方面各一条，点是现在的位置，浅色一段是可能的范围。", "One strip for each of four areas; the dot is where you are, the shaded part is where you may be.")),
		Bands: levelBands(l),
		Rows: []chart.Strip{
			{Label: say(l, "信息意识与认知", "Information awareness and cognition"), Value: 590, Low: 552, High: 628, Word: say(l, "良好", "Strong")},
			{Label: say(l, "信息科学知识", "Information science knowledge"), Value: 505, Low: 460, High: 550, Word: say(l, "达标", "On track")},
			{Label: say(l, "信息应用与创新", "Information application and innovation"), Value: 448, Low: 405, High: 491, Word: say(l, "基础", "Basic")},
			{Label: say(l, "信息道德与法律", "Information ethics, law and safety"), Missing: say(l, "这次没有测", "not measured this time")},
		},
		RowHead: say(l, "方面", "Area"), BandHead: say(l, "水平", "Level"),
	}.HTML()
}

func levelPath(r *web.Renderer, l i18n.Locale) template.HTML {
	return chart.Path{
		Figure: figure(r, l, "path", say(l, "你已经走到“达标”，下一站是“良好”", "You have reached On track; next comes Strong"),
			say(l, "一条上升的路，分成五段。红点是你现在的位置，粗的一段是可能的范围。", "A rising path in five stretches. The dot is where you are, the thick part is where you may be.")),
		Levels: levelBands(l), Here: 535, Low: 503, High: 567, HereLabel: say(l, "你在这里", "You are here"),
		LevelHead: say(l, "水平", "Level"), PlaceHead: say(l, "位置", "Place"),
	}.HTML()
}

func progress(r *web.Renderer, l i18n.Locale) template.HTML {
	c := chart.Progress{
		Figure: figure(r, l, "progress", say(l, "一年里进步了 58 分，超出误差范围", "Up 58 points in a year, more than chance"),
			say(l, "四次测评的分数与 95% 区间。", "Scores of four tests with 95% intervals.")),
		Y:        chart.Axis{Label: say(l, "分数（500 为全国八年级平均）", "score (500 = mean of grade 8)"), Min: 407, Max: 661},
		Levels:   levelBands(l)[1:4],
		TimeHead: say(l, "日期", "Date"), IntervalHead: say(l, "95% 区间", "95% interval"),
	}
	for i, score := range []float64{465, 481, 509, 523} {
		at := time.Date(2025, time.November, 20, 0, 0, 0, 0, china).AddDate(0, 4*i, 0)
		c.Moments = append(c.Moments, chart.Moment{At: at, Label: at.Format("2006-01"), Value: score, Low: score - 22, High: score + 22})
	}
	return c.HTML()
}

// logistic is the two-parameter logistic model.
func logistic(a, b, theta float64) float64 { return 1 / (1 + math.Exp(-a*(theta-b))) }

// sampled takes a function at 81 points from -4 to 4.
func sampled(f func(theta float64) float64) []chart.Point {
	var points []chart.Point
	for i := range 81 {
		theta := -4 + 0.1*float64(i)
		points = append(points, chart.Point{X: theta, Y: f(theta)})
	}
	return points
}

// storyItems are discriminations and difficulties of a short test.
var storyItems = []struct {
	label string
	a, b  float64
}{
	{"A1.2", 1.1, -1.6}, {"B1.1", 0.8, -1.2}, {"D1.2", 1.3, -0.9}, {"C1.1", 1.0, -0.4}, {"B2.1", 1.4, -0.3}, {"D1.1", 0.9, -0.2},
	{"C2.2", 1.2, 0.1}, {"A1.3", 1.5, 0.2}, {"D3.1", 0.7, 0.2}, {"B3.1", 1.1, 0.15}, {"D2.2", 1.2, 0.22}, {"C1.2", 1.6, 0.9}, {"B4.2", 1.0, 1.3}, {"C4.2", 1.3, 2.1},
}

func wrightMap(r *web.Renderer, l i18n.Locale) template.HTML {
	axis := chart.Axis{Label: say(l, "能力与难度（logit）", "ability and difficulty (logits)"), Min: -3, Max: 3}
	c := chart.WrightMap{
		Figure: figure(r, l, "wright", say(l, "题目集中在中段，能力高的学生缺少难题", "Items cluster in the middle; able pupils lack hard ones"),
			say(l, "左边是各能力段的学生人数，右边是处在相同难度的题目。", "To the left how many pupils are at each ability, to the right the items of that difficulty.")),
		Axis:        axis,
		PersonsHead: say(l, "学生人数", "Pupils"), ItemsHead: say(l, "题目", "Items"),
	}
	for i, count := range []int{4, 18, 55, 120, 214, 301, 342, 318, 243, 151, 66, 21} {
		from := axis.Min + 0.5*float64(i)
		c.Persons = append(c.Persons, chart.Bin{From: from, To: from + 0.5, Count: count})
	}
	for _, item := range storyItems {
		c.Items = append(c.Items, chart.Item{Label: item.label, At: item.b})
	}
	return c.HTML()
}

func itemCurves(r *web.Renderer, l i18n.Locale) template.HTML {
	c := chart.Curves{
		Figure: figure(r, l, "icc", say(l, "两题都符合模型，C1.2 更难也更有区分度", "Both items fit; C1.2 is harder and discriminates more"),
			say(l, "答对的概率随能力上升；点是观察到的比例与 95% 区间。", "The chance of a right answer rises with ability; marks are observed shares with 95% intervals.")),
		X:        chart.Axis{Label: say(l, "能力 θ（logit）", "ability θ (logits)"), Min: -4, Max: 4},
		Y:        chart.Axis{Label: say(l, "答对概率", "chance of a right answer"), Max: 1},
		NameHead: say(l, "题目", "Item"), RangeHead: say(l, "95% 区间", "95% interval"),
	}
	noise := []float64{0.03, -0.04, 0.02, -0.03, 0.01}
	for _, i := range []int{2, 11} {
		item := storyItems[i]
		curve := chart.Curve{Name: item.label, LabelAt: item.b, Points: sampled(func(theta float64) float64 { return logistic(item.a, item.b, theta) })}
		for j, theta := range []float64{-2, -1, 0, 1, 2} {
			share := min(1, max(0, logistic(item.a, item.b, theta)+noise[j]))
			se := 1.96 * math.Sqrt(share*(1-share)/120)
			curve.Observed = append(curve.Observed, chart.Observation{X: theta, Y: share, Low: max(0, share-se), High: min(1, share+se), N: 120})
		}
		c.Series = append(c.Series, curve)
	}
	return c.HTML()
}

func testInformation(r *web.Renderer, l i18n.Locale) template.HTML {
	return chart.Curves{
		Figure: figure(r, l, "information", say(l, "测验在 θ = 0 附近最精确", "The test is most precise around θ = 0"),
			say(l, "测验信息量随能力的变化。", "Test information along the scale.")),
		X: chart.Axis{Label: say(l, "能力 θ（logit）", "ability θ (logits)"), Min: -4, Max: 4},
		Y: chart.Axis{Label: say(l, "信息量", "information"), Max: 5},
		Series: []chart.Curve{{
			Name: say(l, "14 题", "14 items"), LabelAt: -1,
			Points: sampled(func(theta float64) float64 {
				sum := 0.0
				for _, item := range storyItems {
					p := logistic(item.a, item.b, theta)
					sum += item.a * item.a * p * (1 - p)
				}
				return sum
			}),
		}},
		NameHead: say(l, "测验", "Test"),
	}.HTML()
}

func scoreHistogram(r *web.Renderer, l i18n.Locale) template.HTML {
	axis := chart.Axis{Label: say(l, "分数", "score"), Min: 200, Max: 800}
	var scores []float64
	for i := range 400 {
		p := (float64(i) + 0.5) / 400
		scores = append(scores, 500+100*math.Sqrt2*math.Erfinv(2*p-1))
	}
	return chart.Histogram{
		Figure: figure(r, l, "histogram", say(l, "分数大致呈正态分布，平均 500", "Scores are close to normal, with mean 500"),
			say(l, "每 50 分一段的学生人数。", "Number of pupils in bins of 50 points.")),
		X: axis, Y: chart.Axis{Label: say(l, "学生人数", "pupils")},
		Bins:      chart.Bins(scores, axis, 50),
		Reference: &chart.Reference{Label: say(l, "达标线 492", "on track from 492"), Value: 492},
	}.HTML()
}
