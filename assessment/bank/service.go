package bank

import (
	"context"
	"encoding/json"
	"time"

	"suyang/models"
)

// Config is what a [Service] works with. One store usually satisfies all the
// interfaces but Rules.
type Config struct {
	Items    Items
	Drafts   Drafts
	Comments Comments
	People   People
	Rules    Rules
	Events   Events // nil: what happens is not logged

	Framework      []models.Node          // for the table of coverage
	Families       []models.Family        // that items belong to
	Misconceptions []models.Misconception // that wrong options name
	Clock          func() time.Time       // nil: time.Now
}

// Service looks after the bank. It is safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(c Config) *Service {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return &Service{c}
}

// mayWrite refuses whoever is no author.
func mayWrite(by models.Person) error {
	if by.Role != models.RoleAuthor {
		return models.Forbidden("only authors change the bank")
	}
	return nil
}

// update lets an author change a draft and logs that it happened.
func (s *Service) update(ctx context.Context, by models.Person, id models.DraftID, verb string, fn func(*models.Draft) error) (models.Draft, error) {
	if err := mayWrite(by); err != nil {
		return models.Draft{}, err
	}
	d, err := s.cfg.Drafts.UpdateDraft(ctx, id, func(d *models.Draft) error {
		if err := fn(d); err != nil {
			return err
		}
		d.UpdatedAt = s.cfg.Clock()
		return nil
	})
	if err != nil {
		return d, err
	}
	return d, s.log(ctx, by, verb, d)
}

func (s *Service) log(ctx context.Context, by models.Person, verb string, d models.Draft) error {
	if s.cfg.Events == nil {
		return nil
	}
	data, err := json.Marshal(map[string]any{"item": d.ItemID, "revision": d.Revision, "version": d.Version})
	if err != nil {
		return err
	}
	return s.cfg.Events.LogEvent(ctx, models.Event{
		ID: models.NewID[models.Event](), RegionID: by.RegionID, ActorID: by.ID, Verb: verb, Object: d.ID.String(), Data: data, At: s.cfg.Clock(),
	})
}

// current returns the bank's current version of an item.
func (s *Service) current(ctx context.Context, id string) (models.Item, error) {
	items, err := s.cfg.Items.Items(ctx)
	if err != nil {
		return models.Item{}, err
	}
	for _, it := range items {
		if it.ID == id {
			return it, nil
		}
	}
	return models.Item{}, models.NotFound("item")
}

// Check lists what the rules find wrong in an item beside the bank.
func (s *Service) Check(ctx context.Context, it models.Item) ([]models.ItemProblem, error) {
	items, err := s.cfg.Items.Items(ctx)
	if err != nil {
		return nil, err
	}
	return s.cfg.Rules.Check(it, items, nil), nil
}

// CheckText is [Service.Check] for the text of an item's file, with its lines.
func (s *Service) CheckText(ctx context.Context, text string) ([]models.ItemProblem, error) {
	it, problems := s.cfg.Rules.Read([]byte(text))
	if problems != nil {
		return problems, nil
	}
	items, err := s.cfg.Items.Items(ctx)
	if err != nil {
		return nil, err
	}
	return s.cfg.Rules.Check(it, items, []byte(text)), nil
}

// Read reads the text of an item's file; one that cannot be read is an empty
// item.
func (s *Service) Read(text string) models.Item {
	it, _ := s.cfg.Rules.Read([]byte(text))
	return it
}

// Text returns an item as the text of its file.
func (s *Service) Text(it models.Item) (string, error) {
	text, err := s.cfg.Rules.Write(it)
	return string(text), err
}

// Indicators are those that items can measure, in the order of the framework.
func (s *Service) Indicators() []models.Node {
	var tested []models.Node
	for _, n := range s.cfg.Framework {
		if n.Level == 3 && n.Tested {
			tested = append(tested, n)
		}
	}
	return tested
}

// Families are the specifications that items can belong to.
func (s *Service) Families() []models.Family { return s.cfg.Families }

// Misconceptions are those that wrong options can name.
func (s *Service) Misconceptions() []models.Misconception { return s.cfg.Misconceptions }
