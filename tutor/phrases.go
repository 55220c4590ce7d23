package tutor

import (
	_ "embed"
	"encoding/json"
	"hash/fnv"
	"strings"

	"suyang/models"
)

// phrases.json holds the companion's own words, several variants for what it
// says often.
//
//go:embed phrases.json
var phrasesFile []byte

var phrases = readPhrases()

func readPhrases() map[string][]models.Text {
	var found map[string][]models.Text
	if err := json.Unmarshal(phrasesFile, &found); err != nil {
		panic("tutor: phrases.json: " + err.Error()) // the file is part of the binary
	}
	return found
}

// speaker chooses among variants: the same conversation and turn always get the
// same words, the next turn others.
type speaker struct {
	locale models.Locale
	seed   uint64
}

func newSpeaker(c models.Conversation, turn int) speaker {
	h := fnv.New64a()
	h.Write(c.ID[:])
	return speaker{locale: c.Locale, seed: h.Sum64()%1000 + uint64(turn)}
}

// say returns a phrase with its placeholders filled: name, value, name, value.
func (s speaker) say(key string, args ...string) string {
	variants := phrases[key]
	text := variants[s.seed%uint64(len(variants))].In(s.locale)
	for i := 0; i+1 < len(args); i += 2 {
		text = strings.ReplaceAll(text, "{"+args[i]+"}", args[i+1])
	}
	return text
}

// join puts sentences of the locale one after the other.
func (s speaker) join(texts ...string) string {
	if s.locale == models.En {
		return strings.Join(texts, " ")
	}
	return strings.Join(texts, "")
}

// paragraphs joins what is not empty.
func paragraphs(texts ...string) string {
	var kept []string
	for _, text := range texts {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, "\n\n")
}
