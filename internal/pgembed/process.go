package pgembed

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is a child whose life is tied to ours.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed once the child has ended
	err  error         // how it ended; read after done
}

// startProcess starts cmd and waits for it in the background. Linux sends the
// parent-death signal when the thread that forked ends, so that thread is kept
// for the child alone.
func startProcess(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	return p, <-started
}

// running reports whether the child has not ended yet.
func (p *process) running() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// stop sends the signals one after the other, each after waiting in vain for
// the one before, and returns once the child has ended.
func (p *process) stop(signals []syscall.Signal, wait time.Duration) {
	for _, signal := range signals {
		_ = p.cmd.Process.Signal(signal) // fails only once the child has ended
		select {
		case <-p.done:
			return
		case <-time.After(wait):
		}
	}
	<-p.done
}

// environment is what a child gets of ours: nothing that could be a secret,
// and the C locale, which every system has.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
}
