package paper

import (
	"slices"

	"suyang/assessment/item"
	"suyang/models"
)

// names of the versions of a booklet: neighbours get different ones.
var names = []string{"A", "B"}

// draws is how many orders are tried for a version of an item.
const draws = 30

// Versions puts the options of the items in an order for each version, the
// same for the same seed: in version B as many parts as can be have other
// letters for the key than in A. Options of a fixed order keep it.
func Versions(items []models.Item, seed uint64) []models.PaperVersion {
	versions := make([]models.PaperVersion, len(names))
	for i, name := range names {
		versions[i] = models.PaperVersion{Name: name, Orders: map[string]map[string][]string{}}
	}
	for _, it := range items {
		first := item.View(it, models.ZhCN, seed)
		second, most := first, -1
		for i := range uint64(draws) {
			view := item.View(it, models.ZhCN, seed+1+i)
			if n := apart(it, first, view); n > most {
				second, most = view, n
			}
		}
		versions[0].Orders[it.ID], versions[1].Orders[it.ID] = orders(first), orders(second)
	}
	return versions
}

// apart counts the parts whose key is written differently in two views.
func apart(it models.Item, a, b models.ItemView) int {
	n := 0
	for i, p := range it.Parts {
		if key := item.Key(p); Write(a.Parts[i], key) != Write(b.Parts[i], key) {
			n++
		}
	}
	return n
}

func orders(view models.ItemView) map[string][]string {
	out := map[string][]string{}
	for _, p := range view.Parts {
		for _, o := range p.Options {
			out[p.ID] = append(out[p.ID], o.ID)
		}
	}
	return out
}

// View is an item as a version prints it, in locale l.
func View(it models.Item, v models.PaperVersion, l models.Locale) models.ItemView {
	view := item.View(it, l, 0)
	for _, p := range view.Parts {
		order := v.Orders[it.ID][p.ID]
		slices.SortStableFunc(p.Options, func(a, b models.CardView) int {
			return slices.Index(order, a.ID) - slices.Index(order, b.ID)
		})
	}
	return view
}
