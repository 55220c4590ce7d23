package demo

import (
	"math/rand/v2"

	"suyang/models"
)

var (
	surnames    = []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕")
	girlsGiven  = []string{"雨桐", "思涵", "欣怡", "子萱", "佳琪", "梦洁", "晓彤", "诗涵", "若曦", "静怡", "可馨", "梓琳", "慧敏", "语嫣", "芷若", "婉清", "小禾", "春燕", "秀兰", "雪莹"}
	boysGiven   = []string{"浩然", "子轩", "宇航", "俊杰", "博文", "天佑", "志远", "明哲", "家豪", "梓睿", "一鸣", "立诚", "嘉树", "建国", "小山", "文博", "晨阳", "昊天", "思远", "启航"}
	givenByName = map[models.Gender][]string{models.GenderFemale: girlsGiven, models.GenderMale: boysGiven}
)

func drawName(rng *rand.Rand, gender models.Gender) string {
	given := givenByName[gender]
	return string(surnames[rng.IntN(len(surnames))]) + given[rng.IntN(len(given))]
}
