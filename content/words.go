package content

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// namesToAvoid are brands, platforms and persons of the real world: an item
// names none, for it would praise or blame them, and go out of date.
var namesToAvoid = strings.Fields(`
	微信 抖音 淘宝 天猫 百度 腾讯 阿里巴巴 支付宝 微博 小红书 快手 哔哩哔哩 知乎 京东 拼多多 美团 饿了么 华为 小米手机 钉钉 飞书 豆包 文心一言
	通义千问 讯飞 夸克 高德 滴滴 网易 搜狐 今日头条 西瓜视频 王者荣耀 原神 我的世界 维基百科 谷歌 微软 脸书 推特 油管 特斯拉 麦当劳 肯德基 可口可乐
	马云 马化腾 雷军 任正非 马斯克 比尔·盖茨 乔布斯 扎克伯格 姚明 刘翔
	wechat weixin qq tiktok douyin taobao tmall baidu tencent alibaba alipay weibo xiaohongshu bilibili zhihu huawei xiaomi dingtalk google youtube
	facebook instagram whatsapp snapchat twitter reddit wikipedia microsoft iphone ipad powerpoint chatgpt openai deepseek copilot gemini netflix
	minecraft roblox tesla mcdonald coca-cola musk zuckerberg`)

// slights look down on a region, a sex or an income, or need one of them to
// follow the item. None is justified in an item.
var slights = strings.Split("乡下人,城里人,外地人,乡巴佬,土里土气,农民工子女,穷人,富人,有钱人,穷孩子,富二代,名牌包,豪车,别墅,"+
	"女孩子就,男孩子就,女生都,男生都,男生天生,女生天生,娘娘腔,假小子,女司机,家庭主妇,女汉子,"+
	"country bumpkin,hillbilly,poor people,rich people,poor kids,rich kids,poor family,rich family,"+
	"girls are,boys are,girls can't,boys can't,girls should,boys should,like a girl,tomboy,housewife,housewives", ",")

// firstWord returns the first word of a list that stands in a text, or "".
// Chinese is written without spaces; other words stand alone.
func firstWord(text string, list []string) string {
	text = strings.ToLower(text)
	for _, w := range list {
		for from := 0; ; {
			i := strings.Index(text[from:], w)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(w)
			if w[0] >= utf8.RuneSelf || !joined(text, start) && !joined(text, end) {
				return w
			}
			from = end
		}
	}
	return ""
}

// joined reports whether a Latin word goes on at the position.
func joined(text string, at int) bool {
	return at > 0 && at < len(text) && isLatin(text[at-1]) && isLatin(text[at])
}

func isLatin(b byte) bool { return b >= 'a' && b <= 'z' }

// sweeping are options that speak of the other options.
var sweeping = pattern(
	`以上(都|全|皆|均|选项|说法|各项|答案)|上述(都|均|选项|说法|各项)|(前面|其他|其余)(的)?(选项|几项)|都对$|都不对$|全对$|全错$`,
	`all of (the above|these)|none of (the above|these)|both [a-d] and [a-d]|any of the above|the (above|other) (options|answers)`,
)

// denied is a prompt that asks for what is not so.
var (
	deniedZH = regexp.MustCompile(`(哪|谁|什么)[^。？，]{0,12}` + denialZH + `|(没有|` + denialZH + `)[^。？，]{0,8}(是哪|有哪|的是)|除了[^。？]{1,20}都|除了?[^。？，]{1,12}(以外|之外)`)
	deniedEN = regexp.MustCompile(`(?i)\b(which|what|who)\b( [\w’']+){0,3}? ((is|are|was|were|does|do|did|has|have|will|would|should|can|could|must|may|might) (not|never)|cannot|never|\w+n['’]t)\b|\bexcept\b`)
	// twiceDenied makes a pupil turn the meaning round twice.
	twiceDenied = pattern(
		`(不能|不会|不得|不可)不|没有(人|谁|一个)[^，。；]{0,4}不[^同足]|(不是|并非)[^，。；]{0,4}(不|没|无)`,
		`not un\w+able|(never|not|cannot|can't|won't|don't|doesn't)\s+(\w+\s+){0,3}(without|never|nothing|nobody)`,
	)
	strong = regexp.MustCompile(`\*\*[^*]+\*\*`)
)

const denialZH = `(不是|不属于|不正确|不对|不合适|不应|不该|不能|不会|不需要|不可以|是错误的)`

// letters name options by their place, which differs from pupil to pupil.
var letters = pattern(
	`选项?\s*[A-Fa-f](\W|$)|[A-F]\s*(项|选项)|(第[一二三四五六1-6]|最后一|最末一|前[一两二三]|后[一两二三])个?(选项|答案|项是|项最)|(正确|对的)(选项|答案)(是|在)`,
	`(options?|answers?|choices?) [a-f1-6]\b|(first|second|third|fourth|fifth|sixth|last|top|bottom) (two |three )?(options?|answers?|choices?)`,
)

// pattern joins a Chinese and an English expression.
func pattern(zh, en string) *regexp.Regexp { return regexp.MustCompile(zh + `|(?i)\b(?:` + en + `)`) }
