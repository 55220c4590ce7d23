package recovery

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/internal/parallel"
	"suyang/irt/simulate"
)

// Design is a recovery study. The items are those of simulate.Bank, the same in
// all replications; persons are drawn from the standard normal distribution
// anew for each.
type Design struct {
	Model irt.Model
	// Categories is that of items under models for more than two.
	Categories                   int
	Persons, Items, Replications int
	Seed                         uint64
	// Calibration are the options of calibrate.Run but for the model, which is
	// Model, and the standard errors, which are by Oakes where it names none.
	Calibration calibrate.Options
	// Threads bounds the replications under way at a time; 0: one per processor.
	// The report does not depend on it.
	Threads int
}

// Report is the outcome of a study.
type Report struct {
	// Replications counts those that converged, with standard errors, on all
	// items: the others are not in Parameters.
	Replications int
	// Failures counts the others, by what calibrate says of them.
	Failures   map[string]int
	Parameters []Parameter
}

// Parameter is one kind of parameter, over all items and replications. The JSON
// names are those of the output of suyang simulate recovery.
type Parameter struct {
	// Name is a, b (difficulties and thresholds), c, u, s (scores between the
	// ends, under the nominal model) or sd (of theta, where slopes are 1).
	Name string `json:"name"`
	// Estimates is their number.
	Estimates int `json:"estimates"`
	// Bias is the mean of estimate minus truth, RMSE the root of its mean square.
	Bias float64 `json:"bias"`
	RMSE float64 `json:"rmse"`
	// SE is the root of the mean square of the standard errors: near RMSE where
	// these are right and there is no bias.
	SE float64 `json:"se"`
	// Coverage is the share of estimates within 1.96 standard errors of truth.
	Coverage float64 `json:"coverage"`
}

// Run makes the study. It fails on data that cannot be calibrated at all, and
// when ctx ends.
func Run(ctx context.Context, d Design) (*Report, error) {
	if d.Persons < 1 || d.Items < 1 || d.Replications < 1 {
		return nil, fmt.Errorf("%d persons, %d items, %d replications: at least 1 of each is needed", d.Persons, d.Items, d.Replications)
	}
	truth := simulate.Bank(d.Items, d.Model, d.Categories, d.Seed)
	results, err := d.replicate(ctx, truth)
	if err != nil {
		return nil, err
	}
	r := &Report{Failures: map[string]int{}, Parameters: []Parameter{}}
	var all tally
	for _, result := range results {
		if failure := failure(result, truth); failure != "" {
			r.Failures[failure]++
			continue
		}
		r.Replications++
		all.result(result, truth)
	}
	for _, s := range all {
		r.Parameters = append(r.Parameters, s.parameter())
	}
	return r, nil
}

// replicate calibrates all replications, each with a stream of random numbers of
// its own.
func (d Design) replicate(ctx context.Context, truth []irt.Item) ([]*calibrate.Result, error) {
	seeds := rand.New(rand.NewPCG(d.Seed, 0))
	results, seed := make([]*calibrate.Result, d.Replications), make([]uint64, d.Replications)
	for k := range seed {
		seed[k] = seeds.Uint64()
	}
	err := parallel.Each(d.Replications, d.Threads, func(k int) error {
		var err error
		if results[k], err = d.calibrate(ctx, truth, seed[k]); err != nil {
			return fmt.Errorf("replication %d: %w", k+1, err)
		}
		return nil
	})
	return results, err
}

func (d Design) calibrate(ctx context.Context, truth []irt.Item, seed uint64) (*calibrate.Result, error) {
	data := calibrate.Data{Responses: simulate.Responses(truth, simulate.Simulees(d.Persons, 0, 1, seed), seed)}
	for _, it := range truth {
		data.Categories = append(data.Categories, it.Categories())
	}
	o := d.Calibration
	o.Model, o.Threads = d.Model, 1
	if o.SE == "" {
		o.SE = calibrate.Oakes
	}
	return calibrate.Run(ctx, data, o)
}

// failure says why a result is not counted, "" where it is.
func failure(r *calibrate.Result, truth []irt.Item) string {
	if r.Converged && len(r.Items) == len(truth) && r.Items[0].SE != nil {
		return ""
	}
	if len(r.Problems) > 0 {
		return fmt.Sprint(r.Problems[0].Kind)
	}
	return r.Verdict()
}

// tally gathers sums by kind of parameter, in the order met first.
type tally []*sums

type sums struct {
	name                                        string
	n, covered                                  int
	difference, squaredDifference, squaredError float64
}

// add compares an estimate with the truth; one without standard error was not
// estimated.
func (t *tally) add(name string, estimate, truth, se float64) {
	if math.IsNaN(se) {
		return
	}
	var s *sums
	for _, known := range *t {
		if known.name == name {
			s = known
		}
	}
	if s == nil {
		s = &sums{name: name}
		*t = append(*t, s)
	}
	e := estimate - truth
	s.n++
	s.difference += e
	s.squaredDifference += e * e
	s.squaredError += se * se
	if math.Abs(e) <= 1.96*se {
		s.covered++
	}
}

// result compares a calibration with the items in the same order.
func (t *tally) result(r *calibrate.Result, truth []irt.Item) {
	for j, e := range r.Items {
		it := truth[j]
		t.add("a", e.A[0], it.A, e.SE.A[0])
		for k, b := range it.B {
			t.add("b", e.B[k], b, e.SE.B[k])
		}
		t.add("c", e.C, it.C, e.SE.C)
		t.add("u", e.U, it.Upper(), e.SE.U)
		for k, se := range e.SE.Scores {
			t.add("s", e.Scores[k], it.Score(k), se)
		}
	}
	t.add("sd", r.Groups[0].SD, 1, r.Groups[0].SDSE)
}

func (s *sums) parameter() Parameter {
	n := float64(s.n)
	return Parameter{
		Name: s.name, Estimates: s.n, Bias: s.difference / n, RMSE: math.Sqrt(s.squaredDifference / n),
		SE: math.Sqrt(s.squaredError / n), Coverage: float64(s.covered) / n,
	}
}
