package web

import (
	"fmt"

	"suyang/models"
	"suyang/web/i18n"
)

// ItemChoices are the values that fields of an item choose from, by the name of the field.
func (r *Renderer) ItemChoices(l i18n.Locale, indicators []models.Node, families []models.Family, misconceptions []models.Misconception) map[string][]Choice {
	choices := map[string][]Choice{
		"stage": labelled(r, l, "author.stage.%s", models.Stages()),
		"pool":  labelled(r, l, "author.pool.%s", []models.Pool{models.PoolPractice, models.PoolSecure}),
		"type":  labelled(r, l, "author.type.%s", models.PartTypes()),
		"rule":  labelled(r, l, "author.rule.%s", models.Rules()),
		"model": {{Value: "", Label: "gpcm"}},
	}
	none := []Choice{{Label: r.catalog.T(l, "author.edit.none")}}
	choices["link_stage"] = append(none, choices["stage"]...)
	for _, m := range models.ItemModels {
		choices["model"] = append(choices["model"], Choice{Value: m, Label: m})
	}
	for _, n := range indicators {
		choices["indicator"] = append(choices["indicator"], Choice{Value: n.Code, Label: n.Code + " " + n.Name.In(models.Locale(l))})
	}
	for _, f := range families {
		choices["family"] = append(choices["family"], Choice{Value: f.Code, Label: f.Code + " " + f.Title.In(models.Locale(l))})
	}
	choices["misconception"] = none
	for _, m := range misconceptions {
		choices["misconception"] = append(choices["misconception"], Choice{Value: m.Code, Label: m.Name.In(models.Locale(l)) + " (" + m.Code + ")"})
	}
	return choices
}

func labelled[E ~string](r *Renderer, l i18n.Locale, pattern string, values []E) []Choice {
	choices := make([]Choice, len(values))
	for i, v := range values {
		choices[i] = Choice{Value: string(v), Label: r.catalog.T(l, fmt.Sprintf(pattern, string(v)))}
	}
	return choices
}
