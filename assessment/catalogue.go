package assessment

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"suyang/assessment/delivery"
	"suyang/assessment/item"
	"suyang/models"
)

// catalogue keeps items, forms and framework in memory, so that an answer does not read
// the bank. A change of the bank is seen after the reload time; versions of
// items never change and are kept for good.
type catalogue struct {
	bank   Bank
	reload time.Duration

	mu       sync.Mutex
	current  *shelf
	read     time.Time
	versions delivery.Items
}

// shelf is the bank as it was read at one time; it is not changed afterwards.
type shelf struct {
	forms     map[models.FormID]models.Form
	list      []models.Form
	pools     map[models.FormID][]models.Item
	framework []models.Node
	titles    map[string]models.Text // of items, by id
}

func (c *catalogue) shelf(ctx context.Context, now time.Time) (*shelf, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != nil && now.Sub(c.read).Abs() < c.reload {
		return c.current, nil
	}
	items, err := c.bank.Items(ctx)
	if err != nil {
		return nil, err
	}
	forms, err := c.bank.Forms(ctx)
	if err != nil {
		return nil, err
	}
	framework, err := c.bank.Framework(ctx)
	if err != nil {
		return nil, err
	}
	c.current, c.read = newShelf(forms, items, framework), now
	for _, it := range items {
		c.versions[delivery.Version{ItemID: it.ID, Number: it.Version}] = it
	}
	return c.current, nil
}

// forget makes the next reader read the bank again.
func (c *catalogue) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = nil
}

func newShelf(forms []models.Form, items []models.Item, framework []models.Node) *shelf {
	s := &shelf{
		forms: map[models.FormID]models.Form{}, list: forms,
		pools: map[models.FormID][]models.Item{}, framework: framework,
		titles: map[string]models.Text{},
	}
	for _, it := range items {
		s.titles[it.ID] = it.Title
	}
	for _, f := range forms {
		s.forms[f.ID] = f
		s.pools[f.ID] = pool(f, items)
	}
	return s
}

// pool lists the items a form can present: those it names, in its order, or
// those that serve its stage, by id; of an adaptive form only those of its
// pool, if it names one. Items that cannot be delivered are left
// out, so that one bad item does not stop a class; opening the form says so.
func pool(f models.Form, items []models.Item) []models.Item {
	var out []models.Item
	for _, it := range items {
		named := slices.Contains(f.Items, it.ID) || len(f.Items) == 0 && it.Serves(f.Stage)
		if named && f.Draws(it) && item.Deliverable(it) == nil {
			out = append(out, it)
		}
	}
	slices.SortFunc(out, func(a, b models.Item) int {
		if d := slices.Index(f.Items, a.ID) - slices.Index(f.Items, b.ID); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}

// named gives the item versions that the trails name.
func (c *catalogue) named(ctx context.Context, trails ...models.SessionTrail) (delivery.Items, error) {
	out := delivery.Items{}
	for _, t := range trails {
		for _, resp := range t.Responses {
			v := delivery.VersionOf(resp)
			if _, have := out[v]; have {
				continue
			}
			it, err := c.version(ctx, v)
			if err != nil {
				return nil, err
			}
			out[v] = it
		}
	}
	return out, nil
}

// held gives the item versions that a trail names from memory alone; the error
// is MissingVersion for one that has to be read first.
func (c *catalogue) held(t models.SessionTrail) (delivery.Items, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make(delivery.Items, len(t.Responses))
	for _, resp := range t.Responses {
		v := delivery.VersionOf(resp)
		it, have := c.versions[v]
		if !have {
			return nil, &delivery.MissingVersion{Version: v}
		}
		out[v] = it
	}
	return out, nil
}

func (c *catalogue) version(ctx context.Context, v delivery.Version) (models.Item, error) {
	c.mu.Lock()
	it, have := c.versions[v]
	c.mu.Unlock()
	if have {
		return it, nil
	}
	it, err := c.bank.ItemVersion(ctx, v.ItemID, v.Number)
	if err != nil {
		return it, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.versions[v] = it
	return it, nil
}
