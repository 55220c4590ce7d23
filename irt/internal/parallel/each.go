package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// For calls work(0) to work(n-1) on several goroutines, one per processor where
// threads is below 1. Pieces are begun in order.
func For(n, threads int, work func(i int)) {
	spread(n, threads, func(i int) bool {
		work(i)
		return true
	})
}

// Each is For with pieces that may fail: it returns the error of the first of
// these, and leaves undone what was not begun by then.
func Each(n, threads int, work func(i int) error) error {
	var mutex sync.Mutex
	at, failed := n, error(nil)
	spread(n, threads, func(i int) bool {
		err := work(i)
		if err == nil {
			return true
		}
		mutex.Lock()
		defer mutex.Unlock()
		if i < at {
			at, failed = i, err
		}
		return false
	})
	return failed
}

// spread begins no more pieces once one is false.
func spread(n, threads int, work func(i int) bool) {
	if threads < 1 {
		threads = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, threads) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if !work(i) {
					next.Store(int64(n))
				}
			}
		})
	}
	wait.Wait()
}
