package files

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	"suyang/irt"
)

// OpenCalibration reads an items.json by path.
func OpenCalibration(path string) (*Calibration, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	c, err := ReadCalibration(file, path)
	return c, errors.Join(err, file.Close())
}

// ReadCalibration reads and checks an items.json. file is the name that errors
// give. Of an item's thresholds b and intercepts d one may be left out; groups
// and quadrature too, for one standard normal group and 61 points to 6.
func ReadCalibration(r io.Reader, file string) (*Calibration, error) {
	c := &Calibration{Quadrature: Quadrature{Points: 61, Range: 6}}
	if err := json.NewDecoder(r).Decode(c); err != nil {
		return nil, &Error{File: file, Message: fmt.Sprintf("is not an items file: %v", err)}
	}
	fault := func(field, format string, args ...any) error {
		return &Error{File: file, Field: field, Message: fmt.Sprintf(format, args...)}
	}
	switch q := c.Quadrature; {
	case c.SchemaVersion != SchemaVersion:
		return nil, fault("schema_version", "%d is not supported; this program reads version %d", c.SchemaVersion, SchemaVersion)
	case q.Points < 5 || q.Points > 1001 || !(q.Range > 0 && q.Range <= 20):
		return nil, fault("quadrature", "%d points to %v; use 5 to 1001 points and a range above 0 up to 20", q.Points, q.Range)
	case len(c.Items) == 0:
		return nil, fault("items", "there are no items")
	}
	if len(c.Groups) == 0 {
		c.Groups = []Group{{SD: 1}}
	}
	for i, g := range c.Groups {
		if !(g.SD > 0) || math.IsInf(g.SD, 0) {
			return nil, fault(fmt.Sprintf("groups[%d].sd", i), "%v must be above 0", g.SD)
		}
	}
	seen := make(map[string]bool, len(c.Items))
	for i := range c.Items {
		it := &c.Items[i]
		if err := it.complete(); err != nil {
			return nil, fault(fmt.Sprintf("items[%d]", i), "%v", err)
		}
		if seen[it.ID] {
			return nil, fault(fmt.Sprintf("items[%d].id", i), "item %q is there twice", it.ID)
		}
		seen[it.ID] = true
	}
	return c, nil
}

// complete checks an item and fills in what may be left out.
func (it *Item) complete() error {
	if it.ID == "" {
		return errors.New("the id is missing")
	}
	if len(it.A) != 1 {
		return fmt.Errorf("item %q has %d slopes in a, one is needed", it.ID, len(it.A))
	}
	given := it.B
	if len(it.B) == 0 {
		it.B = irt.Thresholds(it.Model, it.A[0], it.D)
	}
	response := it.response()
	if err := response.Validate(); err != nil {
		return err
	}
	intercepts := response.Intercepts()
	if len(it.D) > 0 && len(given) > 0 && !same(it.D, intercepts) {
		return fmt.Errorf("item %q: a, b and d contradict each other; leave b or d out", it.ID)
	}
	if len(it.D) == 0 {
		it.D = intercepts
	}
	if it.U == 0 {
		it.U = 1
	}
	if it.U != 1 {
		return fmt.Errorf("item %q: an upper asymptote u of %v is not supported, it must be 1", it.ID, it.U)
	}
	return it.checkCodes()
}

func (it *Item) response() irt.Item {
	return irt.Item{ID: it.ID, Model: it.Model, A: it.A[0], B: it.B, C: it.C}
}

func (it *Item) checkCodes() error {
	if len(it.Codes) == 0 {
		return nil
	}
	if len(it.Codes) != len(it.B)+1 {
		return fmt.Errorf("item %q has %d codes for %d categories", it.ID, len(it.Codes), len(it.B)+1)
	}
	for k, code := range it.Codes {
		if code < 0 || code > MaxCode || slices.Contains(it.Codes[:k], code) {
			return fmt.Errorf("item %q: codes %v must differ and be from 0 to %d", it.ID, it.Codes, MaxCode)
		}
	}
	return nil
}

// ResponseModels are the items as response functions.
func (c *Calibration) ResponseModels() []irt.Item {
	items := make([]irt.Item, len(c.Items))
	for i := range c.Items {
		items[i] = c.Items[i].response()
	}
	return items
}

// same tells whether two lists are equal up to rounding.
func same(x, y []float64) bool {
	return slices.EqualFunc(x, y, func(u, v float64) bool { return math.Abs(u-v) <= 1e-6*(1+math.Abs(v)) })
}
