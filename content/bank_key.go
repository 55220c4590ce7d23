package content

import (
	"fmt"

	"suyang/models"
)

// keyAtEnd is the share of single choices whose key is the longest option, and
// the share whose key is the shortest: about a quarter.
var keyAtEnd = [2]float64{0.15, 0.35}

// chiSquare1 are the 1 percent points of the chi-square distribution with 1 to
// 5 degrees of freedom (any table of it).
var chiSquare1 = []float64{6.635, 9.210, 11.345, 13.277, 15.086}

// bankKeys checks that neither the place nor the length of an option tells the
// key of a single choice.
func (c *checker) bankKeys() {
	var parts []models.Part
	for _, it := range c.bundle.Items {
		for _, p := range it.Parts {
			if p.Type == models.PartSingle && keyPlace(p) >= 0 {
				parts = append(parts, p)
			}
		}
	}
	c.keyPlaces(parts)
	for _, l := range models.Locales() {
		c.keyLengths(parts, l)
	}
}

// keyPlaces compares the places of the keys with what chance would give.
func (c *checker) keyPlaces(parts []models.Part) {
	var found, expected []float64
	for _, p := range parts {
		for len(found) < len(p.Options) {
			found, expected = append(found, 0), append(expected, 0)
		}
		found[keyPlace(p)]++
		for i := range p.Options {
			expected[i] += 1 / float64(len(p.Options))
		}
	}
	if len(found) < 2 {
		return
	}
	chi2 := 0.0
	for i := range found {
		chi2 += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i]
	}
	if limit := chiSquare1[len(found)-2]; chi2 > limit {
		c.lacks("items", fmt.Sprintf("the keys of single choices stand at places 1, 2, ... %.0f times (chi-square %.1f, more than %.1f)", found, chi2, limit), "move keys")
	}
}

// keyLengths counts keys that are the longest or the shortest option. Options
// of the same length share the place.
func (c *checker) keyLengths(parts []models.Part, l models.Locale) {
	longest, shortest := 0.0, 0.0
	for _, p := range parts {
		key := runeCount(p.Options[keyPlace(p)], l)
		longer, shorter, same := 0, 0, 0
		for _, o := range p.Options {
			switch n := runeCount(o, l); {
			case n > key:
				longer++
			case n < key:
				shorter++
			default:
				same++
			}
		}
		if longer == 0 {
			longest += 1 / float64(same)
		}
		if shorter == 0 {
			shortest += 1 / float64(same)
		}
	}
	c.keyExtreme("longest", longest, len(parts), l)
	c.keyExtreme("shortest", shortest, len(parts), l)
}

func (c *checker) keyExtreme(word string, n float64, of int, l models.Locale) {
	if share := n / float64(of); of > 0 && (share < keyAtEnd[0] || share > keyAtEnd[1]) {
		c.lacks("items", fmt.Sprintf("the key is the %s option in %.0f percent of the single choices (%s)", word, 100*share, l),
			fmt.Sprintf("stay within %.0f to %.0f percent", 100*keyAtEnd[0], 100*keyAtEnd[1]))
	}
}

func runeCount(o models.Option, l models.Locale) int { return len([]rune(o.Text.In(l))) }
