package guard

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"suyang/models"
)

// Shares of the words that tell a right option from the others, at which a
// sentence is taken to speak of it.
const (
	spoken = 0.25 // two words or more, with nothing else
	alike  = 0.3  // one word or more of an option that has few
	judged = 0.1  // one word or more, together with a word of judgement
	common = 0.5  // words that stand in the item too, three or more
)

// secret is a text of the key in one language.
type secret struct {
	squeezed string
	telling  units // words that are in it alone
	all      units // all its words but those of the wrong options
}

func secrets(t models.Text, public units, others ...units) []secret {
	var found []secret
	for _, text := range inBoth(t) {
		own := unitsOf(text).minus(others...)
		found = append(found, secret{squeeze(text), own.minus(public), own})
	}
	return found
}

// quotedIn reports whether the text stands in the reply word by word, also
// spelled with gaps or backwards. Up to three characters are too common, unless
// they are three digits.
func (s secret) quotedIn(text string) bool {
	if n := utf8.RuneCountInString(s.squeezed); n < 3 || n == 3 && !allDigits.MatchString(s.squeezed) {
		return false
	}
	squeezed := squeeze(text)
	return strings.Contains(squeezed, s.squeezed) || strings.Contains(squeezed, reverse(s.squeezed))
}

var allDigits = regexp.MustCompile(`^[0-9]+$`)

// toldIn reports whether a sentence says it in other words.
func (s secret) toldIn(sentence units, verdict bool) bool {
	told, of := s.telling.in(sentence), float64(len(s.telling))
	switch {
	case told >= 2 && float64(told) >= spoken*of,
		told >= 1 && of >= 2 && float64(told) >= alike*of,
		(verdict || s.isSign()) && told >= 1 && float64(told) >= judged*of:
		return true
	}
	told, of = s.all.in(sentence), float64(len(s.all))
	return told >= 3 && float64(told) >= common*of
}

// isSign reports whether all that tells it from the others is a sign such as >=.
func (s secret) isSign() bool {
	for unit := range s.telling {
		if !strings.ContainsAny(unit, "<>=!") {
			return false
		}
	}
	return true
}

// rightOption finds a right option, quoted or told, or several of them touched.
func rightOption(p models.Part, publicWords units) rule {
	var wrong []units
	for _, o := range p.Options {
		if !o.Correct {
			wrong = append(wrong, unitsOf(o.Text.ZH, o.Text.EN))
		}
	}
	var right [][]secret
	for _, o := range p.Options {
		if o.Correct {
			right = append(right, secrets(o.Text, publicWords, wrong...))
		}
	}
	return func(r reply) string {
		words, verdict := unitsOf(r.sentence), judges(r.sentence)
		touched := 0
		for _, languages := range right {
			for _, s := range languages {
				if s.quotedIn(r.whole) || s.toldIn(words, verdict) {
					return "a right option"
				}
			}
			if slices.ContainsFunc(languages, func(s secret) bool { return s.all.in(words) > 0 }) {
				touched++
			}
		}
		if touched >= 2 && touched == len(right) {
			return "all right options"
		}
		return ""
	}
}

// verdicts are words that say of something that it is right or wrong, or to be
// chosen.
var verdicts = regexp.MustCompile(`(?i)答案|正确|错误|选项|应该|应当|应选|该选|选择|选[A-H一二三四五六]|就选|就是|就行|才是|这是|属于|排除|可疑|值得|符合|不对|对的|是对|错的|是错|没错|不该|拒绝|改成|换成|勾选?` +
	`|\banswers?\b|\bcorrect|\bincorrect|\bright\b|\bwrong\b|\bchoose|\bpick\b|\bselect|\bgo with\b|\btick\b|\beliminate|\brule out|\bsuspicious|\bshould\b|\bmust be\b|\bchange .* to\b|\bkey\b|\btrue\b|\bfalse\b|\bit is\b|\bit's\b|\bthis is\b|\btrust\b|\brefuse`)

func judges(sentence string) bool { return verdicts.MatchString(level(sentence)) }

// References to an option by its letter or number.
var (
	letter  = regexp.MustCompile(`(?:^|[^A-Za-z0-9])[(（\["']?[A-H][)）\]"']?(?:[^A-Za-z0-9]|$)`)
	marked  = regexp.MustCompile(`(?i)(?:选项|选|option|choice|answer|letter|字母)\s*[(（"']?[a-h][)）"']?(?:[^a-z]|$)|[(（][a-h][)）]`)
	ordinal = regexp.MustCompile(`(?i)第[一二三四五六七八1-8](?:项|条|种|个(?:选项|答案)?(?:[^一-龥]|$|对|是|就|才|正|错))|(?:情况|选项|note|result|option|statement|plan)s?\s*[1-8一二三四五六七八](?:\D|$)` +
		`|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last)\s+(?:one|option|choice|answer|item|result|note|plan|statement)|\bthe (?:first|second|third|fourth|fifth|sixth|seventh|eighth|last)\W*$|最后一(?:项|条)|倒数第|第[一二三四五六七八1-8].?[、,和与]第[一二三四五六七八1-8]`)
	numbered = regexp.MustCompile(`(?:^|[^\d.一二三四五六七八])(?:[1-8]\s*(?:[、,和与]|and|&)\s*)+[1-8](?:[^\d.]|$)|[一二三四五六七八](?:[、,和与][一二三四五六七八])+(?:[^一二三四五六七八十百步个次]|$)`)
	spelled  = regexp.MustCompile(`(?i)字母表|alphabet|first letter|开头(?:的字|是)|第一个字|首字`)
	alone    = regexp.MustCompile(`^\W*[A-Ha-h]\W*$`)
	capitalA = regexp.MustCompile(`\bA\s+[a-z]+`)
)

// namedOption finds an option named by letter, number or place. Letters that
// stand in the item are names of something else.
func namedOption(publicText string) rule {
	lettered := letter.MatchString(capitalA.ReplaceAllStringFunc(level(publicText), withoutArticle))
	return func(r reply) string {
		text := level(r.sentence)
		byLetter := letter.MatchString(capitalA.ReplaceAllStringFunc(text, withoutArticle))
		switch {
		case marked.MatchString(text), ordinal.MatchString(text), numbered.MatchString(text),
			byLetter && (!lettered || judges(text)), alone.MatchString(strings.TrimSpace(level(r.whole))):
			return "an option by its letter or place"
		case spelled.MatchString(text):
			return "how the answer is spelled"
		}
		return ""
	}
}

// withoutArticle drops a capital A that is an article, and keeps it before a
// word that can follow a name.
func withoutArticle(phrase string) string {
	switch strings.TrimSpace(phrase[1:]) {
	case "is", "was", "and", "or", "but", "then", "because", "would", "seems":
		return phrase
	}
	return ""
}

// judgedOption finds a judgement on any option but the pupil's own wrong one:
// what is excluded is given away too.
func judgedOption(p models.Part, answer models.PartAnswer) rule {
	own := map[string]bool{}
	if p.Type == models.PartSingle {
		for _, id := range answer.Choices {
			own[id] = true
		}
	}
	var others []secret
	for _, o := range p.Options {
		if !o.Correct && !own[o.ID] {
			for _, text := range inBoth(o.Text) {
				others = append(others, secret{squeezed: squeeze(text)})
			}
		}
	}
	return func(r reply) string {
		if !judges(r.sentence) {
			return ""
		}
		for _, s := range others {
			if s.quotedIn(r.sentence) {
				return "a judgement on an option"
			}
		}
		return ""
	}
}
