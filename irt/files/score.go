package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"suyang/irt"
)

// blockPersons is how many persons are read, scored and written at a time.
const blockPersons = 8192

// ScoreOptions steer Calibration.Score. The zero value works.
type ScoreOptions struct {
	// Threads bounds the goroutines; 0: one per processor.
	Threads int
	// Progress, when not nil, hears the number of persons scored so far.
	Progress func(persons int)
}

// ScoreSummary tells what was scored.
type ScoreSummary struct {
	Persons int `json:"n_persons"`
	// Absent are the items of the calibration that the responses have no column
	// for; they count as missing.
	Absent []string `json:"absent_items"`
}

// Score writes one line "person,theta,se" per person of src, in order: the EAP
// estimate and its standard error, under the distribution of the person's group.
// Persons are named by their identity where src has one, and by number from 1.
// Persons without responses get the mean and standard deviation of their group.
func (c *Calibration) Score(ctx context.Context, dst io.Writer, src *Reader, o ScoreOptions) (ScoreSummary, error) {
	var summary ScoreSummary
	s, err := newScoring(c, src, o.Threads)
	if err != nil {
		return summary, err
	}
	summary.Absent = s.absent
	if _, err := io.WriteString(dst, "person,theta,se\n"); err != nil {
		return summary, err
	}
	var block Block
	for {
		err := src.Read(&block, blockPersons)
		if errors.Is(err, io.EOF) {
			return summary, nil
		}
		if err == nil {
			err = s.score(&block)
		}
		if err == nil {
			_, err = dst.Write(s.lines(&block, summary.Persons))
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return summary, err
		}
		summary.Persons += block.Persons
		if o.Progress != nil {
			o.Progress(summary.Persons)
		}
	}
}

// scoring is the state of one call of Score.
type scoring struct {
	file     string
	columns  []*Item      // per column of src
	category [][256]uint8 // per column: category of each code, or unknown
	groups   []Group
	scorers  []*irt.Scorer // per group
	absent   []string

	theta, se []float64
	text      []byte
}

// unknown marks a code that an item does not have.
const unknown = irt.MissingCell - 1

func newScoring(c *Calibration, src *Reader, threads int) (*scoring, error) {
	s := &scoring{file: src.file, groups: c.Groups, absent: []string{}}
	byID := make(map[string]*Item, len(c.Items))
	for i := range c.Items {
		byID[c.Items[i].ID] = &c.Items[i]
	}
	var models []irt.Item
	for _, name := range src.Items() {
		it := byID[name]
		if it == nil {
			return nil, &Error{File: src.file, Field: name, Message: "is not among the calibrated items"}
		}
		s.columns = append(s.columns, it)
		s.category = append(s.category, it.categories())
		models = append(models, it.response())
	}
	for _, it := range c.Items {
		if !slices.Contains(src.Items(), it.ID) {
			s.absent = append(s.absent, it.ID)
		}
	}
	for _, g := range c.Groups {
		q := c.Quadrature
		scorer := irt.NewScorer(models, irt.NormalGrid(q.Points, -q.Range, q.Range, g.Mean, g.SD))
		scorer.Threads = threads
		s.scorers = append(s.scorers, scorer)
	}
	if len(c.Groups) > 1 && !src.has(group) {
		return nil, &Error{File: src.file, Message: fmt.Sprintf("the items were calibrated in %d groups; name the column that holds the group", len(c.Groups))}
	}
	return s, nil
}

// categories maps each code to its category.
func (it *Item) categories() (category [256]uint8) {
	for code := range category {
		category[code] = unknown
	}
	category[irt.MissingCell] = irt.MissingCell
	for k := range len(it.D) + 1 {
		category[it.code(k)] = uint8(k)
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

// score fills theta and se for the persons of a block.
func (s *scoring) score(b *Block) error {
	if err := s.recode(b); err != nil {
		return err
	}
	s.theta = slices.Grow(s.theta[:0], b.Persons)[:b.Persons]
	s.se = slices.Grow(s.se[:0], b.Persons)[:b.Persons]
	if len(s.groups) == 1 {
		s.scorers[0].EAP(s.theta, s.se, b.Codes)
		return nil
	}
	return s.scoreByGroup(b)
}

// recode turns codes to categories.
func (s *scoring) recode(b *Block) error {
	items := len(s.columns)
	for i := range b.Persons {
		for j, code := range b.Codes[i*items : (i+1)*items] {
			k := s.category[j][code]
			if k == unknown {
				it := s.columns[j]
				return &Error{File: s.file, Line: b.Line + i, Field: it.ID, Message: fmt.Sprintf("code %d was not among the calibrated codes %s", code, it.listCodes())}
			}
			b.Codes[i*items+j] = k
		}
	}
	return nil
}

func (it *Item) listCodes() string {
	var codes []string
	for k := range len(it.D) + 1 {
		codes = append(codes, strconv.Itoa(it.code(k)))
	}
	return strings.Join(codes, ", ")
}

// scoreByGroup gathers the persons of each group, scores them, and puts the
// scores where the persons are.
func (s *scoring) scoreByGroup(b *Block) error {
	members := make([][]int, len(s.groups))
	for i, name := range b.Groups {
		g := slices.IndexFunc(s.groups, func(g Group) bool { return g.Name == name })
		if g < 0 {
			return &Error{File: s.file, Line: b.Line + i, Message: fmt.Sprintf("group %q was not calibrated", name)}
		}
		members[g] = append(members[g], i)
	}
	items := len(s.columns)
	for g, persons := range members {
		cells := make([]uint8, 0, len(persons)*items)
		for _, i := range persons {
			cells = append(cells, b.Codes[i*items:(i+1)*items]...)
		}
		theta, se := make([]float64, len(persons)), make([]float64, len(persons))
		s.scorers[g].EAP(theta, se, cells)
		for n, i := range persons {
			s.theta[i], s.se[i] = theta[n], se[n]
		}
	}
	return nil
}

// lines formats the scores of a block whose first person is number before+1.
func (s *scoring) lines(b *Block, before int) []byte {
	s.text = s.text[:0]
	for i := range b.Persons {
		if len(b.IDs) > 0 {
			s.text = appendField(s.text, b.IDs[i])
		} else {
			s.text = strconv.AppendInt(s.text, int64(before+i+1), 10)
		}
		s.text = append(s.text, ',')
		s.text = strconv.AppendFloat(s.text, s.theta[i], 'f', 6, 64)
		s.text = append(s.text, ',')
		s.text = strconv.AppendFloat(s.text, s.se[i], 'f', 6, 64)
		s.text = append(s.text, '\n')
	}
	return s.text
}
