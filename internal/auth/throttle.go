package auth

import (
	"container/list"
	"sync"
	"time"
)

// ThrottleConfig says how many tries a key has.
type ThrottleConfig struct {
	Burst int              // tries at once; 0 means 10
	Every time.Duration    // one more try after each; 0 means 30 s
	Keys  int              // keys remembered at most, the least recently used is forgotten; 0 means 100,000
	Clock func() time.Time // nil means time.Now
}

// Throttle is a set of token buckets by key, of bounded size. It is safe for
// concurrent use.
type Throttle struct {
	cfg     ThrottleConfig
	mu      sync.Mutex
	buckets map[string]*list.Element
	recent  *list.List // of *bucket, most recently used first
}

type bucket struct {
	key    string
	tokens float64
	at     time.Time // when tokens was right
}

// NewThrottle returns an empty throttle.
func NewThrottle(cfg ThrottleConfig) *Throttle {
	if cfg.Burst == 0 {
		cfg.Burst = 10
	}
	if cfg.Every == 0 {
		cfg.Every = 30 * time.Second
	}
	if cfg.Keys == 0 {
		cfg.Keys = 100_000
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	return &Throttle{cfg: cfg, buckets: make(map[string]*list.Element), recent: list.New()}
}

// Take uses up one try of the key. When none is left it returns how long to
// wait for the next one, otherwise 0.
func (t *Throttle) Take(key string) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.bucket(key)
	if b.tokens < 1 {
		return time.Duration((1 - b.tokens) * float64(t.cfg.Every))
	}
	b.tokens--
	return 0
}

// Return gives back a try taken for the key.
func (t *Throttle) Return(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.bucket(key)
	b.tokens = min(float64(t.cfg.Burst), b.tokens+1)
}

// Len returns the number of keys remembered.
func (t *Throttle) Len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.recent.Len()
}

// bucket returns the key's bucket, filled up to now. The caller holds the lock.
func (t *Throttle) bucket(key string) *bucket {
	now := t.cfg.Clock()
	if e, ok := t.buckets[key]; ok {
		t.recent.MoveToFront(e)
		b := e.Value.(*bucket)
		gained := float64(now.Sub(b.at)) / float64(t.cfg.Every)
		b.tokens, b.at = min(float64(t.cfg.Burst), b.tokens+max(0, gained)), now
		return b
	}
	if t.recent.Len() >= t.cfg.Keys {
		oldest := t.recent.Remove(t.recent.Back()).(*bucket)
		delete(t.buckets, oldest.key)
	}
	b := &bucket{key: key, tokens: float64(t.cfg.Burst), at: now}
	t.buckets[key] = t.recent.PushFront(b)
	return b
}
