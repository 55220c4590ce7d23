package auth_test

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/internal/auth"
)

// clock is a time that tests move by hand.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

func TestThrottle(t *testing.T) {
	t.Parallel()
	c := newClock()
	th := auth.NewThrottle(auth.ThrottleConfig{Burst: 3, Every: 10 * time.Second, Clock: c.now})
	for range 3 {
		require.Zero(t, th.Take("a"))
	}
	require.Equal(t, 10*time.Second, th.Take("a"))
	require.Zero(t, th.Take("b"), "another key has its own tries")

	c.advance(4 * time.Second)
	require.Equal(t, 6*time.Second, th.Take("a").Round(time.Millisecond))
	c.advance(6 * time.Second)
	require.Zero(t, th.Take("a"))
	require.NotZero(t, th.Take("a"))

	th.Return("a")
	require.Zero(t, th.Take("a"), "a try given back can be used again")

	for _, giveBack := range []bool{false, true} {
		c.advance(time.Hour)
		if giveBack {
			th.Return("a")
		}
		for range 3 {
			require.Zero(t, th.Take("a"))
		}
		require.NotZero(t, th.Take("a"), "never more than the burst")
	}

	c.advance(-time.Hour)
	require.NotZero(t, th.Take("a"), "a clock set back gives nothing")
}

func TestThrottleForgetsTheLeastRecentlyUsed(t *testing.T) {
	t.Parallel()
	c := newClock()
	th := auth.NewThrottle(auth.ThrottleConfig{Burst: 1, Every: time.Hour, Keys: 100, Clock: c.now})
	require.Zero(t, th.Take("kept"))
	for i := range 1000 {
		th.Take(strconv.Itoa(i))
		require.NotZero(t, th.Take("kept"), "in use, so not forgotten")
	}
	require.Equal(t, 100, th.Len())
	require.Zero(t, th.Take("0"), "forgotten")
}

func TestThrottleConcurrently(t *testing.T) {
	t.Parallel()
	c := newClock()
	th := auth.NewThrottle(auth.ThrottleConfig{Burst: 50, Every: time.Hour, Clock: c.now})
	var wg sync.WaitGroup
	granted := make(chan struct{}, 200)
	for range 200 {
		wg.Go(func() {
			if th.Take("a") == 0 {
				granted <- struct{}{}
			}
		})
	}
	wg.Wait()
	require.Len(t, granted, 50)
}
