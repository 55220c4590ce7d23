package tutor

import (
	"context"
	"strconv"
	"strings"

	"suyang/models"
	"suyang/tutor/guard"
	"suyang/tutor/prompts"
)

// turn is one reply, planned before any word of it is said.
type turn struct {
	conversation models.Conversation // with the hints given after this turn
	move         Move
	words        string // the companion's own words: complete, and enough
	evidence     prompts.Evidence
	guards       []*guard.Guard
	sources      []models.SourceCard
	say          speaker
	asked        string
}

// plan chooses the move and prepares the companion's own words for it.
func (s *Service) plan(ctx context.Context, learner models.Learner, c models.Conversation, t topic, history []models.Message, text string) turn {
	if t.item == nil {
		t.indicator = s.named(t, text, c.Locale)
	}
	p := turn{
		conversation: c, say: newSpeaker(c, (len(history)+1)/2), asked: text, guards: t.guards(text),
		move: decide(read(text), stateOf(c, t, history)),
	}
	var passages []passage
	if p.move == MoveLesson {
		passages = s.lookUp(ctx, learner, t, c.Locale, text)
		p.sources = cards(passages)
	}
	core := s.core(&p, t)
	p.words = s.own(p, t, core, passages)
	p.evidence = prompts.Evidence{
		Locale: c.Locale, Stage: learner.Stage(), Move: string(p.move), Words: core,
		Item: t.evidence(c.Locale), Passages: evidenceOf(passages),
	}
	if p.move == MoveReport {
		p.evidence.Report = s.facts(t, p.say)
	}
	return p
}

// Pairs of characters that a text shares with an indicator's name when it
// speaks of it; pairs of letters are common.
var pairsNamed = map[models.Locale]int{models.ZhCN: 2, models.En: 7}

// named returns the indicator of the report that the text shares most pairs
// with, the weakest if it names none.
func (s *Service) named(t topic, text string, l models.Locale) string {
	said, best, most := pairsOf(text), t.indicator, pairsNamed[l]-1
	for _, sum := range t.tallies() {
		if shared := shares(said, pairsOf(s.name(sum.indicator, l))); shared > most {
			best, most = sum.indicator, shared
		}
	}
	return best
}

func stateOf(c models.Conversation, t topic, history []models.Message) state {
	st := state{report: t.item == nil, hints: c.Hints}
	if t.item != nil {
		st.rungs = len(t.item.Hints)
	}
	for _, m := range history {
		if m.Author == models.AuthorCompanion {
			st.last = Move(m.Move)
		}
	}
	return st
}

// core is what the move has to say: the hint, the question, the offer. Giving a
// hint counts it.
func (s *Service) core(p *turn, t topic) string {
	switch p.move {
	case MoveHint:
		hint := t.item.Hints[p.conversation.Hints].In(p.conversation.Locale)
		p.conversation.Hints++
		return hint
	case MovePraise:
		return p.say.say("praise.ask")
	case MoveRefuse:
		if t.item != nil && p.conversation.Hints < len(t.item.Hints) {
			return p.say.say("refuse.offer")
		}
		return p.say.say("refuse.ask")
	}
	return ""
}

// own words the move without a model.
func (s *Service) own(p turn, t topic, core string, passages []passage) string {
	say := p.say
	switch p.move {
	case MoveHint:
		return paragraphs(say.say("hint", "n", strconv.Itoa(p.conversation.Hints), "hint", core), say.say("hint.ask"))
	case MovePraise, MoveRefuse:
		return say.join(say.say(string(p.move)), core)
	case MoveLesson:
		return ownLesson(say, passages)
	case MoveReport:
		return s.ownReport(t, say)
	}
	return say.say(string(p.move))
}

func ownLesson(say speaker, passages []passage) string {
	if len(passages) == 0 {
		return say.say("lesson.none")
	}
	first := passages[0]
	lead := say.say("lesson.link", "title", first.card.Title)
	if first.text != "" {
		lead = say.say("lesson", "title", first.card.Title, "text", first.text)
	}
	return paragraphs(lead, say.say("lesson.ask"))
}

func (s *Service) ownReport(t topic, say speaker) string {
	var facts strings.Builder
	for _, fact := range s.facts(t, say) {
		facts.WriteString("- " + fact + "\n")
	}
	return paragraphs(say.say("report", "facts", facts.String()), say.say("report.ask"))
}
