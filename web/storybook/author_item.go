package storybook

import (
	"net/http"
	"strings"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// padlock is an item of the bank with one choice to make.
func padlock() models.Item {
	option := func(id, zh, en string, correct bool, belief, whyZH, whyEN string) models.Option {
		return models.Option{ID: id, Text: models.Text{ZH: zh, EN: en}, Correct: correct, Misconception: belief, Rationale: models.Text{ZH: whyZH, EN: whyEN}}
	}
	return models.Item{
		ID: "IL27", Version: 3, Indicator: "D1.2", Stage: models.StageJunior, LinkStage: models.StageSenior, Family: "IL27", Enemies: []string{"IL35"},
		Pool: models.PoolSecure, Topic: "site safety", Seconds: 60, Lessons: []string{"L-D1.2-1"},
		Parameters: models.Parameters{A: 1.1, B: []float64{0.2}, Source: "prior"},
		Title:      models.Text{ZH: "网址前面的小锁", EN: "The little padlock"},
		Stimulus: models.Text{
			ZH: "小禾收到一条短信，说快递丢了可以理赔，点开后网页要她填写银行卡号。地址栏最前面有一把小锁：\n\n| 地址栏 |\n| --- |\n| 🔒 kuaidi-lipei.example/form |\n",
			EN: "Hazel gets a message: her parcel was lost and she can be paid for it. The page it opens asks for a card number. There is a padlock in the address bar:\n\n| Address bar |\n| --- |\n| 🔒 parcel-refund.example/form |\n",
		},
		Parts: []models.Part{{
			ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1,
			Prompt: models.Text{ZH: "这把小锁说明了什么？", EN: "What does the padlock tell her?"},
			Options: []models.Option{
				option("a", "网站的主人是诚实的，可以放心填写", "The owner of the site is honest, so it is safe to fill in", false, "padlock-is-honest", "小锁只说明传输加密，不说明对方是谁。", "A padlock speaks of the connection, not of the people behind it."),
				option("b", "传输过程是加密的，但网站是谁的还要另外核实", "The connection is encrypted; who runs the site still has to be checked", true, "", "加密和可信是两回事。", "Encrypted and trustworthy are two things."),
				option("c", "网站已经过公安部门审查", "The police have examined the site", false, "looks-official", "小锁不代表任何部门的审查。", "No authority has looked at it."),
				option("d", "手机上不会有病毒", "There can be no virus on the phone", false, "", "小锁与手机上有没有病毒无关。", "It says nothing about the phone."),
			},
		}},
		Hints: []models.Text{
			{ZH: "想一想小锁出现在哪里，它管的是哪一段路。", EN: "Think about where the padlock stands and which stretch of the way it is about."},
			{ZH: "骗子也能申请到这把小锁吗？", EN: "Could a cheat get such a padlock, too?"},
			{ZH: "把“路上安全”和“对方可靠”分开来看。", EN: "Keep a safe way apart from a reliable other side."},
		},
		Explanation: models.Text{
			ZH: "小锁表示浏览器与网站之间的传输是加密的，路上的人看不到内容。骗子的网站一样可以有小锁，所以还要核实网站是谁的。",
			EN: "The padlock means that nobody on the way can read what is sent. A cheat's site can have one as well, so who runs the site still has to be checked.",
		},
	}
}

var beliefs = []models.Misconception{
	{Code: "padlock-is-honest", Name: models.Text{ZH: "认为有小锁的网站就是诚实的", EN: "believes that a padlock means a site is honest"}},
	{Code: "looks-official", Name: models.Text{ZH: "认为看上去正规就是真的", EN: "takes an official look for the real thing"}},
}

func beliefNames() map[string]models.Text {
	names := map[string]models.Text{}
	for _, b := range beliefs {
		names[b.Code] = b.Name
	}
	return names
}

var testedNodes = []models.Node{
	{Code: "A1.2", Level: 3, Name: models.Text{ZH: "分辨商业推广", EN: "Tells advertising apart"}},
	{Code: "D1.2", Level: 3, Name: models.Text{ZH: "保护账号与个人信息", EN: "Protects accounts and personal data"}},
}

// previewFrame serves what stands in the frames of an author's pages: the item as a task.
func previewFrame(r *web.Renderer) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		l := i18n.Negotiate(req.URL.Path[strings.LastIndexByte(req.URL.Path, '/')+1:], "", "")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", web.FramedContentPolicy)
		if err := r.Render(w, "author/task", taskPreview(l, nil)); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

func taskPreview(l i18n.Locale, score *models.ItemScore) web.Page {
	it, locale := padlock(), models.Locale(l)
	part := models.PartView{ID: "1", Type: models.PartSingle, Prompt: it.Parts[0].Prompt.In(locale)}
	for _, o := range it.Parts[0].Options {
		part.Options = append(part.Options, models.CardView{ID: o.ID, Text: o.Text.In(locale)})
	}
	view := &models.ItemView{ItemID: it.ID, Title: it.Title.In(locale), Stimulus: it.Stimulus.In(locale), Parts: []models.PartView{part}}
	page := web.PreviewTask{Task: web.Task{URL: "/author/items/IL27/versions/3/preview/" + string(l), Item: view}, Score: score}
	if score != nil {
		page.Draft = models.Answer{Parts: map[string]models.PartAnswer{"1": {Choices: []string{"b"}}}}
	}
	return web.Page{Locale: l, User: &web.User{Role: "pupil"}, Data: page}
}
