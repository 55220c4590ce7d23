package guard

import (
	"regexp"
	"strings"

	"suyang/models"
)

var (
	// yesNo begins a reply that confirms or denies.
	yesNo = regexp.MustCompile(`(?i)^\W*(?:对[，,。！!了的]|对$|是的|是[，,。！!]|没错|正确|答对|不对|不是|不正确|错[了，,。！!]|恭喜|完全正确|非常对|很接近|接近了|可惜|` +
		`yes\b|yep\b|yeah\b|correct\b|right\b|exactly\b|indeed\b|no[,.! ]|nope\b|not quite|wrong\b|incorrect\b|almost\b|close[,.!]|congratulations)`)
	// verdictOnHer judges what the pupil said, anywhere in a reply.
	verdictOnHer = regexp.MustCompile(`(?i)你(?:答|猜|选|说|算|排)(?:得)?(?:很)?(?:对|错|正确)|(?:答案|选择|想法)(?:完全)?(?:是)?(?:正确|对|错)(?:的|了)|` +
		`you(?:'re| are|'ve| have)?\s+(?:absolutely |quite )?(?:right|correct|wrong|got it)|that(?:'s| is)\s+(?:right|correct|wrong|it\b|not it|not right|the one)`)
	// guess asks whether something is the answer.
	guess = regexp.MustCompile(`(?i)是不是|对不对|对吗|是吗|对吧|是吧|答案|选|正确|is it|is the|right\?|correct|am i|answer|guess|[0-9]`)
)

// confirmed finds a yes or no to a pupil's guess.
func confirmed(p models.Part) rule {
	return func(r reply) string {
		if !guesses(p, r.asked) {
			return ""
		}
		whole := level(r.whole)
		if yesNo.MatchString(strings.TrimSpace(whole)) || verdictOnHer.MatchString(whole) {
			return "a yes or no to a guess"
		}
		return ""
	}
}

// guesses reports whether the pupil's words put an answer up for judgement: by
// asking so, or by naming an option.
func guesses(p models.Part, asked string) bool {
	if asked == "" {
		return false
	}
	text := level(asked)
	if guess.MatchString(text) || letter.MatchString(text) || ordinal.MatchString(text) {
		return true
	}
	words := unitsOf(asked)
	for _, o := range p.Options {
		for _, t := range inBoth(o.Text) {
			if u := unitsOf(t); u.in(words)*2 >= len(u) && len(u) > 0 {
				return true
			}
		}
	}
	return false
}
