package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"suyang/models"
	"suyang/models/screen"
)

// load is the most that an item of one part may ask a pupil to read.
type load struct {
	characters int     // Chinese characters of stimulus, prompts and options
	sentence   int     // characters of the longest sentence
	beyond     float64 // share of characters beyond the list of the stage
	words      int     // English words
	wordsEach  int     // words of the longest English sentence
}

// loads by stage: a test of information literacy, not of reading.
var loads = map[models.Stage]load{
	models.StagePrimary34: {220, 30, 0.03, 200, 20},
	models.StagePrimary56: {300, 40, 0.05, 260, 25},
	models.StageJunior:    {330, 55, 0.05, 300, 35},
	models.StageSenior:    {420, 70, 0.05, 380, 38},
}

// furtherPart is what each part after the first adds to the load, as a share.
const furtherPart = 0.35

// beyondFree is how many different characters beyond the list any item may
// have: a name or a term of the subject.
const beyondFree = 2

// reading checks how much, and how hard, an item is to read.
func (r record) reading(it models.Item) {
	limit, known := loads[it.Stage]
	if !known {
		return // reported as a stage
	}
	room := 1 + furtherPart*float64(max(0, len(it.Parts)-1))
	zh, en := reads(it, models.ZhCN), reads(it, models.En)
	if n, most := hanCount(zh...), int(room*float64(limit.characters)); n > most {
		r.bad("stimulus.zh", fmt.Sprintf("a pupil reads %d characters, more than %d", n, most), "shorten stimulus, prompts or options")
	}
	if n, most := wordCount(en...), int(room*float64(limit.words)); n > most {
		r.bad("stimulus.en", fmt.Sprintf("a pupil reads %d words, more than %d", n, most), "shorten stimulus, prompts or options")
	}
	if s := longest(zh, chineseStop, hanCount); hanCount(s) > limit.sentence {
		r.bad("stimulus.zh", fmt.Sprintf("a sentence of %d characters, more than %d: %s", hanCount(s), limit.sentence, s), "cut it in two")
	}
	if s := longest(en, englishStop, wordCount); wordCount(s) > limit.wordsEach {
		r.bad("stimulus.en", fmt.Sprintf("a sentence of %d words, more than %d: %s", wordCount(s), limit.wordsEach, s), "cut it in two")
	}
	r.vocabulary(it.Stage, limit, zh)
}

// vocabulary checks the share of characters a pupil may not know.
func (r record) vocabulary(s models.Stage, limit load, texts []string) {
	total, hard, which := 0, 0, []rune(nil)
	for _, text := range texts {
		for _, c := range text {
			if !unicode.Is(unicode.Han, c) {
				continue
			}
			total++
			if beyond(s, c) {
				hard++
				if !slices.Contains(which, c) {
					which = append(which, c)
				}
			}
		}
	}
	if len(which) > beyondFree && float64(hard) > limit.beyond*float64(total) {
		r.bad("stimulus.zh", fmt.Sprintf("%d of %d characters are beyond the list of the stage: %s", hard, total, string(which)),
			fmt.Sprintf("use commoner words; %g percent is the most", 100*limit.beyond))
	}
}

// reads returns what a pupil reads before answering, in the order of the page.
func reads(it models.Item, l models.Locale) []string {
	texts := []string{screen.Plain(it.Stimulus.In(l))}
	for _, p := range it.Parts {
		texts = append(texts, p.Prompt.In(l))
		for _, o := range p.Options {
			texts = append(texts, o.Text.In(l))
		}
		for _, t := range p.Targets {
			texts = append(texts, t.Text.In(l))
		}
	}
	return texts
}

func hanCount(texts ...string) int {
	n := 0
	for _, s := range texts {
		for _, c := range s {
			if unicode.Is(unicode.Han, c) {
				n++
			}
		}
	}
	return n
}

var word = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}'’.-]*`)

func wordCount(texts ...string) int {
	n := 0
	for _, s := range texts {
		n += len(word.FindAllString(s, -1))
	}
	return n
}

// Ends of sentences; cells of a table and lines are read one by one.
var (
	chineseStop = regexp.MustCompile(`[。！？；!?|\n]`)
	englishStop = regexp.MustCompile(`[.!?;:][)”"]?\s|[|\n]`)
)

// longest returns the longest sentence of the texts.
func longest(texts []string, stop *regexp.Regexp, length func(...string) int) string {
	var most string
	for _, text := range texts {
		for _, s := range stop.Split(text, -1) {
			if length(s) > length(most) {
				most = strings.TrimSpace(s)
			}
		}
	}
	return most
}
