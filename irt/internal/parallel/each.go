package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls work(0) to work(n-1) on several goroutines, one per processor where
// threads is below 1. Pieces are begun in order. Where some fail it returns the
// error of the first of these, and leaves undone what was not begun by then.
func Each(n, threads int, work func(i int) error) error {
	if threads < 1 {
		threads = runtime.GOMAXPROCS(0)
	}
	var (
		next   atomic.Int64
		wait   sync.WaitGroup
		mutex  sync.Mutex
		at     = n
		failed error
	)
	for range min(n, threads) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				err := work(i)
				if err == nil {
					continue
				}
				next.Store(int64(n))
				mutex.Lock()
				defer mutex.Unlock()
				if i < at {
					at, failed = i, err
				}
				return
			}
		})
	}
	wait.Wait()
	return failed
}
