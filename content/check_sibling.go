package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"suyang/models"
)

// Siblings share at most siblingShare of their runs of siblingRun characters,
// as counted in the shorter one: else they are the same task.
const siblingRun, siblingShare = 5, 0.5

// siblings compares each item with those of its family that stand before it.
func (c *checker) siblings() {
	before := map[string][]int{}
	for i, it := range c.bundle.Items {
		r := c.list(fmt.Sprintf("items[%d]", i))
		for _, j := range before[it.Family] {
			r.alike(it, c.bundle.Items[j])
		}
		if it.Family != "" {
			before[it.Family] = append(before[it.Family], i)
		}
	}
	for i, it := range c.bundle.Items {
		c.list(fmt.Sprintf("items[%d]", i)).parametric(it, len(before[it.Family]) < 2)
	}
}

// parametric reports an item that says to differ from siblings it has not.
func (r record) parametric(it models.Item, alone bool) {
	if it.Parametric && alone {
		r.bad("parametric", "the item has no sibling to differ from", "take it out")
	}
}

// alike reports a sibling that is too much like another.
func (r record) alike(it, other models.Item) {
	if at := keyPlaces(it); len(at) > 0 && slices.Equal(at, keyPlaces(other)) {
		r.bad("parts", "the key stands where it does in "+other.ID, "move it")
	}
	if it.Parametric || other.Parametric {
		return
	}
	for _, l := range models.Locales() {
		mine, theirs := runs(it, l), runs(other, l)
		both := len(mine.shared(theirs))
		if share := float64(both) / float64(max(1, min(len(mine), len(theirs)))); share > siblingShare {
			r.bad(join("stimulus", side(l)), fmt.Sprintf("shares %.0f percent of its wording with %s", 100*share, other.ID),
				"tell another story, or mark it parametric where only numbers or codes differ")
		}
	}
}

// keyPlaces returns the places of the keys of single choices.
func keyPlaces(it models.Item) []int {
	var places []int
	for _, p := range it.Parts {
		if p.Type == models.PartSingle {
			places = append(places, keyPlace(p))
		}
	}
	return places
}

// keyPlace is the place of the key of a single choice, from 0; -1 if it has
// none.
func keyPlace(p models.Part) int {
	return slices.IndexFunc(p.Options, func(o models.Option) bool { return o.Correct })
}

// runs returns the runs of letters of what a pupil reads.
func runs(it models.Item, l models.Locale) terms {
	set := terms{}
	for _, text := range reads(it, l) {
		letters := strings.Map(func(c rune) rune {
			if unicode.IsLetter(c) || unicode.IsNumber(c) {
				return unicode.ToLower(c)
			}
			return -1
		}, text)
		set.addRuns([]rune(letters), siblingRun)
	}
	return set
}
