package main

import (
	"fmt"
	"io"
)

// slack is how far a log-likelihood may be below mirt's: times with less do not
// count.
const slack = 0.05

// compare prints the table of all rows beside mirt, and returns how many failed
// or are below its log-likelihood.
func (r runner) compare(out io.Writer) (faults int) {
	fmt.Fprintln(out, "| data | best, s | median, s | peak, MB | log-likelihood | mirt as installed - tuned, s | times as fast | goal, s |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|")
	for _, w := range rows {
		m, err := r.measure(w)
		if err != nil {
			fmt.Fprintf(out, "| %s | failed: %v | | | | | | |\n", w.label, err)
			faults++
			continue
		}
		verdict, ok := r.verdict(w, m)
		if !ok {
			faults++
		}
		fmt.Fprintf(out, "| %s | %.3f | %.3f | %.0f | %s | %g - %g | %.0f - %.0f | %g%s |\n",
			w.label, m.best(), m.median(), m.peak, verdict, w.mirt, w.tuned, w.mirt/m.best(), w.tuned/m.best(), w.goal, reached(m.best() <= w.goal))
	}
	return faults
}

func reached(yes bool) string {
	if yes {
		return ", reached"
	}
	return ""
}

// verdict compares the log-likelihood with mirt's.
func (r runner) verdict(w row, m measurement) (text string, ok bool) {
	switch {
	case w.score:
		return "", true
	case w.logLikelihood == 0:
		return fmt.Sprintf("%.4f (no reference)", m.logLikelihood), true
	case !r.reference:
		return fmt.Sprintf("%.4f (other data: not compared)", m.logLikelihood), true
	}
	difference, note := m.logLikelihood-w.logLikelihood, ""
	if w.posterior {
		note = " (log-posterior)"
	}
	if difference < -slack {
		return fmt.Sprintf("%.4f%s, **too low**: mirt's %+.4f", m.logLikelihood, note, difference), false
	}
	return fmt.Sprintf("%.4f%s, mirt's %+.4f", m.logLikelihood, note, difference), true
}

// grow prints how time and memory depend on the number of persons.
func (r runner) grow(out io.Writer) (faults int) {
	fmt.Fprintln(out, "\n| persons x 60, 2PL | best, s | median, s | microseconds a person | peak, MB |")
	fmt.Fprintln(out, "|---|---|---|---|---|")
	for _, w := range growth {
		m, err := r.measure(w)
		if err != nil {
			fmt.Fprintf(out, "| %s | failed: %v | | | |\n", w.label, err)
			faults++
			continue
		}
		fmt.Fprintf(out, "| %s | %.3f | %.3f | %.2f | %.0f |\n", w.label, m.best(), m.median(), 1e6*m.best()/float64(w.persons), m.peak)
	}
	return faults
}
