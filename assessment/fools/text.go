package fools

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"suyang/models"
	"suyang/models/screen"
)

func length(t task, o models.Option) float64 { return float64(len([]rune(o.Text.In(t.locale)))) }

func digits(t task, o models.Option) float64 {
	n := 0
	for _, c := range o.Text.In(t.locale) {
		if unicode.IsDigit(c) {
			n++
		}
	}
	return float64(n)
}

// Words by which pupils who know tests, and nothing else, tell options apart.
var (
	absolute = regexp.MustCompile(`(?i)从不|从来|一定|所有|全部|永远|绝对|必须|完全|总是|任何|肯定|根本|只有|凡是|\b(always|never|all|every|none|must|only|completely|certainly|any|nobody|everyone|impossible)\b`)
	hedge    = regexp.MustCompile(`(?i)可能|也许|一般|通常|有时|往往|大概|不一定|最好|尽量|多半|适当|\b(may|might|usually|often|sometimes|perhaps|probably|generally|mostly|could|tend)\b`)
	above    = regexp.MustCompile(`(?i)以上(都|全|皆|均)|都对|都不对|\b(all|none) of (the above|these)\b`)
)

func absolutes(t task, o models.Option) float64 {
	return count(absolute, strings.ReplaceAll(o.Text.In(t.locale), "不一定", ""))
}

func hedges(t task, o models.Option) float64 { return count(hedge, o.Text.In(t.locale)) }

func sweeping(t task, o models.Option) float64 { return count(above, o.Text.In(t.locale)) }

func count(words *regexp.Regexp, text string) float64 {
	return float64(len(words.FindAllString(text, -1)))
}

func likePrompt(t task, o models.Option) float64 {
	return shared(o.Text.In(t.locale), t.part.Prompt.In(t.locale))
}

func likeStimulus(t task, o models.Option) float64 {
	return shared(o.Text.In(t.locale), screen.Plain(t.item.Stimulus.In(t.locale)))
}

// likeOthers is how much an option has of the other options: writers of tests
// often make wrong options by changing the key.
func likeOthers(t task, o models.Option) float64 {
	sum := 0.0
	for _, other := range t.part.Options {
		if other.ID != o.ID {
			sum += shared(o.Text.In(t.locale), other.Text.In(t.locale))
		}
	}
	return sum
}

// shared counts the words, or pairs of Chinese characters, of a text that
// stand in another.
func shared(text, other string) float64 {
	known := words(other)
	n := 0
	for w := range words(text) {
		if known[w] {
			n++
		}
	}
	return float64(n)
}

var (
	run  = regexp.MustCompile(`\p{Han}+`)
	word = regexp.MustCompile(`[a-z]{3,}|[0-9]+`)
)

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, han := range run.FindAllString(text, -1) {
		letters := []rune(han)
		for i := range len(letters) - 1 {
			set[string(letters[i:i+2])] = true
		}
	}
	for _, w := range word.FindAllString(strings.ToLower(text), -1) {
		set[w] = true
	}
	return set
}

var numeral = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// numbers returns the numbers that stand in a text, in their order.
func numbers(text string) []float64 {
	var found []float64
	for _, s := range numeral.FindAllString(text, -1) {
		x, err := strconv.ParseFloat(s, 64)
		if err == nil { // too long to be one
			found = append(found, x)
		}
	}
	return found
}
