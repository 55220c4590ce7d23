package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"text/tabwriter"
	"time"
)

// watch collects how long each kind of request took.
type watch struct {
	mu    sync.Mutex
	took  map[string][]time.Duration
	first map[string]time.Time
	last  map[string]time.Time
}

func newWatch() *watch {
	return &watch{took: map[string][]time.Duration{}, first: map[string]time.Time{}, last: map[string]time.Time{}}
}

// time runs a request and notes how long it took.
func (w *watch) time(what string, request func() error) error {
	begin := time.Now()
	err := request()
	end := time.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.took[what] = append(w.took[what], end.Sub(begin))
	if first, ok := w.first[what]; !ok || begin.Before(first) {
		w.first[what] = begin
	}
	if end.After(w.last[what]) {
		w.last[what] = end
	}
	return err
}

// count is how many requests of a kind there were.
func (w *watch) count(what string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.took[what])
}

// print writes a table of quantiles.
func (w *watch) print() error {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "request\tcount\ta second\tp50\tp95\tp99\tlongest\t")
	for _, what := range []string{signIn, listTests, start, answer} {
		took := slices.Sorted(slices.Values(w.took[what]))
		if len(took) == 0 {
			continue
		}
		rate := float64(len(took)) / w.last[what].Sub(w.first[what]).Seconds()
		fmt.Fprintf(out, "%s\t%d\t%.0f\t", what, len(took), rate)
		for _, q := range []float64{0.5, 0.95, 0.99, 1} {
			fmt.Fprintf(out, "%.1f ms\t", float64(quantile(took, q).Microseconds())/1000)
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

// quantile of sorted values: the smallest that so large a share does not exceed.
func quantile(sorted []time.Duration, share float64) time.Duration {
	i := int(share*float64(len(sorted))+0.999999) - 1
	return sorted[min(max(i, 0), len(sorted)-1)]
}

// The kinds of requests.
const (
	signIn    = "sign in"
	listTests = "list tests"
	start     = "start"
	answer    = "answer"
)

// measure lets the pupils sign in, all at once, and take their tests.
func measure(ctx context.Context, o options, pupils []*pupil, w *watch) error {
	err := each(pupils, func(p *pupil) error {
		return w.time(signIn, func() error { return p.signIn(ctx) })
	})
	if err != nil {
		return err
	}
	step := newStep(len(pupils), o.together)
	return each(pupils, func(p *pupil) error {
		defer step.leave()
		return takeTests(ctx, o, p, w, step)
	})
}

// each runs fn for all pupils at once.
func each(pupils []*pupil, fn func(*pupil) error) error {
	var wait sync.WaitGroup
	errs := make([]error, len(pupils))
	for i, p := range pupils {
		wait.Go(func() { errs[i] = fn(p) })
	}
	wait.Wait()
	return cmp.Or(errs...)
}

func takeTests(ctx context.Context, o options, p *pupil, w *watch, together *step) error {
	var tests []string
	err := w.time(listTests, func() (err error) { tests, err = p.offers(ctx); return err })
	if err != nil {
		return err
	}
	for _, test := range tests {
		p.think(ctx, o.think)
		var t task
		if err := w.time(start, func() (err error) { t, err = p.start(ctx, test); return err }); err != nil {
			return err
		}
		for !t.Done {
			p.think(ctx, o.think)
			together.wait()
			if err := w.time(answer, func() (err error) { t, err = p.answer(ctx, t); return err }); err != nil {
				return err
			}
		}
	}
	return nil
}
