package main

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestQuantile(t *testing.T) {
	t.Parallel()
	var sorted []time.Duration
	for i := range 100 {
		sorted = append(sorted, time.Duration(i+1))
	}
	for name, c := range map[string]struct {
		share float64
		want  time.Duration
	}{
		"median": {0.5, 50}, "p95": {0.95, 95}, "p99": {0.99, 99}, "longest": {1, 100}, "shortest": {0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, quantile(sorted, c.share))
		})
	}
	require.Equal(t, time.Duration(7), quantile([]time.Duration{7}, 0.5))
}

// Nobody begins a round before all have ended the one before, and who leaves
// holds nobody up.
func TestStep(t *testing.T) {
	t.Parallel()
	const people = 20
	s := newStep(people, true)
	var arrived [people + 1]atomic.Int32
	var wait sync.WaitGroup
	for rounds := 1; rounds <= people; rounds++ {
		wait.Go(func() {
			defer s.leave()
			for round := range rounds {
				arrived[round].Add(1)
				s.wait()
				require.EqualValues(t, people-round, arrived[round].Load(), "all who are still there have come to round %d", round)
			}
		})
	}
	wait.Wait()
}

func TestOnlyThisMachineIsMeasured(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:80", "10.0.0.1:80", "example.org:80", "127.0.0.1"} {
		_, err := startService(t.Context(), options{listen: address})
		require.ErrorContains(t, err, "not a loopback address", address)
	}
}
