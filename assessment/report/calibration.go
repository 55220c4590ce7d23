package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
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
	Draws       []float64 // each person's plausible value: a draw from the normal distribution of estimate and standard error
	Reliability float64   // empirical: variance of the estimates over itself plus the mean squared standard error
	Information []Height  // of the whole test along theta
	Error       []Height  // standard error along theta, of the test alone
}

// Height is a function's value at theta.
type Height struct{ Theta, Value float64 }

// ItemCurve is the expected share of an item's points along theta, with the
// shares observed among persons of like plausible values. Grouped by estimates
// instead, they would differ from a curve that fits: estimates are drawn
// towards the mean, and towards each person's answer to the item itself.
type ItemCurve struct {
	Expected []Height
	Observed []Observed
}

// Observed is the mean share of points of N persons with plausible values
// around Theta, and the share the model expects of them; Low and High end the
// 95 % interval (Agresti and Coull, 1998).
type Observed struct {
	Theta, Share, Low, High float64
	Expected                float64
	N                       int
}

// Agreeing counts the groups whose interval holds what the model expects.
func (c ItemCurve) Agreeing() int {
	n := 0
	for _, o := range c.Observed {
		if o.Low <= o.Expected && o.Expected <= o.High {
			n++
		}
	}
	return n
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
	c := Calibration{Fit: fit, Persons: theta, Draws: draw(theta, se), Reliability: reliability(theta, se)}
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
	curve.Observed = c.observe(table, func(theta float64) float64 { return function.ExpectedScore(theta) / most }, most)
	return curve, true, nil
}

// observe groups the persons who met the only item of t by their plausible
// values.
func (c Calibration) observe(t *files.Table, expected func(theta float64) float64, most float64) []Observed {
	var persons []int
	for i := range min(t.Persons(), len(c.Draws)) {
		if t.Row(i)[0] != irt.MissingCell {
			persons = append(persons, i)
		}
	}
	slices.SortFunc(persons, func(a, b int) int { return cmp.Or(cmp.Compare(c.Draws[a], c.Draws[b]), a-b) })
	groups := min(observedGroups, len(persons)/10)
	observed := make([]Observed, groups)
	for g := range observed {
		var sum Observed
		var squares float64
		for _, i := range persons[g*len(persons)/groups : (g+1)*len(persons)/groups] {
			share := float64(t.Row(i)[0]) / most
			sum.Theta, sum.Share, sum.Expected = sum.Theta+c.Draws[i], sum.Share+share, sum.Expected+expected(c.Draws[i])
			squares += share * share
			sum.N++
		}
		observed[g] = mean(sum, squares)
	}
	return observed
}

// mean turns sums over a group into means with their interval.
func mean(sum Observed, squares float64) Observed {
	n := float64(sum.N)
	// Two shares of 0 and two of 1 are added, so that a group that is all right
	// or all wrong has an interval, too.
	middle := (sum.Share + 2) / (n + 4)
	half := 1.96 * math.Sqrt(((squares+2)/(n+4)-middle*middle)/(n+4))
	return Observed{
		Theta: sum.Theta / n, Share: sum.Share / n, Expected: sum.Expected / n,
		Low: max(middle-half, 0), High: min(middle+half, 1), N: sum.N,
	}
}

// draw makes plausible values, the same ones every time.
func draw(theta, se []float64) []float64 {
	rng := rand.New(rand.NewPCG(1, 2))
	draws := make([]float64, len(theta))
	for i := range theta {
		draws[i] = theta[i] + se[i]*rng.NormFloat64()
	}
	return draws
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
