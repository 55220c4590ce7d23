package storybook

import (
	"time"

	"suyang/web"
	"suyang/web/i18n"
)

var componentStories = []Story{
	{"components", "story/components", componentsPage},
	{"charts", "story/charts", chartsPage},
	{"task-single", "story/task", taskPage("single")},
	{"task-multiple", "story/task", taskPage("multiple")},
	{"task-ordering", "story/task", taskPage("ordering")},
	{"task-matching", "story/task", taskPage("matching")},
	{"task-numeric", "story/task", taskPage("numeric")},
	{"task-text", "story/task", taskPage("text")},
	{"companion", "story/companion", companionPage},
	{"login-cards", "story/cards", cardsPage},
}

// components is the data of the page with every component.
type components struct {
	Words  map[string]string
	Errors web.FormErrors
	Steps  []step
	Rows   []row
	Crumbs []link
	Levels []option
	At     time.Time
	Took   time.Duration
}

type (
	step   struct{ Name, State, Note string }
	link   struct{ URL, Label string }
	option struct{ Value, Label string }
	row    struct {
		Name, Level, Kind string
		Score, SE         float64
		Minutes           int
	}
)

func componentsPage(_ *web.Renderer, l i18n.Locale) web.Page {
	page := asTeacher(l, components{
		Words: words(l, componentWords),
		Errors: web.FormErrors{
			{Field: "login", Key: web.SignInLoginEmpty},
			{Field: "password", Key: web.SignInPasswordEmpty},
		},
		Steps: []step{
			{say(l, "抽样", "Sample"), "done", say(l, "48 所学校", "48 schools")},
			{say(l, "施测", "Testing"), "done", say(l, "2,914 名学生", "2,914 pupils")},
			{say(l, "标定", "Calibration"), "current", say(l, "还需约 4 分钟", "about 4 minutes left")},
			{say(l, "报告", "Report"), "", ""},
		},
		Rows: []row{
			{pupilName(l, 0), say(l, "达标", "On track"), "success", 523.4, 21.5, 31},
			{pupilName(l, 4), say(l, "基础", "Basic"), "warning", 471.2, 24.1, 44},
			{pupilName(l, 2), say(l, "良好", "Strong"), "success", 601.8, 23.0, 28},
			{pupilName(l, 7), say(l, "未完成", "Not finished"), "neutral", 498.0, 61.3, 9},
		},
		Crumbs: []link{{"/", say(l, "班级", "Classes")}, {"/c", say(l, "七年级（3）班", "Grade 7, class 3")}},
		Levels: []option{{"", say(l, "全部年级", "All grades")}, {"7", say(l, "七年级", "Grade 7")}, {"8", say(l, "八年级", "Grade 8")}},
		At:     time.Date(2026, 11, 23, 14, 5, 0, 0, china),
		Took:   95 * time.Minute,
	})
	page.Flash = &web.Flash{Kind: "success", Key: "common.copied"}
	return page
}

// words chooses the words of a locale from a list in both.
func words(l i18n.Locale, both map[string][2]string) map[string]string {
	chosen := make(map[string]string, len(both))
	for key, pair := range both {
		chosen[key] = say(l, pair[0], pair[1])
	}
	return chosen
}

var componentWords = map[string][2]string{
	"title":        {"组件", "Components"},
	"lead":         {"页面由这些部分组成。", "Pages are made of these parts."},
	"buttons":      {"按钮", "Buttons"},
	"primary":      {"开始测评", "Start the test"},
	"secondary":    {"打印报告", "Print the report"},
	"quiet":        {"稍后再说", "Later"},
	"danger":       {"作废本次测评", "Void this session"},
	"disabled":     {"还不能提交", "Not ready to send"},
	"copy":         {"复制表格", "Copy the table"},
	"badges":       {"状态", "States"},
	"done":         {"已完成", "Finished"},
	"running":      {"进行中", "Running"},
	"few":          {"人数较少", "Few pupils"},
	"failed":       {"失败", "Failed"},
	"draft":        {"草稿", "Draft"},
	"notices":      {"提示", "Notices"},
	"info":         {"本次测评共 40 分钟，中途可以离开，回来接着做。", "The test takes 40 minutes. You can leave and carry on later."},
	"success":      {"名单已导入：3 个班，124 名学生。", "The roster is in: 3 classes, 124 pupils."},
	"warning":      {"只有 4 名学生作答，结果仅供参考。", "Only 4 pupils answered; read the result with care."},
	"error":        {"第 3 行缺少“学号”，名单没有导入。", "Row 3 has no pupil number; nothing was imported."},
	"noticeTitle":  {"名单没有导入", "The roster was not imported"},
	"progress":     {"进度", "Progress"},
	"progressText": {"1,240 / 2,914，还需约 4 分钟", "1,240 of 2,914, about 4 minutes left"},
	"form":         {"表单", "Form"},
	"code":         {"班级名称", "Class name"},
	"codeHint":     {"例如：七年级（3）班", "For example: Grade 7, class 3"},
	"grade":        {"年级", "Grade"},
	"note":         {"备注", "Note"},
	"agree":        {"监护人已经同意", "The guardian has agreed"},
	"table":        {"学生得分", "Pupils' scores"},
	"name":         {"姓名", "Name"},
	"level":        {"水平", "Level"},
	"score":        {"分数", "Score"},
	"se":           {"标准误", "Standard error"},
	"minutes":      {"用时（分）", "Minutes"},
	"figures":      {"数字", "Figures"},
	"pupils":       {"参加学生", "Pupils taking part"},
	"finished":     {"已完成", "Finished"},
	"took":         {"用时中位数", "Median time"},
	"updated":      {"更新于", "Updated"},
	"waiting":      {"等待与空白", "Waiting and empty"},
	"emptyTitle":   {"还没有班级", "No classes yet"},
	"emptyText":    {"导入名单后，这里会显示每个班的情况。", "Import a roster and each class shows up here."},
	"emptyAction":  {"导入名单", "Import a roster"},
	"dialog":       {"对话框与消息", "Dialog and toast"},
	"dialogOpen":   {"作废本次测评…", "Void this session…"},
	"dialogTitle":  {"作废林晓的这次测评？", "Void Lin Xiao's session?"},
	"dialogText":   {"作答会保留，但不再计入报告。此操作不能撤销。", "The answers are kept but no longer count. This cannot be undone."},
	"dialogSubmit": {"作废", "Void"},
	"toast":        {"已保存", "Saved"},
	"words":        {"文字", "Words"},
	"prose": {
		"信息素养不只是会用软件。看到一条消息，先想一想：是谁发布的？什么时候发布的？想让我相信什么？再用 2–3 个来源核对，才能决定要不要转发。",
		"Information literacy is more than using software. Faced with a message, ask first: who published it, when, and what does it want me to believe? Then check two or three sources before passing it on.",
	},
	"more": {"这个结果是怎么算出来的", "How this result was computed"},
}
