package storybook

import (
	"suyang/web"
	"suyang/web/i18n"
)

// task is the data of a question as a pupil sees it.
type task struct {
	Kind    string
	Words   map[string]string
	Options []taskOption
	Items   []taskOption
}

type taskOption struct {
	ID, Value, Label, Text string
	Checked                bool
}

func taskPage(kind string) func(*web.Renderer, i18n.Locale) web.Page {
	return func(_ *web.Renderer, l i18n.Locale) web.Page {
		data := task{Kind: kind, Words: words(l, taskWords)}
		for i, text := range taskOptions[kind] {
			id := string(rune('A' + i))
			words := say(l, text[0], text[1])
			data.Options = append(data.Options, taskOption{ID: id, Value: id, Label: words, Text: words, Checked: i == 1 || kind == "multiple" && i == 3})
		}
		for i, text := range taskItems[kind] {
			data.Items = append(data.Items, taskOption{ID: "row" + string(rune('1'+i)), Text: say(l, text[0], text[1])})
		}
		return asPupil(l, data)
	}
}

var taskOptions = map[string][][2]string{
	"single": {
		{"照片很清楚，应该是真的", "The picture is sharp, so it must be real"},
		{"用图片反向搜索，看它最早出现在哪里、什么时候", "Search for the picture itself to see where and when it first appeared"},
		{"问一问同学们相不相信", "Ask classmates whether they believe it"},
		{"看有多少人转发", "See how many people passed it on"},
	},
	"multiple": {
		{"家庭住址和门牌号", "Home address and house number"},
		{"最喜欢的一本书", "A favourite book"},
		{"身份证号码", "Identity card number"},
		{"班级运动会的口号", "The class's sports day motto"},
	},
	"ordering": {
		{"写下要解决的问题", "Write down the question"},
		{"选几个关键词去搜索", "Search with a few key words"},
		{"比较三个来源的说法", "Compare what three sources say"},
		{"写结论并注明出处", "Write the conclusion and name the sources"},
	},
	"matching": {
		{"气象台官网", "The weather service's own site"},
		{"三年前的旅游博客", "A travel blog from three years ago"},
		{"卖伞的网店", "A shop that sells umbrellas"},
	},
}

var taskItems = map[string][][2]string{
	"matching": {
		{"明天我们县会不会下雨", "Whether it rains in our county tomorrow"},
		{"当地人雨天喜欢去哪儿", "Where people go there on rainy days"},
		{"一把折叠伞要多少钱", "What a folding umbrella costs"},
	},
}

var taskWords = map[string][2]string{
	"saved":    {"已保存在本机", "Saved on this device"},
	"progress": {"测评进度", "Progress of the test"},
	"leave":    {"先离开", "Leave for now"},
	"stimulus": {
		"校园群里有人转发了一张照片，配文说：“昨天下午县城大桥被洪水冲断！快转给家人！”照片右下角有一行很小的日期，看不太清。",
		"Someone shared a photo in the school group: “The county bridge was swept away by the flood yesterday afternoon! Tell your family!” In the corner is a small date, hard to read.",
	},
	"single":      {"要判断这张照片是不是昨天拍的，哪个办法最可靠？", "Which is the most reliable way to find out whether the photo was taken yesterday?"},
	"singleHow":   {"选一项。", "Choose one."},
	"multiple":    {"下面哪些内容不应该写在公开的网页上？", "Which of these should not be put on a public web page?"},
	"multipleHow": {"可以选多项。", "Choose all that apply."},
	"ordering":    {"做一次小调查时，先做什么，后做什么？", "In which order do you carry out a small inquiry?"},
	"orderingHow": {"用箭头把步骤排好。", "Use the arrows to put the steps in order."},
	"matching":    {"想知道下面这些事，各去哪里找最合适？", "Where is the best place to find out each of these?"},
	"matchingHow": {"给每一件事选一个来源。", "Choose a source for each."},
	"numeric":     {"一张照片 2.5 MB，U 盘还有 1 GB 空间，最多还能存多少张？（1 GB 按 1000 MB 算）", "A photo takes 2.5 MB and 1 GB is free on the drive. How many photos fit? (1 GB = 1000 MB)"},
	"numericHow":  {"填一个整数。", "Enter a whole number."},
	"unit":        {"张", "photos"},
	"text":        {"你会怎样回复群里的这条消息？用一两句话写下来。", "How would you answer this message in the group? Write one or two sentences."},
	"textHow":     {"说清楚理由就好，写长写短没有关系。", "What counts is the reason, not the length."},
	"next":        {"下一题", "Next"},
	"skip":        {"先跳过", "Skip for now"},
}
