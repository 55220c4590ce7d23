package usage

import (
	"context"
	"reflect"
	"slices"

	"suyang/assessment/scale"
	"suyang/models"
)

// Trails reads what was answered.
type Trails interface {
	// ItemTrails lists the newest sessions that count and answered the item,
	// with all their responses; at most limit.
	ItemTrails(ctx context.Context, item string, limit int) ([]models.SessionTrail, error)
	// RecentTrails lists the newest sessions that count; at most limit.
	RecentTrails(ctx context.Context, limit int) ([]models.SessionTrail, error)
	// ItemExposure counts the sessions that showed the item, and all sessions
	// of the forms.
	ItemExposure(ctx context.Context, item string, forms []models.FormID) (shown, sessions int, err error)
}

// Bank holds items and forms.
type Bank interface {
	Items(ctx context.Context) ([]models.Item, error)
	ItemVersion(ctx context.Context, id string, version int) (models.Item, error)
	Forms(ctx context.Context) ([]models.Form, error)
}

// Config is what a [Service] works with.
type Config struct {
	Trails Trails
	Bank   Bank
	Limit  int // most sittings of one item, the newest; 0: 2000
	Recent int // most sessions for the statistics of all items, the newest; 0: 50000
}

// Service gathers the statistics of items. It is safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(c Config) *Service {
	if c.Limit == 0 {
		c.Limit = 2000
	}
	if c.Recent == 0 {
		c.Recent = 50_000
	}
	return &Service{c}
}

// Item gives the statistics of the current version of an item. Sittings of
// former versions count where only the parameters have changed since.
func (s *Service) Item(ctx context.Context, id string) (Statistics, error) {
	b, err := s.bank(ctx)
	if err != nil {
		return Statistics{}, err
	}
	i := slices.IndexFunc(b.items, func(it models.Item) bool { return it.ID == id })
	if i < 0 {
		return Statistics{}, models.NotFound("item")
	}
	shown, sessions, err := s.cfg.Trails.ItemExposure(ctx, id, b.showing(b.items[i]))
	if err != nil {
		return Statistics{}, err
	}
	trails, err := s.cfg.Trails.ItemTrails(ctx, id, s.cfg.Limit)
	if err != nil {
		return Statistics{}, err
	}
	return b.statistics(ctx, b.items[i], trails, Exposure{shown, sessions})
}

// All gives the statistics of every item of the bank, in the bank's order,
// from the newest sessions.
func (s *Service) All(ctx context.Context) ([]Statistics, error) {
	b, err := s.bank(ctx)
	if err != nil {
		return nil, err
	}
	recent, err := s.cfg.Trails.RecentTrails(ctx, s.cfg.Recent)
	if err != nil {
		return nil, err
	}
	byItem, byForm := map[string][]models.SessionTrail{}, map[models.FormID]int{}
	for _, t := range recent {
		byForm[t.Session.FormID]++
		for _, r := range t.Responses {
			byItem[r.ItemID] = append(byItem[r.ItemID], t)
		}
	}
	var all []Statistics
	for _, it := range b.items {
		exposure := Exposure{Shown: len(byItem[it.ID])}
		for _, form := range b.showing(it) {
			exposure.Sessions += byForm[form]
		}
		one, err := b.statistics(ctx, it, byItem[it.ID], exposure)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// shelf is the bank as it is now, with versions that were asked for.
type shelf struct {
	*Service
	items    []models.Item
	forms    []models.Form
	versions map[version]models.Item
}

type version struct {
	id     string
	number int
}

func (s *Service) bank(ctx context.Context) (*shelf, error) {
	items, err := s.cfg.Bank.Items(ctx)
	if err != nil {
		return nil, err
	}
	forms, err := s.cfg.Bank.Forms(ctx)
	if err != nil {
		return nil, err
	}
	b := &shelf{Service: s, items: items, forms: forms, versions: map[version]models.Item{}}
	for _, it := range items {
		b.versions[version{it.ID, it.Version}] = it
	}
	return b, nil
}

// of gives the version that a response answered.
func (b *shelf) of(ctx context.Context, r models.Response) (models.Item, error) {
	v := version{r.ItemID, r.ItemVersion}
	if it, held := b.versions[v]; held {
		return it, nil
	}
	it, err := b.cfg.Bank.ItemVersion(ctx, v.id, v.number)
	if err == nil {
		b.versions[v] = it
	}
	return it, err
}

func (b *shelf) statistics(ctx context.Context, it models.Item, trails []models.SessionTrail, exposure Exposure) (Statistics, error) {
	var sittings []Sitting
	for _, t := range trails {
		one, counts, err := b.sitting(ctx, it, t)
		if err != nil {
			return Statistics{}, err
		}
		if counts {
			sittings = append(sittings, one)
		}
	}
	return Of(it, sittings, exposure), nil
}

// showing lists the forms that may show the item.
func (b *shelf) showing(it models.Item) []models.FormID {
	var forms []models.FormID
	for _, f := range b.forms {
		if slices.Contains(f.Items, it.ID) || len(f.Items) == 0 && it.Serves(f.Stage) && f.Draws(it) {
			forms = append(forms, f.ID)
		}
	}
	return forms
}

// stage is that of the form of a session, or of the item where the form is
// gone.
func (b *shelf) stage(it models.Item, form models.FormID) models.Stage {
	for _, f := range b.forms {
		if f.ID == form {
			return f.Stage
		}
	}
	return it.Stage
}

// sitting takes the response to the item from a session and judges the pupil
// by the others. It does not count when it answered another text.
func (b *shelf) sitting(ctx context.Context, it models.Item, t models.SessionTrail) (one Sitting, counts bool, err error) {
	var to models.Response
	var others []scale.Observation
	for _, r := range t.Responses {
		if !r.Answered() {
			continue
		}
		answered, err := b.of(ctx, r)
		if err != nil {
			return one, false, err
		}
		if r.ItemID == it.ID {
			to, counts = r, sameText(answered, it)
			continue
		}
		others = append(others, scale.Observation{Item: answered, Points: r.Score.Points})
	}
	if !counts {
		return one, false, nil
	}
	one = NewSitting(to, b.stage(it, t.Session.FormID), others)
	one.Paper = t.Session.Paper
	return one, true, nil
}

// sameText reports whether two versions differ in their parameters at most.
func sameText(a, b models.Item) bool {
	a.Version, b.Version = 0, 0
	a.Parameters, b.Parameters = models.Parameters{}, models.Parameters{}
	return reflect.DeepEqual(a, b)
}
