package content

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"suyang/models"
)

// What a bank needs so that every stage can be tested again and again, and
// practised, without a pupil meeting the same task twice.
const (
	bankFamilies       = 24   // a stage
	bankItems          = 42   // a stage
	familyBalance      = 2.0  // percent of score points a dimension of a stage may be off the blueprint, one item a family
	bankBalance        = 4.0  // the same for all items of the bank
	bankParametric     = 0.25 // share of items that differ from a sibling in numbers only
	bankMisconceptions = 55
)

// CheckBank returns what is missing or out of balance in the bundle as an
// operational bank: one that tests every stage on every indicator. A bundle
// that adds to a bank, such as a school's own items, need not pass it.
func CheckBank(b *Bundle) Problems {
	c := newChecker(b)
	for _, s := range models.Stages() {
		c.stageFamilies(s)
		c.stageItems(s)
	}
	c.bankItems()
	c.bankKeys()
	c.bankMisconceptions()
	c.bankLessons()
	return c.problems
}

// lacks reports a problem of a file or a folder as a whole.
func (c *checker) lacks(file, what, mend string) {
	c.problems = append(c.problems, Problem{File: file, What: what, Mend: mend})
}

// tested are the indicators that tests of a stage measure.
func (c *checker) tested(s models.Stage) []string {
	var codes []string
	for _, n := range c.bundle.Framework {
		if n.Level == 3 && n.Tested && slices.Contains(n.Stages, s) {
			codes = append(codes, n.Code)
		}
	}
	return codes
}

// blueprint is the percentage of score points by dimension: the sum of the
// weights of its indicators.
func (c *checker) blueprint() map[string]float64 {
	shares := map[string]float64{}
	for _, n := range c.bundle.Framework {
		if n.Level == 3 {
			shares[models.Dimension(n.Code)] += n.Weight
		}
	}
	return shares
}

// stageFamilies checks that the families of a stage are enough, cover its
// indicators and meet the blueprint at one item a family.
func (c *checker) stageFamilies(s models.Stage) {
	file := "families/" + string(s) + ".yaml"
	n, covered, points := 0, map[string]bool{}, map[string]int{}
	for _, f := range c.bundle.Families {
		if f.Stage == s || f.LinkStage == s {
			covered[f.Indicator] = true
		}
		if f.Stage == s {
			n++
			points[models.Dimension(f.Indicator)] += f.Max
		}
	}
	if n < bankFamilies {
		c.lacks(file, fmt.Sprintf("%d families", n), fmt.Sprintf("specify at least %d for the stage %s", bankFamilies, s))
	}
	for _, code := range c.tested(s) {
		if !covered[code] {
			c.lacks(file, fmt.Sprintf("no family of the indicator %s", code), "specify one for the stage "+string(s))
		}
	}
	c.balance(file, points, familyBalance)
}

// balance compares points by dimension with the blueprint.
func (c *checker) balance(file string, points map[string]int, most float64) {
	total := 0
	for _, p := range points {
		total += p
	}
	blueprint := c.blueprint()
	for _, code := range slices.Sorted(maps.Keys(blueprint)) {
		if share := 100 * float64(points[code]) / float64(max(total, 1)); math.Abs(share-blueprint[code]) > most {
			c.lacks(file, fmt.Sprintf("dimension %s has %.1f percent of the points, the blueprint %.0f", code, share, blueprint[code]),
				fmt.Sprintf("stay within %.0f percent", most))
		}
	}
}

// stageItems checks that a stage has items enough, and of each indicator some
// to test with and some to practise with.
func (c *checker) stageItems(s models.Stage) {
	n, covered := 0, map[string]bool{}
	for _, it := range c.bundle.Items {
		if it.Stage == s {
			n++
		}
		if it.Serves(s) {
			covered[string(it.Pool)+it.Indicator] = true
		}
	}
	if n < bankItems {
		c.lacks("items/"+string(s), fmt.Sprintf("%d items", n), fmt.Sprintf("write at least %d", bankItems))
	}
	for _, pool := range []models.Pool{models.PoolSecure, models.PoolPractice} {
		for _, code := range c.tested(s) {
			if !covered[string(pool)+code] {
				c.lacks("items/"+string(s), fmt.Sprintf("the %s pool has no item of %s", pool, code), "write one, or move a sibling there")
			}
		}
	}
}

// bankItems checks what holds over all stages.
func (c *checker) bankItems() {
	points, parametric := map[string]int{}, 0
	for _, it := range c.bundle.Items {
		points[models.Dimension(it.Indicator)] += it.Max()
		if it.Parametric {
			parametric++
		}
	}
	c.balance("items", points, bankBalance)
	if n := len(c.bundle.Items); float64(parametric) > bankParametric*float64(n) {
		c.lacks("items", fmt.Sprintf("%d of %d items are parametric", parametric, n), fmt.Sprintf("write other siblings; %.0f percent is the most", 100*bankParametric))
	}
}

// bankMisconceptions checks that the catalogue says what wrong answers mean,
// and nothing else.
func (c *checker) bankMisconceptions() {
	used := map[string]bool{}
	note := func(p models.Part) {
		for _, o := range p.Options {
			used[o.Misconception] = true
		}
		if p.Numeric != nil {
			for _, m := range p.Numeric.Misses {
				used[m.Misconception] = true
			}
		}
	}
	for _, it := range c.bundle.Items {
		for _, p := range it.Parts {
			note(p)
		}
	}
	for _, l := range c.bundle.Lessons {
		if l.SelfCheck != nil {
			note(*l.SelfCheck)
		}
	}
	r := c.list("misconceptions")
	for i, m := range c.bundle.Misconceptions {
		if !used[m.Code] {
			r.bad(fmt.Sprintf("[%d].code", i), fmt.Sprintf("no answer shows the misconception %q", m.Code), "name it in an option, or take it out")
		}
	}
	if n := len(c.bundle.Misconceptions); n < bankMisconceptions {
		r.bad("", fmt.Sprintf("%d misconceptions", n), fmt.Sprintf("name at least %d", bankMisconceptions))
	}
}
