package guard

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

// chineseDigits are the everyday and the formal digits.
var chineseDigits = map[rune]float64{
	'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '貳': 2, '叁': 3, '參': 3, '肆': 4, '伍': 5, '陆': 6, '陸': 6, '柒': 7, '捌': 8, '玖': 9,
}

var chineseUnits = map[rune]float64{
	'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 10000, '萬': 10000,
}

// chineseRun is a number in Chinese.
var chineseRun = regexp.MustCompile(`[零〇一二两三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖十拾百佰千仟万萬](?:\s?[零〇一二两三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖十拾百佰千仟万萬点點])*`)

// chineseNumbers reads 二十一, 贰拾壹, 二〇二六 and 二点零一. One character alone,
// as in 一个, is part of a word too often: it counts only when short is set.
func chineseNumbers(text string, short bool) []float64 {
	var found []float64
	for _, run := range chineseRun.FindAllString(text, -1) {
		if utf8.RuneCountInString(run) == 1 && !short {
			continue
		}
		whole, fraction, _ := strings.Cut(strings.NewReplacer(" ", "", "點", "点").Replace(run), "点")
		found = append(found, chineseWhole(whole)+digitByDigit(fraction)/math.Pow10(len([]rune(fraction))))
	}
	return found
}

// chineseWhole reads 二十一 by its units and 二〇二六 digit by digit.
func chineseWhole(s string) float64 {
	if !strings.ContainsAny(s, "十拾百佰千仟万萬") {
		return digitByDigit(s)
	}
	var total, section, digit float64
	for _, c := range s {
		unit, isUnit := chineseUnits[c]
		switch {
		case !isUnit:
			digit = chineseDigits[c]
			continue
		case unit == 10000:
			total += (section + digit) * unit
			section = 0
		case digit == 0: // 十五
			section += unit
		default:
			section += digit * unit
		}
		digit = 0
	}
	return total + section + digit
}

func digitByDigit(s string) float64 {
	var v float64
	for _, c := range s {
		v = v*10 + chineseDigits[c]
	}
	return v
}

var englishWords = map[string]float64{
	"zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// englishNumbers reads twenty-one, two hundred and five, two point oh one. One
// word below ten alone counts after "is", as in "it is seven", or when short is
// set.
func englishNumbers(text string, short bool) []float64 {
	var found []float64
	words := strings.FieldsFunc(text, func(c rune) bool { return (c < 'a' || c > 'z') && c != '\'' })
	for i := 0; i < len(words); {
		n, v := englishNumber(words[i:])
		if n > 1 || n == 1 && (short || v >= 10 || i > 0 && (words[i-1] == "is" || words[i-1] == "equals")) {
			found = append(found, v)
		}
		i += max(1, n)
	}
	return found
}

// englishNumber reads the number words begin with and how many words it has.
func englishNumber(words []string) (n int, v float64) {
	for ; n < len(words); n++ {
		x, ok := englishWords[words[n]]
		switch {
		case ok && n > 0 && v >= 20 && v < 100 && x < 10, ok && n > 0 && v >= 100, ok && n == 0:
			v += x
		case words[n] == "hundred" && n > 0:
			v *= 100
		case words[n] == "thousand" && n > 0:
			v *= 1000
		case words[n] == "and" && n > 0 && v >= 100:
		case words[n] == "point" && n > 0:
			read, fraction := englishFraction(words[n+1:])
			return n + 1 + read, v + fraction
		default:
			return n, v
		}
	}
	return n, v
}

// englishFraction reads the digits after "point", as oh one is 0.01.
func englishFraction(words []string) (n int, v float64) {
	for scale := 0.1; n < len(words); n++ {
		digit, ok := englishWords[words[n]]
		if !ok || digit > 9 {
			break
		}
		v += digit * scale
		scale /= 10
	}
	return n, v
}
