package files

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/floats"

	"suyang/irt"
)

// scoring is the state of one call of Score.
type scoring struct {
	file      string
	items     []*Item      // per column of src
	leftOut   [][]int      // per group: columns of items that it lacks
	category  [][256]uint8 // per column: category of each code, or unknown
	groups    []Group
	means     [][]float64 // per group
	estimates []estimate  // per group
	absent    []string
	// coefficients are those of the columns of covariates, covariates x traits;
	// nil where the prior does not depend on them.
	coefficients [][]float64

	columns []outColumn
	values  []float64 // persons x columns
	text    []byte
}

// estimate fills values, persons x columns of the output.
type estimate func(values []float64, p irt.Persons)

// unknown marks a code that an item does not have.
const unknown = irt.MissingCell - 1

func newScoring(c *Calibration, src *Reader, o ScoreOptions) (*scoring, error) {
	if err := c.checkScore(src, o); err != nil {
		return nil, err
	}
	s := &scoring{file: src.file, groups: c.Groups, absent: []string{}, columns: c.outColumns(o)}
	for _, name := range src.Items() {
		at := find(c.Items, name)
		if at < 0 {
			return nil, &Error{File: src.file, Field: name, Message: "is not among the calibrated items"}
		}
		s.items = append(s.items, &c.Items[at])
		s.category = append(s.category, c.Items[at].categories())
	}
	for _, it := range c.Items {
		if !slices.Contains(src.Items(), it.ID) {
			s.absent = append(s.absent, it.ID)
		}
	}
	if err := s.regress(c, src, o); err != nil {
		return nil, err
	}
	for g := range c.Groups {
		s.means = append(s.means, c.Distribution(g).Mean)
		s.estimates = append(s.estimates, c.estimator(g, src.Items(), o))
		s.leftOut = append(s.leftOut, c.Groups[g].lacking(src.Items()))
	}
	return s, nil
}

// regress finds the coefficients of the columns of covariates. Estimates that
// depend on no prior need none.
func (s *scoring) regress(c *Calibration, src *Reader, o ScoreOptions) error {
	priorless := o.PlausibleValues == 0 && !o.Densities && (o.Method == irt.ByML || o.Method == irt.ByWLE)
	if c.Regression == nil || priorless {
		return nil
	}
	for _, name := range src.covariates {
		at := slices.Index(c.Regression.Names, name)
		if at < 0 {
			return &Error{File: src.file, Field: name, Message: fmt.Sprintf("is not in the regression, which is on %s", strings.Join(c.Regression.Names, ", "))}
		}
		s.coefficients = append(s.coefficients, c.Regression.Coefficients[at])
	}
	if len(src.covariates) < len(c.Regression.Names) {
		return &Error{File: src.file, Message: fmt.Sprintf("the items were calibrated with a regression on %s; name these columns as covariates", strings.Join(c.Regression.Names, ", "))}
	}
	return nil
}

// categories maps each code to its category.
func (it *Item) categories() (category [256]uint8) {
	for code := range category {
		category[code] = unknown
	}
	category[irt.MissingCell] = irt.MissingCell
	for k, code := range it.responseCodes() {
		category[code] = uint8(k)
	}
	return category
}

// code is the response code of a category.
func (it *Item) code(category int) int {
	if len(it.Codes) == 0 {
		return category
	}
	return it.Codes[category]
}

// score fills values for the persons of a block, of which before came earlier.
func (s *scoring) score(b *Block, before int) error {
	if err := s.recode(b); err != nil {
		return err
	}
	n := len(s.columns)
	s.values = slices.Grow(s.values[:0], b.Persons*n)[:b.Persons*n]
	members, err := s.members(b)
	if err != nil {
		return err
	}
	for g, persons := range members {
		s.blankLeftOut(b, g, persons)
		p := s.gather(b, g, persons, before)
		if len(persons) == b.Persons {
			s.estimates[g](s.values, p)
			continue
		}
		values := make([]float64, len(persons)*n)
		s.estimates[g](values, p)
		for k, i := range persons {
			copy(s.values[i*n:(i+1)*n], values[k*n:])
		}
	}
	return nil
}

// lacking lists which of the columns hold items that the group lacks.
func (g *Group) lacking(names []string) (columns []int) {
	for j, name := range names {
		if slices.Contains(g.LeftOut, name) {
			columns = append(columns, j)
		}
	}
	return columns
}

// blankLeftOut makes the answers of persons of a group to items that it lacks
// missing.
func (s *scoring) blankLeftOut(b *Block, g int, persons []int) {
	if len(s.leftOut[g]) == 0 {
		return
	}
	items := len(s.items)
	for _, i := range persons {
		blank(b.Codes[i*items:(i+1)*items], s.leftOut[g])
	}
}

func blank(cells []uint8, columns []int) {
	for _, j := range columns {
		cells[j] = irt.MissingCell
	}
}

// BlankLeftOut makes the responses missing that persons gave to items which
// their group lacks. groups holds each person's group as an index of c.Groups;
// nil: all are of the first.
func (c *Calibration) BlankLeftOut(r irt.Responses, groups []int) {
	var columns [][]int
	for g := range c.Groups {
		columns = append(columns, c.Groups[g].lacking(r.Items))
	}
	for i := range r.Persons() {
		g := 0
		if groups != nil {
			g = groups[i]
		}
		blank(r.Row(i), columns[g])
	}
}

// recode turns codes to categories.
func (s *scoring) recode(b *Block) error {
	items := len(s.items)
	for i := range b.Persons {
		for j, code := range b.Codes[i*items : (i+1)*items] {
			k := s.category[j][code]
			if k == unknown {
				it := s.items[j]
				return &Error{File: s.file, Line: b.Line + i, Field: it.ID, Message: fmt.Sprintf("code %d was not among the calibrated codes %s", code, it.listCodes())}
			}
			b.Codes[i*items+j] = k
		}
	}
	return nil
}

func (it *Item) listCodes() string {
	var codes []string
	for _, code := range it.responseCodes() {
		codes = append(codes, strconv.Itoa(code))
	}
	return strings.Join(codes, ", ")
}

// members lists the persons of each group.
func (s *scoring) members(b *Block) ([][]int, error) {
	members := make([][]int, len(s.groups))
	for i := range b.Persons {
		g := 0
		if len(s.groups) > 1 {
			g = slices.IndexFunc(s.groups, func(g Group) bool { return g.Name == b.Groups[i] })
		}
		if g < 0 {
			return nil, &Error{File: s.file, Line: b.Line + i, Message: fmt.Sprintf("group %q was not calibrated", b.Groups[i])}
		}
		members[g] = append(members[g], i)
	}
	return members, nil
}

// gather lists what is known of persons of one group.
func (s *scoring) gather(b *Block, g int, persons []int, before int) irt.Persons {
	items, covariates := len(s.items), len(s.coefficients)
	p := irt.Persons{Cells: b.Codes}
	if len(persons) < b.Persons {
		p.Cells = make([]uint8, 0, len(persons)*items)
	}
	for _, i := range persons {
		p.Numbers = append(p.Numbers, before+i)
		if len(persons) < b.Persons {
			p.Cells = append(p.Cells, b.Codes[i*items:(i+1)*items]...)
		}
		if covariates > 0 {
			p.Means = append(p.Means, s.means[g]...)
			mean := p.Means[len(p.Means)-len(s.means[g]):]
			for k, x := range b.Covariates[i*covariates : (i+1)*covariates] {
				floats.AddScaled(mean, x, s.coefficients[k])
			}
		}
	}
	return p
}
