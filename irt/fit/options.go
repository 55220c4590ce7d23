package fit

import "runtime"

// Options steer Run. The zero value works.
type Options struct {
	// Threads bounds the goroutines; 0: one per processor. Results depend on it
	// by rounding only.
	Threads int
	// Persons asks for the fit of each person.
	Persons bool
	// Bins is the number of groups of persons of neighbouring EAP for X2, G2 and
	// observed curves; default 10.
	Bins int
	// Theta lists where information is tabulated; default -4 to 4 by 0.5. For
	// several traits it is not.
	Theta []float64
	// LargestM2 bounds the number of moments of M2 and C2 in a group, whose cube
	// is their cost; default 5050, those of 100 items. Above it they are not
	// computed.
	LargestM2 int
}

func (o Options) withDefaults() Options {
	if o.Threads <= 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	if o.Bins <= 0 {
		o.Bins = 10
	}
	if o.Theta == nil {
		for t := -4.0; t <= 4; t += 0.5 {
			o.Theta = append(o.Theta, t)
		}
	}
	if o.LargestM2 <= 0 {
		o.LargestM2 = 5050
	}
	return o
}
