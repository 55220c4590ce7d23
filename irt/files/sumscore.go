package files

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"suyang/irt"
)

// SumScore is a row of the table that turns sums of response codes to theta.
type SumScore struct {
	Group string  `json:"group,omitempty"`
	Sum   int     `json:"sum"`
	Theta float64 `json:"theta"`
	SE    float64 `json:"se"`
	// Probability is the share of the group expected to have the sum.
	Probability float64 `json:"probability"`
}

// SumScores gives the table of the booklet of the named items, all of them
// answered, for each group: theta expected of persons of the group from the sum
// of their codes alone, on a metric unless that is nil. No names: all items.
func (c *Calibration) SumScores(booklet []string, m *Metric) ([]SumScore, error) {
	if c.Traits() > 1 {
		return nil, fmt.Errorf("sum scores are for one trait, and the items measure %d", c.Traits())
	}
	metric := c.metric(m)[0]
	var table []SumScore
	for g := range c.Groups {
		items, points, err := c.booklet(g, booklet)
		if err != nil {
			return nil, err
		}
		for _, row := range irt.SumScores(items, points, c.scoringGrid(g)) {
			table = append(table, SumScore{
				Group: c.Groups[g].Name, Sum: row.Sum,
				Theta: row.Theta*metric.scale + metric.shift, SE: row.SE * metric.scale, Probability: row.Probability,
			})
		}
	}
	return table, nil
}

// booklet gives the named items as they are in a group, with their codes.
func (c *Calibration) booklet(group int, names []string) (items []irt.Item, points [][]int, err error) {
	all := slices.DeleteFunc(slices.Clone(c.GroupItems(group)), func(it Item) bool { return slices.Contains(c.Groups[group].LeftOut, it.ID) })
	for _, name := range names {
		if find(all, name) < 0 {
			return nil, nil, fmt.Errorf("item %q is not among the calibrated items", name)
		}
	}
	for i := range all {
		if len(names) == 0 || slices.Contains(names, all[i].ID) {
			items = append(items, all[i].response())
			points = append(points, all[i].responseCodes())
		}
	}
	return items, points, nil
}

// WriteSumScores writes a table as CSV: "group,sum,theta,se,probability".
func WriteSumScores(w io.Writer, table []SumScore) error {
	text := []byte("group,sum,theta,se,probability\n")
	for _, row := range table {
		text = appendField(text, row.Group)
		text = strconv.AppendInt(append(text, ','), int64(row.Sum), 10)
		for _, x := range []float64{row.Theta, row.SE, row.Probability} {
			text = appendNumber(append(text, ','), x)
		}
		text = append(text, '\n')
	}
	_, err := w.Write(text)
	return err
}
