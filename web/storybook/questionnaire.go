package storybook

import (
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

// questionnaireStories are the pages of questionnaires, for all who meet them.
var questionnaireStories = []Story{
	{"pupil-home-questionnaire", "pupil/home", ofPupil(func(l i18n.Locale) any {
		home := pupilHome(l).(web.PupilHome)
		done := aboutMe(l)
		done.Submitted, done.Begun = true, true
		home.Questionnaires = []web.QuestionnaireOffer{aboutMe(l), done}
		return home
	})},
	{"questionnaire-intro", "questionnaire/intro", ofPupil(func(l i18n.Locale) any { return questionnaireIntro(l) })},
	{"questionnaire-intro-begun", "questionnaire/intro", ofPupil(func(l i18n.Locale) any {
		page := questionnaireIntro(l)
		page.Begun, page.Answered, page.GoOn = true, 17, 4
		return page
	})},
	{"questionnaire-intro-closed", "questionnaire/intro", ofPupil(func(l i18n.Locale) any {
		page := questionnaireIntro(l)
		page.Begun, page.Answered, page.Open = true, 17, false
		return page
	})},
	{"questionnaire-intro-nothing", "questionnaire/intro", ofPupil(func(l i18n.Locale) any {
		return web.QuestionnaireIntro{QuestionnaireOffer: aboutMe(l)}
	})},
	{"questionnaire-page", "questionnaire/page", ofPupil(func(l i18n.Locale) any { return likertPage(l) })},
	{"questionnaire-page-kinds", "questionnaire/page", ofPupil(func(l i18n.Locale) any { return kindsPage(l, "") })},
	{"questionnaire-page-error", "questionnaire/page", ofPupil(func(l i18n.Locale) any { return kindsPage(l, web.AnswerNumber) })},
	{"questionnaire-thanks", "questionnaire/thanks", ofPupil(func(l i18n.Locale) any {
		return web.QuestionnaireThanks{QuestionnaireOffer: aboutMe(l), Kind: say(l, "你是一个好奇的人：弄明白东西是怎么运转的，会让你开心。", "You are a curious person: finding out how things work makes you glad.")}
	})},
	{"questionnaire-thanks-plain", "questionnaire/thanks", ofPupil(func(l i18n.Locale) any {
		return web.QuestionnaireThanks{QuestionnaireOffer: aboutMe(l)}
	})},
	{"teacher-questionnaires", "teacher/questionnaires", ofTeacher(func(l i18n.Locale) any { return classQuestionnaires(l) })},
	{"teacher-questionnaires-empty", "teacher/questionnaires", ofTeacher(func(l i18n.Locale) any {
		page := classQuestionnaires(l)
		page.Openings = nil
		page.Form.Errors = web.FormErrors{{Field: "closes", Key: web.QuestionnaireClosesEarly}}
		return page
	})},
	{"teacher-situations", "questionnaire/page", ofTeacher(func(l i18n.Locale) any { return situationsPage(l) })},
	{"teacher-profile", "teacher/profile", profileStory(true)},
	{"teacher-profile-few", "teacher/profile", profileStory(false)},
	{"researcher-questionnaires", "researcher/questionnaires", ofResearcher(func(l i18n.Locale) any { return questionnaireFiles(l) })},
	{"researcher-questionnaires-empty", "researcher/questionnaires", ofResearcher(func(l i18n.Locale) any {
		page := questionnaireFiles(l)
		for i := range page.Questionnaires {
			page.Questionnaires[i].Begun, page.Questionnaires[i].Submitted, page.Questionnaires[i].Groups = 0, 0, nil
		}
		return page
	})},
}

func aboutMe(l i18n.Locale) web.QuestionnaireOffer {
	return web.QuestionnaireOffer{URL: "#q", Title: say(l, "我和信息技术", "Me and information technology"), Minutes: 12, ClosesAt: evening, Open: true}
}

func questionnaireIntro(l i18n.Locale) web.QuestionnaireIntro {
	return web.QuestionnaireIntro{
		QuestionnaireOffer: aboutMe(l), Pages: 8, GoOn: 1, Asked: 36,
		Intro: []string{
			say(l, "这份问卷想知道你喜不喜欢、怎么用电脑、平板、手机和网络。答案没有对错，也不会算进测评成绩。", "We would like to know how you like and use computers, tablets, phones and the internet. No answer is right or wrong, and none counts for a test."),
			say(l, "老师只看得到全班有几个人答完，看不到你答了什么。研究人员会看到答案，但看不到你的名字。", "Your teacher sees only how many in the class have finished, never what you answer. Researchers see answers, but no names."),
			say(l, "每一道题都可以不答，也可以做到一半停下来。", "You may skip any question, or stop half-way."),
		},
	}
}

func askedOptions(chosen int, texts ...string) []web.AskedOption {
	options := make([]web.AskedOption, len(texts))
	for i, text := range texts {
		options[i] = web.AskedOption{Value: i + 1, Text: text, Chosen: i+1 == chosen}
	}
	return options
}

func likertPage(l i18n.Locale) web.QuestionnairePage {
	agree := []string{say(l, "很不同意", "Strongly disagree"), say(l, "不太同意", "Disagree"), say(l, "比较同意", "Agree"), say(l, "非常同意", "Strongly agree")}
	page := web.QuestionnairePage{
		URL: "#page", Title: say(l, "喜欢不喜欢", "What you like"), Lead: say(l, "每句话，选一个最像你的。", "For each sentence, choose what fits you best."), Number: 1, Pages: 8,
	}
	for i, prompt := range []string{
		say(l, "学习新的数字工具让我觉得有意思。", "I find it interesting to learn a new digital tool."),
		say(l, "我会自己去找视频或文章，了解电脑、网络或人工智能。", "I look for videos or texts about computers, the internet or artificial intelligence by myself."),
		say(l, "我觉得弄清楚程序或设备怎么运转很无聊。", "I find it boring to work out how a program or a device runs."),
	} {
		chosen := []int{3, 0, 1}[i]
		page.Questions = append(page.Questions, web.AskedQuestion{
			ID: "I" + string(rune('1'+i)), Type: models.QuestionLikert, Prompt: prompt, Options: askedOptions(chosen, agree...), Answered: chosen > 0,
		})
	}
	return page
}

func kindsPage(l i18n.Locale, fault string) web.QuestionnairePage {
	page := web.QuestionnairePage{URL: "#page", Title: say(l, "学校的信息科技课", "Computer lessons at school"), Number: 8, Pages: 8, Questions: []web.AskedQuestion{
		{ID: "C1", Type: models.QuestionSingle, Prompt: say(l, "这学期，信息科技课大约多久上一次？", "This term, how often do you have computer lessons?"), Options: askedOptions(2,
			say(l, "不到每周一次", "Less than once a week"), say(l, "每周一次", "Once a week"), say(l, "我不清楚", "I don't know"))},
		{ID: "C2", Type: models.QuestionMultiple, Prompt: say(l, "在信息科技课上，你们做过哪些事？", "What have you done in computer lessons?"), Options: askedOptions(1,
			say(l, "上网查资料，讨论可不可信", "Searching online and talking about what to trust"), say(l, "编程", "Programming"))},
		{ID: "C3", Type: models.QuestionNumber, Prompt: say(l, "到现在为止，你在学校上过几年信息科技课？", "How many years of computer lessons have you had at school so far?"), Unit: say(l, "年", "years")},
	}}
	if fault != "" {
		page.Questions[2].Error = fault
		page.Errors = web.FormErrors{{Field: "C3", Key: fault}}
	}
	return page
}

func situationsPage(l i18n.Locale) web.QuestionnairePage {
	return web.QuestionnairePage{
		URL: "#page", Title: say(l, "情境（一）", "Situations 1"), Number: 7, Pages: 11,
		Lead: say(l, "每个情境有四种做法，选你最可能的一种。", "Each situation has four courses of action. Choose the one you would most likely take."),
		Questions: []web.AskedQuestion{{
			ID: "T111", Type: models.QuestionSingle, Prompt: say(l, "你最可能怎么做？", "What would you most likely do?"),
			Situation: say(l, "学校想引进作文自动批改系统。讨论时有人说：“以后老师就不用改作文了。”轮到你发言。", "The school thinks of buying a system that marks essays. Somebody says: “Then teachers need not mark essays any more.” It is your turn to speak."),
			Options: askedOptions(0,
				say(l, "表示支持：省下来的时间正好用来备课和辅导。", "Support it: the time saved goes into planning and tutoring."),
				say(l, "先拿几篇作文，比较系统和老师的评语再决定。", "Compare its comments with teachers' on a few essays, then decide."),
				say(l, "表示反对：作文是人写的，就应该完全由人来批改。", "Oppose it: people write essays, so people should do all the marking."),
				say(l, "同意引进，但只让它检查错别字和病句，其余由老师来改。", "Agree, but let it check spelling and grammar only, the rest stays with teachers.")),
		}},
	}
}

func classQuestionnaires(l i18n.Locale) web.ClassQuestionnaires {
	about := aboutMe(l).Title
	return web.ClassQuestionnaires{
		Class: taught(l), Pupils: 40,
		Openings: []web.OpenedQuestionnaire{
			{Title: about, OpensAt: today.AddDate(0, 0, -3), ClosesAt: today.AddDate(0, 0, 11), Open: true, Submitted: 22, Begun: 5, CloseURL: "#close"},
			{Title: about, OpensAt: today.AddDate(-1, 0, 0), ClosesAt: today.AddDate(-1, 0, 14), Submitted: 38, Begun: 1},
		},
		Form: web.OpeningForm{Choices: []web.Choice{{Value: "pupil", Label: about}}, Closes: "2026-12-11T18:00"},
	}
}

// profileStory is a profile of which all dimensions are scored, or three.
func profileStory(whole bool) func(*web.Renderer, i18n.Locale) web.Page {
	return func(r *web.Renderer, l i18n.Locale) web.Page {
		page := web.ProfilePage{Name: say(l, "王秀兰", "Wang Xiulan"), At: today, Answered: 40, Asked: 40, Source: "prior set by experts, without data"}
		for i, d := range []struct {
			zh, en string
			value  float64
			credit int
		}{
			{"数字化意识", "Digital awareness", 58, 4}, {"数字技术知识与技能", "Digital technology knowledge and skills", 47, 3},
			{"数字化应用", "Digital application", 52, 9}, {"数字社会责任", "Digital social responsibility", 66, 6}, {"专业发展", "Professional development", 39, 2},
		} {
			out := web.ProfileDimension{
				Name: say(l, d.zh, d.en), Description: say(l, "怎样看待数字技术，愿不愿意学、敢不敢试。", "How one looks at digital technology: willing to learn, ready to try."),
				Scored: whole || i < 3, Value: d.value, Low: d.value - 8, High: d.value + 8, Situations: whole || i < 2, Credits: d.credit, MaxCredits: []int{4, 4, 12, 6, 4}[i],
				Cases: []web.ProfileCase{{
					Situation: say(l, "家长会上，你要介绍期中学业情况。", "At the parents' evening you present the mid-term results."),
					Chosen:    say(l, "只报平均分和及格率，不谈任何个人。", "Give only the mean and the pass rate, and no individuals."), ChosenWhy: say(l, "保护了隐私，但平均数说明不了学习情况。", "Protects privacy, but means alone say little about learning."), Credit: 1,
					Best: say(l, "用分布图讲全班情况，个人结果单独给家长。", "Explain the class by a chart, and give each family its own result."), BestWhy: say(l, "既说清了数据，也保护了学生。", "Explains the data and protects the pupils."),
				}},
			}
			if out.Scored {
				out.Next = say(l, "选一节你熟悉的课，只换其中一个环节：用一个数字工具做原来用纸笔做的事，课后写三句话，比较哪里更好、哪里更差。", "Take a lesson you know well and change one step only: do with a digital tool what you did on paper. Afterwards write three sentences on what was better and what was worse.")
			}
			page.Dimensions = append(page.Dimensions, out)
		}
		if !whole {
			page.Answered = 21
		}
		page.Chart = r.ProfileChart(models.Locale(l), page.Dimensions)
		return teacherPage(l, page)
	}
}

func questionnaireFiles(l i18n.Locale) web.QuestionnaireFiles {
	heads := []string{say(l, "数字化意识", "Digital awareness"), say(l, "数字技术知识与技能", "Knowledge and skills"), say(l, "数字化应用", "Application"), say(l, "数字社会责任", "Responsibility"), say(l, "专业发展", "Development")}
	region := say(l, "青山县", "Qingshan County")
	return web.QuestionnaireFiles{Questionnaires: []web.QuestionnaireFile{
		{
			URL: "#pupil", Code: "pupil", Title: aboutMe(l).Title, Audience: models.AudiencePupil, Version: 1, Questions: 51, Begun: 231, Submitted: 1832,
			Scales: []web.Choice{{Value: "interest", Label: "interest " + say(l, "兴趣与乐趣", "Interest and enjoyment")}, {Value: "usefulness", Label: "usefulness " + say(l, "有用程度", "Perceived usefulness")}},
		},
		{
			URL: "#teacher", Code: "teacher", Title: say(l, "教师数字素养自评", "My digital competence as a teacher"), Audience: models.AudienceTeacher, Version: 1, Questions: 40, Begun: 9, Submitted: 74,
			Scales: []web.Choice{{Value: "T1", Label: "T1 " + heads[0]}}, GroupHeads: heads,
			Groups: []web.GroupRow{
				{Region: region, N: 71, Means: []string{"51.2 ± 0.9", "48.0 ± 1.1", "47.3 ± 0.8", "56.4 ± 0.9", "45.9 ± 1.0"}},
				{Region: region, School: say(l, "青山县第一初级中学", "Qingshan No. 1 Junior School"), N: 34, Means: []string{"52.0 ± 1.3", "48.8 ± 1.5", "47.9 ± 1.2", "56.1 ± 1.4", "46.2 ± 1.5"}},
			},
		},
	}}
}
