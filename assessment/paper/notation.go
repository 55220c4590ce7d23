package paper

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"suyang/models"
)

// Letter is the name of the option or the target at index i: A, B, C ...
func Letter(i int) string { return string(rune('A' + i)) }

// separators may stand between letters; people write them and mean nothing.
var separators = strings.NewReplacer(" ", "", ",", "", "、", "", ";", "", ".", "", "-", "", ">", "", "→", "", "/", "", "\t", "")

// Parse reads what somebody wrote for a part as it was shown. Empty is an
// omitted part. Letters may be small or full width.
func Parse(p models.PartView, written string) (models.PartAnswer, error) {
	written = strings.TrimSpace(written)
	if written == "" {
		return models.PartAnswer{}, nil
	}
	switch p.Type {
	case models.PartNumeric:
		return models.PartAnswer{Number: written}, nil
	case models.PartShort:
		return models.PartAnswer{Text: written}, nil
	case models.PartMatching:
		return parsePairs(p, level(written))
	}
	chosen, err := parseLetters(p.Options, level(written))
	if err != nil {
		return models.PartAnswer{}, err
	}
	switch {
	case p.Type == models.PartOrdering && len(chosen) != len(p.Options):
		return models.PartAnswer{}, fmt.Errorf("%q does not put all %d cards in order; write each letter once, or nothing", written, len(p.Options))
	case p.Type == models.PartOrdering:
		return models.PartAnswer{Order: chosen}, nil
	case p.Type == models.PartSingle && len(chosen) > 1:
		return models.PartAnswer{}, fmt.Errorf("%q is more than one letter; one is to be chosen", written)
	}
	return models.PartAnswer{Choices: chosen}, nil
}

func level(s string) string { return separators.Replace(strings.ToUpper(width.Fold.String(s))) }

// parseLetters reads letters of cards, each at most once.
func parseLetters(cards []models.CardView, letters string) ([]string, error) {
	var ids []string
	for _, r := range letters {
		i := int(r - 'A')
		if i < 0 || i >= len(cards) {
			return nil, fmt.Errorf("%q is no letter of this part; they go from A to %s", r, Letter(len(cards)-1))
		}
		if slices.Contains(ids, cards[i].ID) {
			return nil, fmt.Errorf("the letter %c is there twice", r)
		}
		ids = append(ids, cards[i].ID)
	}
	return ids, nil
}

var (
	pair  = regexp.MustCompile(`([0-9]+)[:=]?([A-Z])`)
	pairs = regexp.MustCompile(`^(?:[0-9]+[:=]?[A-Z])+$`)
)

// parsePairs reads pairs of the number of an option and the letter of a
// target.
func parsePairs(p models.PartView, written string) (models.PartAnswer, error) {
	if !pairs.MatchString(written) {
		return models.PartAnswer{}, fmt.Errorf("%q cannot be read; write pairs of a number and a letter, such as 1B 2A", written)
	}
	found := map[string]string{}
	for _, m := range pair.FindAllStringSubmatch(written, -1) {
		i, err := strconv.Atoi(m[1])
		if err != nil || i < 1 || i > len(p.Options) {
			return models.PartAnswer{}, fmt.Errorf("%s is no number of this part; they go from 1 to %d", m[1], len(p.Options))
		}
		if _, there := found[p.Options[i-1].ID]; there {
			return models.PartAnswer{}, fmt.Errorf("the number %d is there twice", i)
		}
		target, err := parseLetters(p.Targets, m[2])
		if err != nil {
			return models.PartAnswer{}, err
		}
		found[p.Options[i-1].ID] = target[0]
	}
	return models.PartAnswer{Pairs: found}, nil
}

// Write gives an answer as [Parse] reads it.
func Write(p models.PartView, a models.PartAnswer) string {
	switch p.Type {
	case models.PartNumeric:
		return a.Number
	case models.PartShort:
		return a.Text
	case models.PartMatching:
		var written []string
		for i, o := range p.Options {
			if target, there := a.Pairs[o.ID]; there {
				written = append(written, strconv.Itoa(i+1)+letters(p.Targets, []string{target}))
			}
		}
		return strings.Join(written, " ")
	case models.PartOrdering:
		return letters(p.Options, a.Order)
	}
	chosen := letters(p.Options, a.Choices)
	sorted := []rune(chosen)
	slices.Sort(sorted)
	return string(sorted)
}

func letters(cards []models.CardView, ids []string) string {
	var b strings.Builder
	for _, id := range ids {
		if i := slices.IndexFunc(cards, func(c models.CardView) bool { return c.ID == id }); i >= 0 {
			b.WriteString(Letter(i))
		}
	}
	return b.String()
}
