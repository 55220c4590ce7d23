package tutor

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"

	"suyang/models"
	"suyang/models/screen"
	"suyang/tutor/guard"
	"suyang/tutor/prompts"
)

// topic is what a conversation is about: an item, or the report of a session.
type topic struct {
	trail     models.SessionTrail
	bank      []models.Item
	item      *models.Item // nil: the report
	answer    models.Answer
	indicator string // of the item, or the weakest of the report
}

// topic loads what the conversation is about.
func (s *Service) topic(ctx context.Context, c models.Conversation) (topic, error) {
	trail, err := s.config.Sessions.SessionTrail(ctx, c.SessionID)
	if err != nil {
		return topic{}, err
	}
	bank, err := s.config.Items.Items(ctx)
	if err != nil {
		return topic{}, err
	}
	t := topic{trail: trail, bank: bank}
	if c.ItemID == "" {
		if tallies := t.tallies(); len(tallies) > 0 {
			t.indicator = tallies[len(tallies)-1].indicator
		}
		return t, nil
	}
	return t.about(c.ItemID)
}

// about narrows the topic to an item of the session.
func (t topic) about(id string) (topic, error) {
	at := slices.IndexFunc(t.bank, func(it models.Item) bool { return it.ID == id })
	answered := slices.IndexFunc(t.trail.Responses, func(r models.Response) bool { return r.ItemID == id && r.Answered() })
	if at < 0 || answered < 0 {
		return topic{}, models.NotFound("task in this test")
	}
	t.item, t.answer, t.indicator = &t.bank[at], t.trail.Responses[answered].Answer, t.bank[at].Indicator
	return t, nil
}

// guards keep the keys that a reply could give away: that of the item under
// talk, and those of practice or secure items the pupil has copied into her
// message.
func (t topic) guards(asked string) []*guard.Guard {
	var guards []*guard.Guard
	if t.item != nil {
		guards = append(guards, guard.New(*t.item, t.answer))
	}
	for _, it := range t.bank {
		if (t.item == nil || it.ID != t.item.ID) && guard.Quotes(it, asked) {
			guards = append(guards, guard.New(it, models.Answer{}))
		}
	}
	return guards
}

// evidence is what a model is told of the item.
func (t topic) evidence(l models.Locale) *prompts.Item {
	if t.item == nil {
		return nil
	}
	told := &prompts.Item{Title: t.item.Title.In(l), Stimulus: screen.Plain(t.item.Stimulus.In(l)), Mistakes: t.mistakes(l)}
	for _, p := range t.item.Parts {
		told.Questions = append(told.Questions, p.Prompt.In(l))
	}
	return told
}

// mistakes are the pupil's wrong choices and numbers, with the misconception
// each tells of unless saying it would give the key away.
func (t topic) mistakes(l models.Locale) []prompts.Mistake {
	var found []prompts.Mistake
	g := guard.New(*t.item, t.answer)
	add := func(chosen string, why models.Text) {
		if g.Leak("", why.In(l)) != "" {
			why = models.Text{}
		}
		found = append(found, prompts.Mistake{Chosen: chosen, Why: why.In(l)})
	}
	for _, p := range t.item.Parts {
		given := t.answer.Parts[p.ID]
		for _, id := range given.Choices {
			if o, ok := p.Option(id); ok && !o.Correct {
				add(o.Text.In(l), o.Rationale)
			}
		}
		if p.Numeric != nil {
			for _, miss := range p.Numeric.Misses {
				if v, err := strconv.ParseFloat(given.Number, 64); err == nil && math.Abs(v-miss.Value) <= p.Numeric.Tolerance {
					add(given.Number, miss.Rationale)
				}
			}
		}
	}
	return found
}

// tally is the points reached in the tasks of one indicator.
type tally struct {
	indicator   string
	points, max int
}

func (t tally) share() float64 { return float64(t.points) / float64(t.max) }

// tallies sums the session by indicator, the strongest first.
func (t topic) tallies() []tally {
	var sums []tally
	for _, r := range t.trail.Responses {
		at := slices.IndexFunc(t.bank, func(it models.Item) bool { return it.ID == r.ItemID })
		if at < 0 || !r.Answered() || r.Score.Max == 0 {
			continue
		}
		code := t.bank[at].Indicator
		i := slices.IndexFunc(sums, func(s tally) bool { return s.indicator == code })
		if i < 0 {
			sums = append(sums, tally{indicator: code})
			i = len(sums) - 1
		}
		sums[i].points += r.Score.Points
		sums[i].max += r.Score.Max
	}
	slices.SortStableFunc(sums, func(a, b tally) int {
		return cmp.Or(cmp.Compare(b.share(), a.share()), cmp.Compare(a.indicator, b.indicator))
	})
	return sums
}

// facts says the report in sentences: the level, at most two strengths and two
// weaknesses.
func (s *Service) facts(t topic, say speaker) []string {
	var facts []string
	for _, level := range s.config.Levels {
		if t.trail.Score != nil && level.Code == t.trail.Score.Level {
			facts = append(facts, say.say("fact.level", "level", level.Name.In(say.locale), "description", level.Description.In(say.locale)))
		}
	}
	sums := t.tallies()
	word := func(key string, sum tally) {
		facts = append(facts, say.say(key, "indicator", s.name(sum.indicator, say.locale),
			"points", strconv.Itoa(sum.points), "max", strconv.Itoa(sum.max)))
	}
	weak := slices.IndexFunc(sums, func(sum tally) bool { return sum.share() < 0.6 })
	if weak < 0 {
		weak = len(sums)
	}
	for _, sum := range sums[:min(2, weak)] {
		word("fact.strong", sum)
	}
	for _, sum := range sums[max(weak, len(sums)-2):] {
		word("fact.weak", sum)
	}
	return facts
}

// name returns an indicator's name.
func (s *Service) name(code string, l models.Locale) string {
	for _, n := range s.config.Framework {
		if n.Code == code {
			return n.Name.In(l)
		}
	}
	return code
}
