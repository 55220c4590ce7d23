package main

import "sync"

// step lets all who are still there go on in the same moment.
type step struct {
	off     bool
	mu      sync.Mutex
	all     sync.Cond
	there   int // who takes part
	waiting int
	turn    int
}

func newStep(n int, on bool) *step {
	s := &step{off: !on, there: n}
	s.all.L = &s.mu
	return s
}

// wait returns once all who take part wait.
func (s *step) wait() {
	if s.off {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting++
	for turn := s.turn; s.waiting < s.there && turn == s.turn; {
		s.all.Wait()
	}
	s.goOn()
}

// leave lets the others go on without one who is done.
func (s *step) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.there--
	s.goOn()
}

// goOn opens the step when everybody waits.
func (s *step) goOn() {
	if s.waiting > 0 && s.waiting >= s.there {
		s.waiting = 0
		s.turn++
		s.all.Broadcast()
	}
}
