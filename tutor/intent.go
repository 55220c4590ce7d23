package tutor

import (
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// intent is what a pupil's message wants.
type intent string

const (
	intentCrisis     intent = "crisis"     // words of danger to somebody
	intentAnswer     intent = "answer"     // to be given or confirmed the answer
	intentStuck      intent = "stuck"      // help
	intentElsewhere  intent = "elsewhere"  // something that has nothing to do with learning
	intentResult     intent = "result"     // to know what her result means
	intentConcept    intent = "concept"    // to know what something is or how it works
	intentUnderstood intent = "understood" // says that she understands
	intentVague      intent = "vague"      // too little to tell
	intentExplains   intent = "explains"   // says what she thinks
)

// intents are tried in this order: danger first, and asking for the answer
// before all that it may be wrapped in.
var intents = []struct {
	intent intent
	words  *regexp.Regexp
}{
	{intentCrisis, regexp.MustCompile(`(?i)自杀|自残|轻生|割腕|跳楼|不想活|活不下去|活着没(?:有)?意(?:思|义)|想死(?:$|[^机循])|去死算|结束(?:我的|自己的)?生命|伤害(?:我)?自己|` +
		`打我(?:$|[^电])|(?:揍|虐待|威胁|欺负|猥亵|摸)我|家暴|被(?:打|虐待|性侵|猥亵|人跟踪|勒索)|裸照|` +
		`\bkill (?:my|him|her|them)sel(?:f|ves)|suicid|\bwant to die\b|\bend my life\b|\bself.?harm|\bhurt(?:ing)? myself\b|\bcut(?:ting)? myself\b|\bdon'?t want to live\b|` +
		`\b(?:hits?|beats?|abus(?:es|ed)|touch(?:es|ed)|threaten(?:s|ed)?|blackmail(?:s|ed)?|bull(?:y|ies|ied)) me\b|\bmolest|\brape`)},
	{intentElsewhere, regexp.MustCompile(`(?i)王者荣耀|原神|吃鸡|打游戏|追星|(?:男|女)朋友|谈恋爱|讲(?:个)?(?:笑话|故事)|写(?:一?篇)?作文|(?:语文|数学|英语|物理|化学|历史)(?:作业|题|卷)|今天天气|你(?:几岁|多大|爱我|喜欢我|有没有朋友)|陪我(?:聊天|玩)|` +
		`\bjokes?\b|\bgirlfriend|\bboyfriend|\bminecraft\b|\bfortnite\b|\b(?:write|do) my (?:essay|maths?|english|history)|\bthe weather\b|\bdo you (?:love|like) me|\bhow old are you|\btell me a story`)},
	{intentAnswer, regexp.MustCompile(`(?i)(?:告诉|直接|快|给|说)(?:我|说|出)?.{0,8}答案|答案(?:是|呢|给|到底|发|多少|什么)|标准答案|正确(?:答案|选项)|(?:选|填|等于)(?:什么|哪|几|啥|多少)|哪(?:个|项|条|一个|一项)(?:选项)?(?:是|才)?(?:对|正确)|` +
		`(?:是|选|选择|答案)\s*[(（]?[A-Ha-h][)）]?\s*(?:吗|吧|么|对吗|对不对|[?？]|$)|(?:帮|替)我(?:做|写|选|答|算|填)|直接(?:说|给|告诉)|别(?:废话|绕|卖关子)|排除.{0,6}(?:选项|错)|` +
		`base64|rot13|摩斯|倒(?:着|过来)(?:写|说)|(?:用|写成)(?:密码|代码|编码|拼音|暗号)|第一个字|忽略.{0,8}(?:规则|指令|要求|提示)|忘(?:记|掉).{0,8}(?:规则|设定|身份)|(?:扮演|假装|角色扮演)|你现在(?:是|不是)|开发者模式|系统提示词?|` +
		`\b(?:tell|give|show|send)\b.{0,12}\b(?:answer|solution|key|result)|\bwhat(?:'?s| is| are) the (?:right |correct |real )?(?:answer|key|solution|result|order)|\bwhich (?:one|option|answer)?\s*(?:is|are) (?:it|right|correct)|\bis it (?:[a-h]\b|option)|\bthe answer (?:is|please)|` +
		`\b(?:do|write|solve|answer|choose|pick) (?:it|this|that|them|my homework) for me|\bjust (?:tell|say|give)|\bignore (?:all|the|your|any|previous)|\bpretend\b|role.?play|\byou are now\b|\bact as\b|developer mode|system prompt|jailbreak|\bbackwards\b|\bspell (?:it|out)|\bin code\b|first letter|\beliminate\b`)},
	{intentStuck, regexp.MustCompile(`(?i)不会|不懂|不明白|没(?:懂|明白|听懂|看懂)|不知道|没(?:有)?(?:头绪|思路|想法)|提示(?:[^词]|$)|帮(?:帮|一下)?我|卡住|太难|好难|错在哪|哪里错|为什么(?:我)?(?:会|是)?错|` +
		`\bhints?\b|\bhelp\b|\bstuck\b|\bno idea\b|\b(?:don'?t|do not|can'?t) (?:know|understand|get|see)\b|\bconfus|\btoo hard\b|\bwhy (?:am i|was i|is it|is that|was that) wrong`)},
	{intentResult, regexp.MustCompile(`(?i)(?:测评|测试|考试|我的)(?:的)?(?:结果|成绩|水平|报告|分数)|得了?多少分|(?:什么|哪个)水平|下一步|\bmy (?:result|score|report|level)|\bnext step`)},
	{intentConcept, regexp.MustCompile(`(?i)什么(?:是|叫)|是什么(?:意思)?|指的是|什么意思|怎么(?:做|办|看|查|判断|样)|如何|为什么|有什么区别|` +
		`\bwhat(?:'s| is| are| does| do)\b|\bwhy\b|\bhow (?:do|does|can|to|should)\b|\bexplain\b|\bmeaning of\b|\bdifference between\b`)},
	{intentUnderstood, regexp.MustCompile(`(?i)懂了|明白了|知道了|原来如此|我会了|谢谢|搞定|\bgot it\b|\bi see\b|\bunderstand\b|\bmakes sense\b|\bthank`)},
}

// read finds the intent of a message.
func read(text string) intent {
	text = norm.NFKC.String(text)
	for _, known := range intents {
		if known.words.MatchString(text) {
			return known.intent
		}
	}
	if utf8.RuneCountInString(text) < 4 {
		return intentVague
	}
	return intentExplains
}
