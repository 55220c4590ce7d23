package adaptive

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"suyang/irt/cat"
	"suyang/irt/internal/parallel"
)

// Design is an adaptive test and how it is simulated.
type Design struct {
	Pool     *cat.Pool
	Selector cat.Selector
	Stop     cat.Stop
	// Seconds each item takes, for Stop.Time; nil: 0.
	Seconds []float64
	// Cuts are those by which simulees are classified, in ascending order.
	Cuts []float64
	// Exposure caps how often items are given; the zero value does not.
	Exposure Exposure
	// Seed starts the random numbers: every session has a stream of its own.
	Seed uint64
	// Threads bounds the goroutines; 0: one per processor.
	Threads int
}

// Method is a method of exposure control.
type Method string

const (
	NoControl     Method = ""
	SympsonHetter Method = "sympson-hetter"
	Eligibility   Method = "eligibility"
)

// Exposure is a method and the largest share of sessions an item is for.
type Exposure struct {
	Method Method
	Limit  float64
	// Pilot are the simulees on whom exposure parameters are found, in ten
	// simulations, or counts begin. Their sessions are not reported.
	Pilot []float64
}

// sympsonHetterRounds is the number of simulations that find the parameters.
const sympsonHetterRounds = 10

// fading of the counts of eligibility: simulations are short.
const fading = 0.995

// generation is the number of sessions that run under the same probabilities of
// eligibility, before their counts are added: sessions go on at the same time in
// practice, too.
const generation = 20

// Session is a test that a simulee took.
type Session struct {
	// Theta is the truth, Estimate and SE the posterior mean and standard
	// deviation at the end.
	Theta, Estimate, SE float64
	// Items and Responses are in the order given.
	Items, Responses []int
	Reason           cat.Reason
	// Class is the number of cuts found to be reached, by the SPRT where Stop has
	// one, else by Estimate; 0 without cuts.
	Class int

	barred []bool
}

// Run gives a test to a simulee at each theta.
func (d Design) Run(ctx context.Context, theta []float64) ([]Session, error) {
	switch d.Exposure.Method {
	case NoControl:
		return d.run(ctx, theta, nil, 0)
	case SympsonHetter:
		open, err := d.sympsonHetter(ctx)
		if err != nil {
			return nil, err
		}
		return d.run(ctx, theta, open, 0)
	case Eligibility:
		counts := cat.NewEligibility(len(d.Pool.Items), d.Exposure.Limit)
		counts.Fading = fading
		if _, err := d.eligibility(ctx, d.Exposure.Pilot, counts, pilotStream); err != nil {
			return nil, err
		}
		return d.eligibility(ctx, theta, counts, 0)
	}
	return nil, fmt.Errorf("unknown method of exposure control %q: use %s or %s", d.Exposure.Method, SympsonHetter, Eligibility)
}

// Streams of random numbers: those of sessions begin beyond those that package
// simulate uses for persons and items, those of pilots further on.
const (
	sessionStream = 1 << 40
	pilotStream   = 1 << 41
)

func (d Design) sympsonHetter(ctx context.Context) (open []float64, err error) {
	round := uint64(0)
	open = cat.SympsonHetter(len(d.Pool.Items), d.Exposure.Limit, sympsonHetterRounds, func(open []float64) []float64 {
		round++
		sessions, failure := d.run(ctx, d.Exposure.Pilot, open, round*pilotStream)
		if failure != nil {
			err = failure
		}
		return rates(sessions, len(open))
	})
	return open, err
}

// eligibility runs the sessions in generations.
func (d Design) eligibility(ctx context.Context, theta []float64, counts *cat.Eligibility, stream uint64) ([]Session, error) {
	var all []Session
	for persons := range slices.Chunk(theta, generation) {
		sessions, err := d.run(ctx, persons, counts.Probabilities(), stream+uint64(len(all)))
		if err != nil {
			return nil, err
		}
		for _, s := range sessions {
			counts.Record(s.Items, s.barred)
		}
		all = append(all, sessions...)
	}
	return all, nil
}

// run gives tests to simulees whose random numbers are the streams from stream
// on; open holds the probabilities that items are open, nil: all are.
func (d Design) run(ctx context.Context, theta []float64, open []float64, stream uint64) ([]Session, error) {
	sessions := make([]Session, len(theta))
	err := parallel.Each(len(theta), d.Threads, func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		sessions[i], err = d.session(theta[i], open, rand.New(rand.NewPCG(d.Seed, sessionStream+stream+uint64(i))))
		return err
	})
	if err != nil {
		return nil, err
	}
	return sessions, nil
}
