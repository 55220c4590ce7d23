package assembly

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"suyang/assessment/item"
	"suyang/irt/cat"
	"suyang/models"
)

// Blueprint is the share of score points of each dimension, in every stage.
var Blueprint = map[string]float64{"A": 0.15, "B": 0.26, "C": 0.40, "D": 0.19}

// ErrBank is in the error of a form that asks for more than the bank has.
var ErrBank = errors.New("the bank cannot fill such a form")

// Bounds of a test that can be asked for.
const (
	MinItems, MaxItems     = 5, 60
	MinMinutes, MaxMinutes = 10, 180
)

// Spec is what a form should be. Of Items and Minutes one is given, the other
// is 0.
type Spec struct {
	Stage   models.Stage
	Pool    models.Pool
	Items   int // MinItems to MaxItems
	Minutes int // of expected working time: MinMinutes to MaxMinutes
	Seed    uint64
}

// Validate reports the first field that asks for what cannot be.
func (s Spec) Validate() error {
	if _, err := models.ParseStage(string(s.Stage)); err != nil {
		return models.Invalid("stage", "choose one of the stages")
	}
	if _, err := models.ParsePool(string(s.Pool)); err != nil {
		return models.Invalid("pool", "choose secure or practice")
	}
	switch {
	case (s.Items == 0) == (s.Minutes == 0):
		return models.Invalid("items", "say how many items, or how many minutes; one of the two")
	case s.Items != 0 && (s.Items < MinItems || s.Items > MaxItems):
		return models.Invalid("items", fmt.Sprintf("%d items are outside %d to %d", s.Items, MinItems, MaxItems))
	case s.Minutes != 0 && (s.Minutes < MinMinutes || s.Minutes > MaxMinutes):
		return models.Invalid("minutes", fmt.Sprintf("%d minutes are outside %d to %d", s.Minutes, MinMinutes, MaxMinutes))
	}
	return nil
}

// Code is the code of a form made to the spec.
func (s Spec) Code() string {
	length := fmt.Sprintf("%ditems", s.Items)
	if s.Minutes > 0 {
		length = fmt.Sprintf("%dmin", s.Minutes)
	}
	return fmt.Sprintf("%s-%s-%s-%d", s.Stage, s.Pool, length, s.Seed)
}

// tolerances are how far the share of a dimension may lie from the blueprint,
// tried in turn: a short test cannot meet it closely.
var tolerances = []float64{0.03, 0.06, 0.10}

// Assemble chooses items of the bank to the spec, the easiest first. The same
// items, in whatever order, and the same spec give the same form. ErrBank, of
// CodeInvalid, says what the bank lacks.
func Assemble(bank []models.Item, s Spec) ([]models.Item, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	pool := candidates(bank, s)
	var reason error
	for _, tolerance := range tolerances {
		for _, length := range lengths(pool, s) {
			chosen, err := assemble(pool, s, length, tolerance)
			if err == nil {
				return chosen, nil
			}
			reason = err
		}
	}
	if reason == nil {
		reason = fmt.Errorf("its %d suitable items do not last so long", len(pool))
	}
	field := "items"
	if s.Minutes > 0 {
		field = "minutes"
	}
	refusal := models.Errorf(models.CodeInvalid, "%w: %s", ErrBank, reason)
	refusal.Field = field
	return nil, refusal
}

// candidates are the items that may stand in the form, the easiest first.
func candidates(bank []models.Item, s Spec) []models.Item {
	var pool []models.Item
	for _, it := range bank {
		if it.Pool == s.Pool && it.Serves(s.Stage) && item.Deliverable(it) == nil {
			pool = append(pool, it)
		}
	}
	slices.SortFunc(pool, func(a, b models.Item) int {
		return cmp.Or(cmp.Compare(difficulty(a), difficulty(b)), strings.Compare(a.ID, b.ID))
	})
	return pool
}

// difficulty is the mean of the thresholds.
func difficulty(it models.Item) float64 {
	sum := 0.0
	for _, b := range it.Parameters.B {
		sum += b
	}
	return sum / float64(len(it.Parameters.B))
}

// lengths are the numbers of items to try, the best first: as asked for, or
// around what the minutes hold of average items.
func lengths(pool []models.Item, s Spec) []int {
	if s.Minutes == 0 {
		return []int{s.Items}
	}
	seconds := 0
	for _, it := range pool {
		seconds += it.Seconds
	}
	if seconds == 0 {
		return nil
	}
	guess := s.Minutes * 60 * len(pool) / seconds
	var out []int
	for _, n := range []int{guess, guess - 1, guess + 1, guess - 2, guess + 2, guess - 3} {
		if n >= 1 && n <= min(len(pool), MaxItems) {
			out = append(out, n)
		}
	}
	return out
}

// assemble solves the program for one length and tolerance, with values of
// items drawn by the seed: each seed prefers other items.
func assemble(pool []models.Item, s Spec, length int, tolerance float64) ([]models.Item, error) {
	blueprint := cat.Blueprint{Length: length, Constraints: slices.Concat(
		shares(pool, tolerance), exclusions(pool), spread(pool, length), time(pool, s),
	)}
	shadow, err := cat.NewShadow(len(pool), blueprint)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(s.Seed, 0))
	values := make([]float64, len(pool))
	for i := range values {
		values[i] = rng.Float64()
	}
	test, err := shadow.Assemble(values, cat.State{})
	if err != nil {
		return nil, err
	}
	chosen := make([]models.Item, len(test))
	for i, j := range test {
		chosen[i] = pool[j]
	}
	return chosen, nil
}

// shares keep the points of each dimension within the tolerance of its share
// of all points p: with share w, the sum of p - (w-tolerance) p over the test
// is not below 0, that of p - (w+tolerance) p not above.
func shares(pool []models.Item, tolerance float64) []cat.Constraint {
	var out []cat.Constraint
	for _, dimension := range slices.Sorted(maps.Keys(Blueprint)) {
		share := Blueprint[dimension]
		low, high := everything(pool), everything(pool)
		low.Name, low.Min, low.Max = dimension+" enough", 0, math.Inf(1)
		high.Name, high.Min, high.Max = dimension+" not too much", math.Inf(-1), 0
		for i, it := range pool {
			points, within := float64(it.Max()), 0.0
			if models.Dimension(it.Indicator) == dimension {
				within = points
			}
			low.Amounts[i] = within - (share-tolerance)*points
			high.Amounts[i] = within - (share+tolerance)*points
		}
		out = append(out, low, high)
	}
	return out
}

func everything(pool []models.Item) cat.Constraint {
	c := cat.Constraint{Items: make([]int, len(pool)), Amounts: make([]float64, len(pool))}
	for i := range pool {
		c.Items[i] = i
	}
	return c
}

// exclusions allow one item of a family, and one of two enemies.
func exclusions(pool []models.Item) []cat.Constraint {
	var out []cat.Constraint
	families := map[string][]int{}
	for i, it := range pool {
		if it.Family != "" {
			families[it.Family] = append(families[it.Family], i)
		}
		for j, other := range pool[:i] {
			if other.Family != it.Family && it.Clashes(other) {
				out = append(out, atMostOne(other.ID+" or "+it.ID, []int{j, i}))
			}
		}
	}
	for _, family := range slices.Sorted(maps.Keys(families)) {
		if len(families[family]) > 1 {
			out = append(out, atMostOne("one of family "+family, families[family]))
		}
	}
	return out
}

func atMostOne(name string, items []int) cat.Constraint {
	return cat.Constraint{Name: name, Items: items, Max: 1}
}

// spread wants a quarter of the test from each third of the pool by
// difficulty; the pool is sorted.
func spread(pool []models.Item, length int) []cat.Constraint {
	var out []cat.Constraint
	for i, name := range []string{"easy items", "middling items", "hard items"} {
		c := cat.Constraint{Name: name, Min: float64(length / 4), Max: math.Inf(1)}
		for j := i * len(pool) / 3; j < (i+1)*len(pool)/3; j++ {
			c.Items = append(c.Items, j)
		}
		out = append(out, c)
	}
	return out
}

// time keeps the expected working time to the last tenth of the minutes.
func time(pool []models.Item, s Spec) []cat.Constraint {
	if s.Minutes == 0 {
		return nil
	}
	c := everything(pool)
	c.Name, c.Max = "minutes", float64(s.Minutes*60)
	c.Min = 0.9 * c.Max
	for i, it := range pool {
		c.Amounts[i] = float64(it.Seconds)
	}
	return []cat.Constraint{c}
}
