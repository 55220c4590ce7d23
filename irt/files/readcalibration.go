package files

import (
	"cmp"
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
// and quadrature too, for one standard normal group and the usual nodes.
func ReadCalibration(r io.Reader, file string) (*Calibration, error) {
	c := new(Calibration)
	decoder := json.NewDecoder(r)
	if err := decoder.Decode(c); err != nil {
		return nil, &Error{File: file, Message: fmt.Sprintf("is not an items file: %v", plainly(err))}
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, &Error{File: file, Message: "is not an items file: there is more after its end"}
	}
	for _, check := range []func() *Error{c.checkHead, c.completeItems, c.checkCovariance, c.completeGroups, c.checkRegression} {
		if fault := check(); fault != nil {
			fault.File = file
			return nil, fault
		}
	}
	return c, nil
}

// plainly words an error of decoding without words of Go.
func plainly(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("%s: %s is not what belongs there", cmp.Or(wrong.Field, "the whole"), wrong.Value)
	}
	return err
}

// UnmarshalJSON reads an item; errors name it.
func (it *Item) UnmarshalJSON(text []byte) error {
	type plain Item
	const missing = ^irt.Model(0)
	it.Model = missing
	if err := json.Unmarshal(text, (*plain)(it)); err != nil {
		return fmt.Errorf("item %q: %w", it.ID, plainly(err))
	}
	if it.Model == missing {
		return fmt.Errorf("item %q: the model is missing", it.ID)
	}
	return nil
}

func fault(field, format string, args ...any) *Error {
	return &Error{Field: field, Message: fmt.Sprintf(format, args...)}
}

func (c *Calibration) checkHead() *Error {
	if c.SchemaVersion != SchemaVersion {
		return fault("schema_version", "%d is not supported; this program reads version %d", c.SchemaVersion, SchemaVersion)
	}
	for d, name := range c.Dimensions {
		if name == "" || slices.Contains(c.Dimensions[:d], name) {
			return fault(fmt.Sprintf("dimensions[%d]", d), "%q is empty or there twice", name)
		}
	}
	if c.Quadrature == (Quadrature{}) {
		c.Quadrature = usualQuadrature(c.Traits())
	}
	return c.Quadrature.check(c.Traits())
}

func (c *Calibration) completeGroups() *Error {
	if len(c.Groups) == 0 {
		c.Groups = []Group{{SD: 1}}
	}
	for i := range c.Groups {
		field := fmt.Sprintf("groups[%d]", i)
		if slices.ContainsFunc(c.Groups[:i], func(g Group) bool { return g.Name == c.Groups[i].Name }) {
			return fault(field+".name", "group %q is there twice", c.Groups[i].Name)
		}
		if err := c.completeGroup(&c.Groups[i], field); err != nil {
			return err
		}
	}
	if name := c.ReferenceGroup; name != "" && !slices.ContainsFunc(c.Groups, func(g Group) bool { return g.Name == name }) {
		return fault("reference_group", "there is no group %q", name)
	}
	return nil
}

func (c *Calibration) completeGroup(g *Group, field string) *Error {
	if err := c.completeList(g.Items, field+".items"); err != nil {
		return err
	}
	for i := range g.Items {
		if err := c.compareWithMain(&g.Items[i], fmt.Sprintf("%s.items[%d]", field, i)); err != nil {
			return err
		}
	}
	for i, id := range g.LeftOut {
		if find(c.Items, id) < 0 {
			return fault(fmt.Sprintf("%s.left_out[%d]", field, i), "item %q is not among the items of the file", id)
		}
	}
	if c.Traits() == 1 {
		if !(g.SD > 0) || math.IsInf(g.SD, 0) {
			return fault(field+".sd", "%v must be above 0", g.SD)
		}
		return nil
	}
	return c.completeTraits(g, field)
}

// completeTraits checks the distribution of several traits; without one it is
// standard normal.
func (c *Calibration) completeTraits(g *Group, field string) *Error {
	standard := irt.StandardNormal(c.Traits())
	if g.Means == nil {
		g.Means = standard.Mean
	}
	if g.Covariance == nil {
		g.Covariance = standard.Covariance
	}
	if len(g.Means) != c.Traits() {
		return fault(field+".means", "%d means for %d dimensions", len(g.Means), c.Traits())
	}
	if err := (irt.Normal{Mean: g.Means, Covariance: g.Covariance}).Validate(); err != nil {
		return fault(field+".covariance", "%v", err)
	}
	g.Mean, g.SD = g.Means[0], math.Sqrt(g.Covariance[0][0])
	return nil
}

// compareWithMain checks that an item of a group differs from the one of the
// same id in parameters only.
func (c *Calibration) compareWithMain(it *Item, field string) *Error {
	at := find(c.Items, it.ID)
	switch {
	case at < 0:
		return fault(field+".id", "item %q is not among the items of the file", it.ID)
	case len(it.D) != len(c.Items[at].D):
		return fault(field, "item %q has %d categories, in other groups %d", it.ID, len(it.D)+1, len(c.Items[at].D)+1)
	case !slices.Equal(it.Codes, c.Items[at].Codes):
		return fault(field+".codes", "the codes of item %q differ from those in other groups", it.ID)
	}
	return nil
}

func (c *Calibration) checkRegression() *Error {
	r := c.Regression
	if r == nil {
		return nil
	}
	if len(r.Names) == 0 || len(r.Coefficients) != len(r.Names) {
		return fault("regression.coefficients", "%d rows for %d names", len(r.Coefficients), len(r.Names))
	}
	for i, row := range r.Coefficients {
		if len(row) != c.Traits() {
			return fault(fmt.Sprintf("regression.coefficients[%d]", i), "%d numbers, one for each of %d traits is needed", len(row), c.Traits())
		}
		if slices.Contains(r.Names[:i], r.Names[i]) {
			return fault(fmt.Sprintf("regression.names[%d]", i), "%q is there twice", r.Names[i])
		}
	}
	return nil
}
