package api

import (
	"context"
	"sync"
	"time"

	"suyang/models"
)

// streamsPerPerson bounds how many streams one person holds open, in all her
// tabs.
const streamsPerPerson = 6

// hub knows the streams that are open, so that a shutdown can end them: the
// server itself would wait for them for ever.
type hub struct {
	mu       sync.Mutex
	open     map[models.AccountID]int
	closing  chan struct{} // closed when the hub drains
	stopping bool
	running  sync.WaitGroup
	base     context.Context //nolint:containedctx // ends when streams must end at once; they outlive the requests that began them
	cancel   context.CancelFunc
}

func newHub() *hub {
	h := &hub{open: make(map[models.AccountID]int), closing: make(chan struct{})}
	h.base, h.cancel = context.WithCancel(context.Background())
	return h
}

// join counts a stream of the person until leave is called. It refuses when
// she has too many, or when the hub drains.
func (h *hub) join(id models.AccountID) (leave func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopping {
		return nil, errRestarting()
	}
	if h.open[id] >= streamsPerPerson {
		return nil, models.Errorf(models.CodeRateLimited, "too many open connections; close other tabs")
	}
	h.open[id]++
	h.running.Add(1)
	return func() { h.leave(id) }, nil
}

func (h *hub) leave(id models.AccountID) {
	h.mu.Lock()
	if h.open[id]--; h.open[id] == 0 {
		delete(h.open, id)
	}
	h.mu.Unlock()
	h.running.Done()
}

// drain refuses new streams, tells watching ones to end, and cancels what
// still runs after grace. The returned function waits for all to have ended.
func (h *hub) drain(grace time.Duration) (wait func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.stopping {
		h.stopping = true
		close(h.closing)
	}
	timer := time.AfterFunc(grace, h.cancel)
	return func() {
		timer.Stop()
		h.cancel()
		h.running.Wait()
	}
}

func (h *hub) draining() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.stopping
}

func errRestarting() error {
	return models.Errorf(models.CodeUnavailable, "the service is restarting; try again in a moment")
}
