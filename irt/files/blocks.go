package files

import (
	"errors"
	"io"
	"iter"
)

// blockPersons is how many persons are read, scored and written at a time.
const blockPersons = 8192

// ahead reads the persons block by block, each while the one before is worked
// on. A block is valid until the next one. The first error ends it.
func (r *Reader) ahead() iter.Seq2[*Block, error] {
	return func(yield func(*Block, error) bool) {
		free, full, done := make(chan *Block, 2), make(chan filled), make(chan struct{})
		defer close(done)
		free <- new(Block)
		free <- new(Block)
		go r.fill(free, full, done)
		for b := range full {
			if !yield(b.block, b.err) || b.err != nil {
				return
			}
			free <- b.block
		}
	}
}

// filled is a block and what went wrong reading it.
type filled struct {
	block *Block
	err   error
}

func (r *Reader) fill(free <-chan *Block, full chan<- filled, done <-chan struct{}) {
	defer close(full)
	for {
		select {
		case <-done:
			return
		case b := <-free:
			err := r.Read(b, blockPersons)
			if errors.Is(err, io.EOF) {
				return
			}
			select {
			case full <- filled{b, err}:
			case <-done:
				return
			}
		}
	}
}
