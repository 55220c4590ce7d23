package recommend

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
)

// lines reads a text line by line in bounded memory. A line longer than limit
// is skipped and told of, not read whole.
type lines struct {
	in     *bufio.Reader
	limit  int
	number int // of the line read last, from 1
}

var errLongLine = errors.New("line too long")

// newLines unpacks what begins like a gzip file.
func newLines(r io.Reader, limit int) (*lines, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = bufio.NewReaderSize(unzipped, 64<<10)
	}
	return &lines{in: in, limit: limit}, nil
}

// next returns the next line that is not blank, without its end, valid until
// the following call. It returns errLongLine for a line over the limit and
// io.EOF after the last.
func (l *lines) next() ([]byte, error) {
	for {
		line, err := l.read()
		if line = bytes.TrimSpace(line); len(line) > 0 || err != nil {
			return line, err
		}
	}
}

func (l *lines) read() ([]byte, error) {
	l.number++
	var line []byte
	tooLong := false
	for {
		piece, err := l.in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(piece) > l.limit; !tooLong {
			line = append(line, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(line) > 0 || tooLong): // the last line has no end
		case err != nil:
			return nil, err
		}
		if tooLong {
			return nil, errLongLine
		}
		return line, nil
	}
}
