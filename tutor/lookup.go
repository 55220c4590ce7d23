package tutor

import (
	"context"
	"strings"
	"unicode/utf8"

	"suyang/models"
	"suyang/tutor/guard"
	"suyang/tutor/prompts"
)

// excerptLength is the most characters shown of a lesson.
const excerptLength = 280

// passage is a piece of a resource to speak from.
type passage struct {
	card models.SourceCard
	text string // empty: only to point at
}

// lookUp finds at most two resources that answer the question; what would give
// a key away is only pointed at. A search that fails is no reason to leave the
// pupil without an answer.
func (s *Service) lookUp(ctx context.Context, learner models.Learner, t topic, l models.Locale, question string) []passage {
	query := scrub(question, learner) + "\n" + s.name(t.indicator, l)
	found, err := s.config.Passages.Passages(ctx, query, t.indicator, learner.Stage(), 6)
	if err != nil {
		s.config.Log.WarnContext(ctx, "companion cannot search lessons", "error", err)
		return nil
	}
	guards := t.guards(question)
	var passages []passage
	for _, r := range found {
		if r.Locale != language(l) || len(passages) == 2 {
			continue
		}
		passages = append(passages, passage{
			card: models.SourceCard{ResourceID: r.ID, Title: r.Title, URL: r.URL},
			text: excerpt(r, question, guards),
		})
	}
	return passages
}

// language is how resources name a locale.
func language(l models.Locale) string {
	if l == models.En {
		return "en"
	}
	return "zh"
}

// excerpt returns the paragraph of the resource that shares most with the
// question and gives no key away. Of resources from elsewhere only the summary
// is shown.
func excerpt(r models.Resource, question string, guards []*guard.Guard) string {
	paragraphs := strings.Split(r.Body, "\n\n")
	if r.URL != "" {
		paragraphs = []string{r.Summary}
	}
	pairs := pairsOf(question)
	best, most := "", -1
	for _, text := range paragraphs {
		text = shorten(strings.TrimSpace(text))
		shared := shares(pairs, pairsOf(text))
		if shared > most && text != "" && !strings.HasPrefix(text, "#") && !leaks(text, guards) {
			best, most = text, shared
		}
	}
	return best
}

func leaks(text string, guards []*guard.Guard) bool {
	for _, g := range guards {
		if g.Leak("", text) != "" {
			return true
		}
	}
	return false
}

// pairsOf returns the pairs of neighbouring characters of a text.
func pairsOf(text string) map[string]bool {
	runes := []rune(strings.ToLower(text))
	pairs := map[string]bool{}
	for i := 0; i+1 < len(runes); i++ {
		pairs[string(runes[i:i+2])] = true
	}
	return pairs
}

func shares(a, b map[string]bool) int {
	n := 0
	for pair := range a {
		if b[pair] {
			n++
		}
	}
	return n
}

// shorten cuts a text at the end of a sentence.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= excerptLength {
		return text
	}
	cut := string(runes[:excerptLength])
	end := strings.LastIndexAny(cut, "。！？.!?")
	if end < 0 {
		return cut + "…"
	}
	_, size := utf8.DecodeRuneInString(cut[end:])
	return cut[:end+size]
}

func cards(passages []passage) []models.SourceCard {
	var found []models.SourceCard
	for _, p := range passages {
		found = append(found, p.card)
	}
	return found
}

func evidenceOf(passages []passage) []prompts.Passage {
	var found []prompts.Passage
	for _, p := range passages {
		if p.text != "" {
			found = append(found, prompts.Passage{Title: p.card.Title, Text: p.text})
		}
	}
	return found
}
