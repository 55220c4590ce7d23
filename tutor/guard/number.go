package guard

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"suyang/models"
)

var (
	// digits of one number, perhaps with gaps or thousands' commas between.
	digits = regexp.MustCompile(`\d(?:[ ,\x{2009}]?\d)*(?:\s?\.\s?\d(?: ?\d)*)?`)
	// listMark numbers a line or a step.
	listMark = regexp.MustCompile(`(?m)^\s*\d{1,2}[.)、]\s|第\s*\d{1,2}\s*(?:步|个|条|句|次提示)|(?i)\b(?:step|hint)\s*\d{1,2}\b`)
)

// numbersIn returns the numbers of a text, in digits and in words of either
// language; those a list is numbered with are left out. Short words, as in 一个
// or "one of them", count only when short is set.
func numbersIn(text string, short bool) []float64 {
	text = listMark.ReplaceAllString(level(text), " ")
	var found []float64
	for _, s := range digits.FindAllString(text, -1) {
		s = strings.NewReplacer(" ", "", ",", "", "\u2009", "").Replace(s)
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			found = append(found, v)
		}
	}
	return append(found, append(chineseNumbers(text, short), englishNumbers(strings.ToLower(text), short)...)...)
}

// results are words that say that a number is the result.
var results = regexp.MustCompile(`(?i)结果|等于|总共|一共|应该是|就是|答案|是\s*\d|=|\bis\b|\bequals?\b|\bget\b|\bresult|\banswer|\bshould\b|\btotal`)

// operations are words and signs that combine two numbers.
var operations = regexp.MustCompile(`(?i)[+×÷*/=]|加|减|乘|除|和|差|\bsum\b|\bplus\b|\badd|\bminus\b|\bsubtract|\btimes\b|\bmultipl|\bdivide|\bdifference\b|\bmore than\b`)

// number finds the value of a numeric key, or two numbers and an operation that
// give it. What stands in the item itself is found only in a sentence that
// names a result.
func number(key models.Numeric, publicText string) rule {
	is := func(v float64) bool { return math.Abs(v-key.Value) <= key.Tolerance+1e-9 }
	shown := numbersIn(publicText, false)
	known := slices.ContainsFunc(shown, is)
	return func(r reply) string {
		text := r.whole
		if known {
			text = r.sentence
		}
		if slices.ContainsFunc(numbersIn(text, false), is) && (!known || results.MatchString(level(text))) {
			return "the number"
		}
		if operations.MatchString(norm.NFKC.String(r.sentence)) && combined(numbersIn(r.sentence, true), shown, is) {
			return "a calculation of the number"
		}
		return ""
	}
}

// combined reports whether two of the numbers, not both shown in the item, give
// what is looked for.
func combined(numbers, shown []float64, is func(float64) bool) bool {
	for i, a := range numbers {
		for _, b := range numbers[i+1:] {
			secret := !slices.Contains(shown, a) || !slices.Contains(shown, b)
			if secret && (is(a+b) || is(a-b) || is(b-a) || is(a*b) || b != 0 && is(a/b)) {
				return true
			}
		}
	}
	return false
}
