package item

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"suyang/models"
)

// View is the item as a pupil may see it in locale l: without key, rules,
// rationales and hints. Options are shuffled by the seed, the same way each
// time; options of a fixed part and targets keep their order, because it may
// have a meaning. Cards to order never lie in an order that earns points.
func View(it models.Item, l models.Locale, seed uint64) models.ItemView {
	view := models.ItemView{
		ItemID:   it.ID,
		Title:    it.Title.In(l),
		Stimulus: it.Stimulus.In(l),
		Seconds:  it.Seconds,
	}
	for _, p := range it.Parts {
		view.Parts = append(view.Parts, viewPart(p, l, source(seed, it.ID, p.ID)))
	}
	return view
}

func viewPart(p models.Part, l models.Locale, rng *rand.Rand) models.PartView {
	view := models.PartView{ID: p.ID, Type: p.Type, Prompt: p.Prompt.In(l)}
	for _, o := range shown(p, rng) {
		view.Options = append(view.Options, models.CardView{ID: o.ID, Text: o.Text.In(l)})
	}
	for _, t := range p.Targets {
		view.Targets = append(view.Targets, models.CardView{ID: t.ID, Text: t.Text.In(l)})
	}
	if p.Numeric != nil {
		view.Unit = p.Numeric.Unit.In(l)
	}
	if p.Rubric != nil {
		view.MaxChars = p.Rubric.MaxChars
	}
	return view
}

// source makes the generator of one part, so that parts are shuffled
// independently of each other and of their place in the test.
func source(seed uint64, ids ...string) *rand.Rand {
	h := fnv.New64a()
	for _, id := range ids {
		_, _ = h.Write([]byte(id + "\x00")) // a hash never fails
	}
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// shown puts the options in the order to show.
func shown(p models.Part, rng *rand.Rand) []models.Option {
	options := slices.Clone(p.Options)
	if p.Type == models.PartOrdering {
		return scatter(p, options, rng)
	}
	if !p.Fixed {
		shuffle(options, rng)
	}
	return options
}

// scatter shuffles cards until their order earns no points. Where no draw does,
// as with two cards that may be swapped, it reverses the key.
func scatter(p models.Part, cards []models.Option, rng *rand.Rand) []models.Option {
	const draws = 50
	for range draws {
		shuffle(cards, rng)
		if scorePart(p, models.PartAnswer{Order: ids(cards)}).Points == 0 {
			return cards
		}
	}
	slices.SortFunc(cards, func(a, b models.Option) int {
		return slices.Index(p.Order, b.ID) - slices.Index(p.Order, a.ID)
	})
	return cards
}

func shuffle(options []models.Option, rng *rand.Rand) {
	rng.Shuffle(len(options), func(i, j int) { options[i], options[j] = options[j], options[i] })
}

func ids(options []models.Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.ID
	}
	return out
}
