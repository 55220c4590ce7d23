package usage

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"suyang/assessment/item"
	"suyang/models"
)

// Statistics are how one item does. Shares lie between 0 and 1.
type Statistics struct {
	ItemID   string    `json:"item_id"`
	Version  int       `json:"version"` // all sittings are of this version
	N        int       `json:"n"`       // answered
	Omitted  float64   `json:"omitted"` // share of sittings with a part left out
	P        float64   `json:"p"`       // mean share of points
	PSE      float64   `json:"p_se"`
	Rest     float64   `json:"rest"`     // correlation of the points with the ability by the other answers; NaN-free: 0 where nothing varies
	Expected float64   `json:"expected"` // mean share of points that the parameters predict
	Exposure Exposure  `json:"exposure"`
	Seconds  Quartiles `json:"seconds"`
	Curve    []Height  `json:"curve"`  // that the parameters predict, from -4 to 4
	Groups   []Group   `json:"groups"` // by ability, ascending; empty below 30 sittings
	Parts    []Part    `json:"parts"`
	Periods  []Period  `json:"periods"` // drift, oldest first
	Flags    []Flag    `json:"flags"`
}

// Height is a point of the curve: the expected share of points at a theta.
type Height struct {
	Theta float64 `json:"theta"`
	P     float64 `json:"p"`
}

// Exposure is how often an item was shown.
type Exposure struct {
	Shown    int `json:"shown"`    // sessions that showed it
	Sessions int `json:"sessions"` // sessions of the forms that may show it
}

// Rate is the share of sessions that showed the item.
func (e Exposure) Rate() float64 {
	if e.Sessions == 0 {
		return 0
	}
	return float64(e.Shown) / float64(e.Sessions)
}

// Quartiles are of working time in seconds.
type Quartiles struct {
	Lower  float64 `json:"lower"`
	Median float64 `json:"median"`
	Upper  float64 `json:"upper"`
}

// Group is a fifth of the pupils by ability, or a third of few.
type Group struct {
	N        int     `json:"n"`
	Theta    float64 `json:"theta"` // mean
	P        float64 `json:"p"`
	SE       float64 `json:"se"` // of P
	Expected float64 `json:"expected"`
}

// Fewest sittings for groups by ability, and for five of them rather than
// three.
const (
	fewestForGroups = 30
	fewestForFifths = 100
)

// Of computes the statistics of an item. The sittings must be of its present
// version; their order does not matter.
func Of(it models.Item, sittings []Sitting, exposure Exposure) Statistics {
	s := Statistics{ItemID: it.ID, Version: it.Version, N: len(sittings), Exposure: exposure}
	if len(sittings) == 0 {
		return s
	}
	sittings = slices.Clone(sittings)
	slices.SortStableFunc(sittings, func(a, b Sitting) int { return cmp.Compare(a.Rest, b.Rest) })
	points, rest := shares(it, sittings), make([]float64, len(sittings))
	for i, x := range sittings {
		rest[i] = x.Rest
		if omitted(it, x) {
			s.Omitted += 1 / float64(len(sittings))
		}
	}
	s.P = stat.Mean(points, nil)
	s.PSE = standardError(points)
	s.Rest = correlation(points, rest)
	s.Expected = expectedShare(it, sittings)
	s.Seconds = quartiles(sittings)
	s.Curve = curve(it)
	s.Groups = groups(it, sittings, points)
	s.Parts = parts(it, sittings)
	s.Periods = periods(it, sittings)
	s.Flags = s.flags(it)
	return s
}

// shares are the shares of points.
func shares(it models.Item, sittings []Sitting) []float64 {
	out := make([]float64, len(sittings))
	for i, x := range sittings {
		out[i] = float64(x.Response.Score.Points) / float64(it.Max())
	}
	return out
}

func omitted(it models.Item, x Sitting) bool {
	return slices.ContainsFunc(it.Parts, func(p models.Part) bool { return x.Response.Answer.Parts[p.ID].Omitted() })
}

// expectedShare is the mean share of points that the parameters predict.
func expectedShare(it models.Item, sittings []Sitting) float64 {
	first, _ := expectation(item.IRT(it), 0)
	sum := 0.0
	for _, x := range sittings {
		sum += floats.Dot(x.Weights, first)
	}
	return sum / float64(len(sittings)*it.Max())
}

// standardError is that of a mean; 0 of a single value.
func standardError(values []float64) float64 {
	if len(values) < 2 {
		return 0
	}
	return stat.StdDev(values, nil) / math.Sqrt(float64(len(values)))
}

// correlation is 0 where one of the two does not vary.
func correlation(x, y []float64) float64 {
	if r := stat.Correlation(x, y, nil); !math.IsNaN(r) {
		return r
	}
	return 0
}

// quartiles are of the sittings on a screen; 0 where there are none.
func quartiles(sittings []Sitting) Quartiles {
	var seconds []float64
	for _, x := range sittings {
		if !x.Paper {
			seconds = append(seconds, x.Response.Seconds)
		}
	}
	if len(seconds) == 0 {
		return Quartiles{}
	}
	slices.Sort(seconds)
	at := func(p float64) float64 { return stat.Quantile(p, stat.LinInterp, seconds, nil) }
	return Quartiles{at(0.25), at(0.5), at(0.75)}
}

// bounds cuts n sittings in order of ability into groups of equal size.
func bounds(n int) []int {
	count := 5
	if n < fewestForFifths {
		count = 3
	}
	if n < fewestForGroups {
		return nil
	}
	cuts := make([]int, count+1)
	for i := range cuts {
		cuts[i] = n * i / count
	}
	return cuts
}

func groups(it models.Item, sittings []Sitting, points []float64) []Group {
	var out []Group
	cuts := bounds(len(sittings))
	for i := 1; i < len(cuts); i++ {
		some := sittings[cuts[i-1]:cuts[i]]
		theta := 0.0
		for _, x := range some {
			theta += x.Rest / float64(len(some))
		}
		out = append(out, Group{
			N: len(some), Theta: theta, P: stat.Mean(points[cuts[i-1]:cuts[i]], nil),
			SE: standardError(points[cuts[i-1]:cuts[i]]), Expected: expectedShare(it, some),
		})
	}
	return out
}

func curve(it models.Item) []Height {
	response := item.IRT(it)
	var heights []Height
	for theta := -4.0; theta <= 4; theta += 0.25 {
		heights = append(heights, Height{theta, response.ExpectedScore(theta) / float64(it.Max())})
	}
	return heights
}
