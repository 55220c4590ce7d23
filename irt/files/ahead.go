package files

import (
	"io"
	"sync"
)

const (
	// aheadBytes is how much is read at a time, aheadBlocks how often before it
	// is asked for.
	aheadBytes  = 1 << 17
	aheadBlocks = 4
)

// ahead reads from a stream before it is asked, so that decompressing and
// parsing run at the same time.
type ahead struct {
	full, free chan []byte
	stop       chan struct{}
	ended      sync.WaitGroup
	block      []byte // the last from full
	rest       []byte // of block, not yet asked for
	err        error  // set before full is closed
	source     io.Closer
}

// readAhead reads ahead from in. Close ends that and closes source.
func readAhead(in io.Reader, source io.Closer) io.ReadCloser {
	a := &ahead{
		full: make(chan []byte, aheadBlocks), free: make(chan []byte, aheadBlocks),
		stop: make(chan struct{}), source: source,
	}
	for range aheadBlocks {
		a.free <- make([]byte, aheadBytes)
	}
	a.ended.Go(func() { a.fill(in) })
	return a
}

// fill fills free blocks until the stream ends or is not wanted any more.
func (a *ahead) fill(in io.Reader) {
	defer close(a.full)
	for a.err == nil {
		select {
		case <-a.stop:
			return
		case block := <-a.free:
			n := 0
			for n < len(block) && a.err == nil {
				var read int
				read, a.err = in.Read(block[n:])
				n += read
			}
			a.full <- block[:n]
		}
	}
}

func (a *ahead) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.block != nil {
			a.free <- a.block[:cap(a.block)]
			a.block = nil
		}
		block, open := <-a.full
		if !open {
			return 0, a.err
		}
		a.block, a.rest = block, block
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

func (a *ahead) Close() error {
	close(a.stop)
	a.ended.Wait()
	return a.source.Close()
}
