package calibrate

import "context"

const (
	// warmPersons is how many persons a warm-up takes at least, warmGroup how many
	// of each group, and warmCategory how many who chose each category.
	warmPersons  = 4000
	warmGroup    = 400
	warmCategory = 40
	// warmStep is the least number of persons of which it takes one.
	warmStep = 4
	// warmTol and warmCycles end it.
	warmTol    = 0.005
	warmCycles = 50
)

// warmUp estimates the parameters from some of many persons, to start from: a
// cycle on all of them costs as much as many on those few, whose estimates are
// off by no more than sampling errors.
func (m *marginal) warmUp(ctx context.Context, d Data, s selection, o Options) error {
	step := s.step()
	if step < warmStep {
		return nil
	}
	few := s
	few.persons, few.class = nil, nil
	for n := 0; n < len(s.persons); n += step {
		few.persons, few.class = append(few.persons, s.persons[n]), append(few.class, s.class[n])
	}
	o.Tol, o.MaxCycles, o.Progress = warmTol, warmCycles, nil
	sample, err := newMarginal(d, few, o)
	if err != nil {
		return err
	}
	sample.start = m.start
	warm, err := sample.estimate(ctx, o)
	if warm.converged {
		m.start = warm.xi
	}
	return err
}

// step says of how many persons a warm-up is to take one.
func (s *selection) step() int {
	step := float64(len(s.persons)) / warmPersons
	sizes := make(map[int]float64)
	for _, c := range s.class {
		sizes[s.classes[c].group]++
	}
	for _, size := range sizes {
		step = min(step, size/warmGroup)
	}
	for _, c := range s.candidates {
		for _, share := range c.share {
			step = min(step, share*c.weight/warmCategory)
		}
	}
	return int(step)
}
