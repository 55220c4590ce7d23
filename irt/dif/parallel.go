package dif

import (
	"sync"
	"sync/atomic"
)

// parallel calls work(0) to work(n-1) on several goroutines and returns the
// first error met. Work not yet begun by then is left undone.
func parallel(n, threads int, work func(i int) error) error {
	var (
		next   atomic.Int64
		wait   sync.WaitGroup
		once   sync.Once
		failed error
	)
	for range min(n, threads) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := work(i); err != nil {
					once.Do(func() { failed = err })
					next.Store(int64(n))
					return
				}
			}
		})
	}
	wait.Wait()
	return failed
}
