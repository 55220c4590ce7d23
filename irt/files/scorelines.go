package files

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// outColumn is a column of numbers in the file of scores: value x scale + shift.
type outColumn struct {
	name         string
	scale, shift float64
}

// outColumns are the columns that the options ask for.
func (c *Calibration) outColumns(o ScoreOptions) []outColumn {
	metric := c.metric(o.Metric)
	if o.Densities {
		return densityColumns(c.scoringGrid(0).Nodes, metric[0])
	}
	dimensions := []string{""}
	if c.Traits() > 1 {
		dimensions = nil
		for _, name := range c.Dimensions {
			dimensions = append(dimensions, "_"+name)
		}
	}
	var columns []outColumn
	for m := range o.PlausibleValues {
		for d, name := range dimensions {
			columns = append(columns, outColumn{fmt.Sprintf("pv%d%s", m+1, name), metric[d].scale, metric[d].shift})
		}
	}
	if o.PlausibleValues > 0 {
		return columns
	}
	for d, name := range dimensions {
		columns = append(columns, outColumn{"theta" + name, metric[d].scale, metric[d].shift}, outColumn{"se" + name, metric[d].scale, 0})
	}
	return columns
}

// densityColumns are named by the nodes, on the metric.
func densityColumns(nodes []float64, metric outColumn) []outColumn {
	var columns []outColumn
	for _, theta := range nodes {
		name := strconv.FormatFloat(theta*metric.scale+metric.shift, 'g', 6, 64)
		columns = append(columns, outColumn{name: name, scale: 1 / metric.scale})
	}
	return columns
}

// metric is the way from theta to a metric, per trait: the reference group gets
// its mean and standard deviation.
func (c *Calibration) metric(m *Metric) []outColumn {
	metric := make([]outColumn, c.Traits())
	reference := c.Distribution(c.referenceGroup())
	for d := range metric {
		metric[d].scale = 1
		if m != nil {
			metric[d].scale = m.SD / math.Sqrt(reference.Covariance[d][d])
			metric[d].shift = m.Mean - reference.Mean[d]*metric[d].scale
		}
	}
	return metric
}

// referenceGroup is the group whose distribution fixed the scale.
func (c *Calibration) referenceGroup() int {
	return max(0, slices.IndexFunc(c.Groups, func(g Group) bool { return g.Name == c.ReferenceGroup }))
}

// header is the first line.
func (s *scoring) header() []byte {
	line := []byte("person")
	for _, c := range s.columns {
		line = appendField(append(line, ','), c.name)
	}
	return append(line, '\n')
}

// lines formats the values of a block whose first person is number before+1.
func (s *scoring) lines(b *Block, before int) []byte {
	s.text = s.text[:0]
	n := len(s.columns)
	for i := range b.Persons {
		if len(b.IDs) > 0 {
			s.text = appendField(s.text, b.IDs[i])
		} else {
			s.text = strconv.AppendInt(s.text, int64(before+i+1), 10)
		}
		for k, c := range s.columns {
			s.text = appendNumber(append(s.text, ','), s.values[i*n+k]*c.scale+c.shift)
		}
		s.text = append(s.text, '\n')
	}
	return s.text
}

// appendNumber writes six decimals, and NA, Inf and -Inf as R reads them.
func appendNumber(dst []byte, x float64) []byte {
	const unit = 1_000_000
	switch {
	case math.IsNaN(x):
		return append(dst, "NA"...)
	case math.IsInf(x, 1):
		return append(dst, "Inf"...)
	case x > 1e9 || x < -1e9:
		return strconv.AppendFloat(dst, x, 'f', 6, 64)
	case x < -0.5/unit:
		dst = append(dst, '-')
	}
	x = math.Abs(x)
	scaled := uint64(x*unit + 0.5)
	dst = strconv.AppendUint(dst, scaled/unit, 10)
	dst = append(dst, '.')
	for digit := uint64(unit / 10); digit > 0; digit /= 10 {
		dst = append(dst, byte('0'+scaled/digit%10))
	}
	return dst
}
