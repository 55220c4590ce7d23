package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"time"
)

// options of a run.
type options struct {
	binary   string
	listen   string
	pupils   int
	tests    int
	think    time.Duration
	together bool
}

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "bin/suyang", "the program to measure")
	flag.StringVar(&o.listen, "listen", "127.0.0.1:18080", "loopback address for it to answer on")
	flag.IntVar(&o.pupils, "pupils", 100, "pupils at once, 1 to 1000")
	flag.IntVar(&o.tests, "tests", 2, "tests each pupil takes, 1 to 20")
	flag.DurationVar(&o.think, "think", time.Second, "mean time a pupil thinks before an answer")
	flag.BoolVar(&o.together, "together", false, "all pupils answer in the same moment")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "loadtest:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if o.pupils < 1 || o.pupils > 1000 || o.tests < 1 || o.tests > 20 {
		return errors.New("1 to 1000 pupils and 1 to 20 tests can be measured")
	}
	before := loadAverage()
	s, err := startService(ctx, o)
	if err != nil {
		return err
	}
	pupils, err := s.seat(ctx, o)
	if err != nil {
		return errors.Join(err, s.stop())
	}
	fmt.Printf("%d pupils, %d tests each, %v to think, %d processors, load average before %s\n\n",
		o.pupils, o.tests, o.think, runtime.NumCPU(), before)
	w := newWatch()
	if err := errors.Join(measure(ctx, o, pupils, w), w.print(), s.stop()); err != nil {
		return err
	}
	busy := s.busy()
	_, err = fmt.Printf("\nprocessor time of service and database: %.1f s, %.2f ms an answer\n",
		busy.Seconds(), busy.Seconds()*1000/float64(w.count(answer)))
	return err
}

// loadAverage is that of the last minute, where the system tells it.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Fields(string(text))[0]
}
