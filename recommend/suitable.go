package recommend

import (
	"context"
	"slices"

	"suyang/models"
)

// longest is the most minutes a resource may take to be recommended.
const longest = 60

// suitable keeps what the learner can use: in a language she reads, not too
// long for a lesson, and of the translations of one page that in her language.
type suitable struct{}

func (suitable) recommend(_ context.Context, p Profile, picks []pick) ([]pick, error) {
	own := map[string]bool{} // groups that have a page in her language
	for _, c := range picks {
		if c.Resource.Group != "" && inLanguage(c.Resource, p.Locale) {
			own[c.Resource.Group] = true
		}
	}
	return slices.DeleteFunc(picks, func(c pick) bool {
		translated := own[c.Resource.Group] && !inLanguage(c.Resource, p.Locale)
		return translated || !reads(p, c.Resource) || c.Resource.Minutes > longest
	}), nil
}

// reads reports whether the learner can read the resource: everybody her own
// language, from junior secondary on both.
func reads(p Profile, r models.Resource) bool {
	if inLanguage(r, p.Locale) {
		return true
	}
	older := p.Stage == models.StageJunior || p.Stage == models.StageSenior
	return older && (inLanguage(r, models.ZhCN) || inLanguage(r, models.En))
}

// inLanguage compares languages without script or region: zh is zh-CN.
func inLanguage(r models.Resource, l models.Locale) bool {
	return language(r.Locale) == language(string(l))
}

func language(tag string) string {
	if len(tag) > 2 && tag[2] == '-' {
		return tag[:2]
	}
	return tag
}
