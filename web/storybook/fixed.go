package storybook

import (
	"time"

	"suyang/web"
	"suyang/web/i18n"
)

// china is the time zone of all stories.
var china = time.FixedZone("CST", 8*3600)

// say chooses the words of a locale.
func say(l i18n.Locale, zh, en string) string {
	if l == i18n.English {
		return en
	}
	return zh
}

// asTeacher is a page in the frame a teacher sees.
func asTeacher(l i18n.Locale, data any) web.Page {
	return web.Page{
		Locale: l,
		User:   &web.User{Name: say(l, "王秀兰", "Wang Xiulan"), Role: "teacher"},
		Nav:    navigation,
		Data:   data,
	}
}

// asPupil is a page in the frame a pupil sees.
func asPupil(l i18n.Locale, data any) web.Page {
	page := asTeacher(l, data)
	page.User = &web.User{Name: say(l, "林晓", "Lin Xiao"), Role: "pupil"}
	return page
}

// navigation stands in for the entries of a role, in messages that exist.
var navigation = []web.NavItem{
	{Key: "common.role.teacher", URL: "/story/components", Current: true},
	{Key: "common.role.researcher", URL: "/story/charts"},
	{Key: "common.role.pupil", URL: "/story/task-single"},
}

// pupils are names as long and as short as they come.
var pupils = [][2]string{
	{"林晓", "Lin Xiao"}, {"陈思远", "Chen Siyuan"}, {"欧阳若涵", "Ouyang Ruohan"}, {"李想", "Li Xiang"},
	{"阿依古丽·买买提", "Ayguli Mamat"}, {"张子轩", "Zhang Zixuan"}, {"刘一诺", "Liu Yinuo"}, {"杨柳", "Yang Liu"},
	{"赵梓涵", "Zhao Zihan"}, {"黄俊杰", "Huang Junjie"}, {"周雨桐", "Zhou Yutong"}, {"吴昊", "Wu Hao"},
	{"徐静怡", "Xu Jingyi"}, {"孙浩然", "Sun Haoran"}, {"胡可欣", "Hu Kexin"}, {"朱明哲", "Zhu Mingzhe"},
	{"高远", "Gao Yuan"}, {"林子墨", "Lin Zimo"}, {"何佳怡", "He Jiayi"}, {"郭宇航", "Guo Yuhang"},
	{"马晓燕", "Ma Xiaoyan"}, {"罗文博", "Luo Wenbo"}, {"梁诗涵", "Liang Shihan"}, {"宋天佑", "Song Tianyou"},
	{"郑欣妍", "Zheng Xinyan"}, {"谢俊熙", "Xie Junxi"}, {"韩雪", "Han Xue"}, {"唐嘉豪", "Tang Jiahao"},
	{"冯雅婷", "Feng Yating"}, {"于洋", "Yu Yang"}, {"董思琪", "Dong Siqi"}, {"萧然", "Xiao Ran"},
	{"程博文", "Cheng Bowen"}, {"曹可儿", "Cao Ke'er"}, {"袁梦", "Yuan Meng"}, {"邓子涵", "Deng Zihan"},
	{"许诺", "Xu Nuo"}, {"傅一鸣", "Fu Yiming"}, {"沈清", "Shen Qing"}, {"曾雨萱", "Zeng Yuxuan"},
}

func pupilName(l i18n.Locale, i int) string { return say(l, pupils[i][0], pupils[i][1]) }

// levelNames are the five levels, lowest first.
var levelNames = [][2]string{
	{"起步", "Starting"}, {"基础", "Basic"}, {"达标", "On track"}, {"良好", "Strong"}, {"优秀", "Leading"},
}
