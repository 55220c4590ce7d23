package calibrate

import (
	"sync"
	"sync/atomic"
)

// parallel does work 0 to n-1 on several threads. What one does must not touch
// what another does.
func parallel(threads, n int, work func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(threads, n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wait.Wait()
}
