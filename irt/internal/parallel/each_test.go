package parallel_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/internal/parallel"
)

func TestEachDoesEveryPieceOnce(t *testing.T) {
	t.Parallel()
	for _, threads := range []int{-1, 0, 1, 2, 7, 200} {
		done := make([]int, 100)
		require.NoError(t, parallel.Each(len(done), threads, func(i int) error {
			done[i]++
			return nil
		}))
		parallel.For(len(done), threads, func(i int) { done[i]++ })
		for i, times := range done {
			require.Equal(t, 2, times, "piece %d on %d threads", i, threads)
		}
	}
	require.NoError(t, parallel.Each(0, 4, func(int) error { return fmt.Errorf("there is no work") }))
}

func TestEachReturnsTheFirstError(t *testing.T) {
	t.Parallel()
	for range 200 {
		var begun atomic.Int64
		err := parallel.Each(1000, 4, func(i int) error {
			begun.Add(1)
			if i >= 5 && i%5 == 0 {
				return fmt.Errorf("piece %d", i)
			}
			return nil
		})
		require.EqualError(t, err, "piece 5")
		require.Less(t, begun.Load(), int64(1000), "the rest is left undone")
	}
}
