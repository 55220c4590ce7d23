package fit

import (
	"fmt"
	"slices"

	"suyang/irt"
)

// Model is what responses are compared with: items and, in each group, the
// distribution of the traits.
type Model struct {
	Groups []Group
	// Space holds the nodes over which traits are summed; the zero value: grids
	// of 61 nodes for one trait, 31 per trait for two, 15 for three, each from -6
	// to 6, and 5,000 quasi-Monte-Carlo nodes for more.
	Space irt.Space
	// Held names items whose parameters were not estimated from these data.
	Held []string
}

// Group is a group of persons.
type Group struct {
	Name string
	// Items are the same in all groups, in the order of the responses; their
	// parameters may differ.
	Items []irt.MultiItem
	// Latent is the distribution of the traits.
	Latent irt.Normal
}

// OneGroup is the model of items of one trait which is normal in a single
// group.
func OneGroup(items []irt.Item, mean, sd float64) Model {
	g := Group{Latent: irt.Normal{Mean: []float64{mean}, Covariance: [][]float64{{sd * sd}}}}
	for _, it := range items {
		g.Items = append(g.Items, it.Multi())
	}
	return Model{Groups: []Group{g}}
}

// traits is the number of traits.
func (m Model) traits() int { return m.Groups[0].Latent.Traits() }

// categories is the number of categories of each item.
func (m Model) categories() []int {
	var k []int
	for _, it := range m.Groups[0].Items {
		k = append(k, categories(it))
	}
	return k
}

// validate reports the first fault of the model.
func (m Model) validate() error {
	if len(m.Groups) == 0 || len(m.Groups[0].Items) == 0 {
		return fmt.Errorf("the model has no groups or no items")
	}
	for _, g := range m.Groups {
		if err := g.validate(m.Groups[0]); err != nil {
			return err
		}
	}
	if m.Space.Nodes() > 0 && m.Space.Traits() != m.traits() {
		return fmt.Errorf("nodes of %d traits for a model of %d", m.Space.Traits(), m.traits())
	}
	return nil
}

func (g Group) validate(first Group) error {
	if err := g.Latent.Validate(); err != nil {
		return fmt.Errorf("group %q: %w", g.Name, err)
	}
	if g.Latent.Traits() != first.Latent.Traits() || len(g.Items) != len(first.Items) {
		return fmt.Errorf("group %q has %d items of %d traits, the first group %d of %d", g.Name, len(g.Items), g.Latent.Traits(), len(first.Items), first.Latent.Traits())
	}
	for j, it := range g.Items {
		if err := it.Validate(); err != nil {
			return fmt.Errorf("group %q: %w", g.Name, err)
		}
		switch other := first.Items[j]; {
		case it.ID != other.ID || len(it.D) != len(other.D) || it.Model != other.Model:
			return fmt.Errorf("group %q: item %q (%v, %d categories) is %q (%v, %d) in the first group", g.Name, it.ID, it.Model, categories(it), other.ID, other.Model, categories(other))
		case len(it.A) != g.Latent.Traits():
			return fmt.Errorf("group %q: item %q has %d slopes for %d traits", g.Name, it.ID, len(it.A), g.Latent.Traits())
		}
	}
	return nil
}

// held tells whether the parameters of an item were not estimated.
func (m Model) held(item string) bool { return slices.Contains(m.Held, item) }

// space gives the nodes, the default ones where none are set.
func (m Model) space() irt.Space {
	switch traits := m.traits(); {
	case m.Space.Nodes() > 0:
		return m.Space
	case traits <= 3:
		return irt.ProductSpace(traits, [...]int{1: 61, 2: 31, 3: 15}[traits], -6, 6)
	default:
		return irt.QuasiSpace(5000, m.Groups[0].Latent)
	}
}
