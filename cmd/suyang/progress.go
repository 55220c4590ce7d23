package main

import (
	"math"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress is a bar on standard error, where a terminal shows it, and nothing
// elsewhere.
type progress struct {
	container *mpb.Progress
	bar       *mpb.Bar
}

// newProgress shows a bar of a total, or a running number where it is 0.
func newProgress(total int64) *progress {
	if info, err := os.Stderr.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &progress{}
	}
	container := mpb.New(mpb.WithOutput(os.Stderr))
	if total == 0 {
		return &progress{container, container.AddSpinner(0, mpb.AppendDecorators(decor.CurrentNoUnit("%d")))}
	}
	return &progress{container, container.AddBar(total, mpb.AppendDecorators(decor.Percentage()))}
}

// count shows how much has been done.
func (p *progress) count(n int) {
	if p.bar != nil {
		p.bar.SetCurrent(int64(n))
	}
}

// approach shows, on a bar of 100, how far a quantity that shrinks
// geometrically has come from its first value to a goal.
func (p *progress) approach(goal float64) func(cycle int, value float64) {
	var first, shown float64
	return func(cycle int, value float64) {
		if cycle == 1 {
			first = value
		}
		shown = max(shown, 100*math.Log(first/value)/math.Log(first/goal))
		p.count(int(min(shown, 99)))
	}
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.container.Wait()
	}
}
