package item

import (
	"slices"

	"suyang/models"
)

// Misconceptions lists the codes of the misconceptions an answer tells of, each
// once: of the wrong options chosen and of the near misses typed.
func Misconceptions(it models.Item, a models.Answer) []string {
	var codes []string
	add := func(code string) {
		if code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	for _, p := range it.Parts {
		answer := a.Parts[p.ID]
		for _, id := range answer.Choices {
			if o, ok := p.Option(id); ok && !o.Correct {
				add(o.Misconception)
			}
		}
		if p.Numeric != nil {
			add(nearMiss(*p.Numeric, answer.Number))
		}
	}
	return codes
}

func nearMiss(key models.Numeric, number string) string {
	value, err := ParseNumber(number, key.Unit)
	if err != nil {
		return ""
	}
	for _, miss := range key.Misses {
		if near(value, miss.Value, 0) {
			return miss.Misconception
		}
	}
	return ""
}
