package web

import (
	"net/url"
	"slices"
	"strings"

	"suyang/models"
)

// fieldOfPart names the form fields of a part. A matching part has one field
// an option, fieldOfPart + "-" + option.
func fieldOfPart(part string) string { return "part-" + part }

// ParseAnswer reads the answer to an item from the form the task page posts.
// What the form does not hold is omitted; whether the answer fits the item is
// for the one who scores it to say.
func ParseAnswer(form url.Values, item models.ItemView) models.Answer {
	answer := models.Answer{Parts: map[string]models.PartAnswer{}}
	for _, p := range item.Parts {
		if a := parsePart(form, p); !a.Omitted() {
			answer.Parts[p.ID] = a
		}
	}
	return answer
}

func parsePart(form url.Values, p models.PartView) models.PartAnswer {
	name := fieldOfPart(p.ID)
	switch p.Type {
	case models.PartSingle, models.PartMultiple:
		return models.PartAnswer{Choices: form[name]}
	case models.PartOrdering:
		return models.PartAnswer{Order: form[name]}
	case models.PartNumeric:
		return models.PartAnswer{Number: strings.TrimSpace(form.Get(name))}
	case models.PartShort:
		return models.PartAnswer{Text: strings.TrimSpace(strings.ReplaceAll(form.Get(name), "\r\n", "\n"))}
	}
	pairs := map[string]string{}
	for _, o := range p.Options {
		if target := form.Get(name + "-" + o.ID); target != "" {
			pairs[o.ID] = target
		}
	}
	if len(pairs) == 0 {
		return models.PartAnswer{}
	}
	return models.PartAnswer{Pairs: pairs}
}

// Unanswered lists the parts that the answer leaves out, wholly or in part, as
// faults of the form.
func Unanswered(item models.ItemView, answer models.Answer) FormErrors {
	var faults FormErrors
	for i, p := range item.Parts {
		a := answer.Parts[p.ID]
		if !a.Omitted() && len(a.Pairs) == len(pairable(p)) {
			continue
		}
		fault := FieldError{Field: fieldOfPart(p.ID), Key: "pupil.task.error.unanswered"}
		if len(item.Parts) > 1 {
			fault.Key, fault.Args = "pupil.task.error.part_unanswered", []any{"n", i + 1}
		}
		faults = append(faults, fault)
	}
	return faults
}

// pairable are the options that want a partner.
func pairable(p models.PartView) []models.CardView {
	if p.Type == models.PartMatching {
		return p.Options
	}
	return nil
}

// AnswerFault says, on the form of the item, why an answer was refused as
// malformed. Field is that of the refusal, such as parts.1.number.
func AnswerFault(item models.ItemView, field string) FieldError {
	for _, p := range item.Parts {
		part, ok := strings.CutPrefix(field, "parts."+p.ID+".")
		switch {
		case !ok:
		case part == "number":
			return FieldError{Field: fieldOfPart(p.ID), Key: "pupil.task.error.number"}
		case part == "text":
			return FieldError{Field: fieldOfPart(p.ID), Key: "pupil.task.error.text", Args: []any{"n", p.MaxChars}}
		default:
			return FieldError{Field: fieldOfPart(p.ID), Key: "pupil.task.error.again"}
		}
	}
	return FieldError{Key: "pupil.task.error.again"}
}

// MoveCard carries out the press of an up or down button of an ordering part,
// for browsers without script. It reports whether there was one; the answer
// then holds the new order and is not meant to be handed in yet.
func MoveCard(form url.Values, item models.ItemView, answer models.Answer) bool {
	for _, p := range item.Parts {
		move := form.Get(fieldOfPart(p.ID) + "-move")
		if p.Type != models.PartOrdering || move == "" {
			continue
		}
		direction, card, _ := strings.Cut(move, ":")
		order := answer.Parts[p.ID].Order
		i := slices.Index(order, card)
		j := i + 1
		if direction == "up" {
			j = i - 1
		}
		if i >= 0 && j >= 0 && j < len(order) {
			order[i], order[j] = order[j], order[i]
		}
		return true
	}
	return false
}
