package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"

	"suyang/irt"
	"suyang/irt/files"
)

// The content of items.json, under the names reports use.
type (
	Fit       = files.Calibration
	FitItem   = files.Item
	FitErrors = files.Errors
)

// Calibration tells a researcher how a calibration came out.
type Calibration struct {
	Fit         *Fit
	Persons     []float64 // each person's estimate (EAP)
	Reliability float64   // empirical: variance of the estimates over itself plus the mean squared standard error
	Information []Height  // of the whole test along theta
	Error       []Height  // standard error along theta, of the test alone
}

// Height is a function's value at theta.
type Height struct{ Theta, Value float64 }

// ItemCurve is the expected share of an item's points along theta, with the
// shares observed among persons of like estimates.
type ItemCurve struct {
	Expected []Height
	Observed []Observed
}

// Observed is the mean share of points of N persons whose mean estimate is
// Theta; Low and High end its 95 % interval (Agresti and Coull, 1998).
type Observed struct {
	Theta, Share, Low, High float64
	N                       int
}

// Agreeing counts the groups whose interval holds what the model expects at
// their theta.
func (c ItemCurve) Agreeing() int {
	n := 0
	for _, o := range c.Observed {
		if expected := c.expectedAt(o.Theta); o.Low <= expected && expected <= o.High {
			n++
		}
	}
	return n
}

// expectedAt interpolates between the points of the curve, and goes on level
// beyond its ends.
func (c ItemCurve) expectedAt(theta float64) float64 {
	last := len(c.Expected) - 1
	at := (theta - curveFrom) / (curveTo - curveFrom) * float64(last)
	if at <= 0 {
		return c.Expected[0].Value
	}
	if at >= float64(last) {
		return c.Expected[last].Value
	}
	whole, part := math.Modf(at)
	i := int(whole)
	return c.Expected[i].Value*(1-part) + c.Expected[i+1].Value*part
}

const (
	curveFrom, curveTo = -4.0, 4.0
	curvePoints        = 81
	observedGroups     = 10 // of persons, equally large
)

// ForCalibration reads the files of a finished calibration.
func ForCalibration(items, scores []byte) (Calibration, error) {
	fit, err := files.ReadCalibration(bytes.NewReader(items), "items.json")
	if err != nil {
		return Calibration{}, err
	}
	theta, se, err := readScores(scores)
	if err != nil {
		return Calibration{}, err
	}
	c := Calibration{Fit: fit, Persons: theta, Reliability: reliability(theta, se)}
	functions := fit.ResponseModels()
	for _, at := range grid() {
		information := irt.TestInformation(functions, at)
		c.Information = append(c.Information, Height{at, information})
		c.Error = append(c.Error, Height{at, 1 / math.Sqrt(information)})
	}
	return c, nil
}

// Curve gives the curve of the item with the id, with what the responses show.
// ok is false when the calibration has no such item.
func (c Calibration) Curve(id string, responses []byte) (curve ItemCurve, ok bool, err error) {
	i := slices.IndexFunc(c.Fit.Items, func(it files.Item) bool { return it.ID == id })
	if i < 0 {
		return ItemCurve{}, false, nil
	}
	function := c.Fit.ResponseModels()[i]
	most := float64(function.Categories() - 1)
	for _, at := range grid() {
		curve.Expected = append(curve.Expected, Height{at, function.ExpectedScore(at) / most})
	}
	reader, err := files.NewReader(bytes.NewReader(responses), "responses.csv", files.Columns{Items: []string{id}})
	if err != nil {
		return curve, true, err
	}
	table, err := files.ReadTable(reader)
	if err != nil {
		return curve, true, err
	}
	curve.Observed = c.observe(table, most)
	return curve, true, nil
}

// observe groups the persons who met the only item of t by their estimates.
func (c Calibration) observe(t *files.Table, most float64) []Observed {
	var persons []int
	for i := range min(t.Persons(), len(c.Persons)) {
		if t.Row(i)[0] != irt.MissingCell {
			persons = append(persons, i)
		}
	}
	slices.SortFunc(persons, func(a, b int) int {
		switch {
		case c.Persons[a] < c.Persons[b]:
			return -1
		case c.Persons[a] > c.Persons[b]:
			return 1
		}
		return a - b
	})
	groups := min(observedGroups, len(persons)/10)
	observed := make([]Observed, groups)
	for g := range observed {
		observed[g] = c.observeGroup(t, most, persons[g*len(persons)/groups:(g+1)*len(persons)/groups])
	}
	return observed
}

func (c Calibration) observeGroup(t *files.Table, most float64, persons []int) Observed {
	n := float64(len(persons))
	var theta, sum, squares float64
	for _, i := range persons {
		share := float64(t.Row(i)[0]) / most
		theta, sum, squares = theta+c.Persons[i], sum+share, squares+share*share
	}
	// Two shares of 0 and two of 1 are added, so that a group that is all right
	// or all wrong has an interval, too.
	middle := (sum + 2) / (n + 4)
	half := 1.96 * math.Sqrt(((squares+2)/(n+4)-middle*middle)/(n+4))
	return Observed{Theta: theta / n, Share: sum / n, Low: max(middle-half, 0), High: min(middle+half, 1), N: len(persons)}
}

func grid() []float64 {
	at := make([]float64, curvePoints)
	for i := range at {
		at[i] = curveFrom + (curveTo-curveFrom)*float64(i)/(curvePoints-1)
	}
	return at
}

// readScores reads the columns theta and se of a scores.csv.
func readScores(scores []byte) (theta, se []float64, err error) {
	rows, err := csv.NewReader(bytes.NewReader(scores)).ReadAll()
	if err != nil {
		return nil, nil, err
	}
	for i, row := range rows {
		if i == 0 || len(row) < 3 {
			continue
		}
		t, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return nil, nil, fmt.Errorf("scores.csv:%d: %w", i+1, err)
		}
		s, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			return nil, nil, fmt.Errorf("scores.csv:%d: %w", i+1, err)
		}
		theta, se = append(theta, t), append(se, s)
	}
	return theta, se, nil
}

// reliability is the empirical reliability of EAP estimates: Var(EAP) /
// (Var(EAP) + mean(SE^2)).
func reliability(theta, se []float64) float64 {
	n := float64(len(theta))
	var sum, squares, error2 float64
	for i, t := range theta {
		sum, squares, error2 = sum+t, squares+t*t, error2+se[i]*se[i]
	}
	variance := squares/n - sum*sum/(n*n)
	return variance / (variance + error2/n)
}
