package llm

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"suyang/internal/modelhttp"
)

// Bounds of what is read from an endpoint.
const (
	maxLine  = 4 << 20  // longest line
	maxReply = 64 << 10 // longest reply; a companion's has some hundred characters
	piece    = 8 << 10  // longest text of one frame handed on: langchaingo breaks at lines of 64 KiB, and a byte may take six in JSON
)

// frames reads an event stream and passes on only what is sure: the text of a
// reply, in frames of bounded length. It ends with io.EOF only after [DONE] and
// a finish reason of "stop"; whatever else happens is an error, in broken.
type frames struct {
	body     io.ReadCloser
	in       *bufio.Reader
	out      bytes.Buffer
	length   int
	finished string // finish reason
	done     bool   // [DONE] has come
	broken   error  // why the reply is not whole
}

func newFrames(body io.ReadCloser) *frames {
	return &frames{body: body, in: bufio.NewReaderSize(body, 32<<10)}
}

// frame is one event of a stream, as far as it is used.
type frame struct {
	Choices []struct {
		Delta struct {
			Content string `json:"content"`
		} `json:"delta"`
		FinishReason string `json:"finish_reason"`
	} `json:"choices"`
	Error json.RawMessage `json:"error"`
}

// Read implements io.Reader.
func (f *frames) Read(p []byte) (int, error) {
	for f.out.Len() == 0 && !f.done && f.broken == nil {
		f.broken = f.advance()
	}
	if f.out.Len() > 0 {
		return f.out.Read(p)
	}
	if f.broken != nil {
		return 0, f.broken
	}
	return 0, io.EOF
}

// Close implements io.Closer.
func (f *frames) Close() error { return f.body.Close() }

// whole returns nil when the reply has come to its proper end.
func (f *frames) whole() error {
	if f.broken == nil && !f.done {
		return errors.New("the reply was not read to its end")
	}
	return f.broken
}

// advance reads one line.
func (f *frames) advance() error {
	line, err := f.line()
	if err != nil {
		return err
	}
	data, isData := bytes.CutPrefix(line, []byte("data:"))
	data = bytes.TrimSpace(data)
	switch {
	case !isData || len(data) == 0: // comments, names of events, blank lines
		return nil
	case string(data) == "[DONE]":
		return f.end()
	}
	return f.take(data)
}

// line reads a line of at most maxLine bytes.
func (f *frames) line() ([]byte, error) {
	var line []byte
	for {
		part, err := f.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLine:
			return nil, fmt.Errorf("a line is longer than %d bytes", maxLine)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return nil, errors.New("the stream ended without [DONE]")
		case err != nil:
			return nil, fmt.Errorf("the line to the endpoint broke: %w", err)
		}
		return bytes.TrimSpace(line), nil
	}
}

func (f *frames) end() error {
	if f.finished != "stop" {
		return fmt.Errorf("the reply ended with reason %q, not with stop", f.finished)
	}
	if f.length == 0 {
		return errors.New("the reply is empty")
	}
	f.done = true
	f.out.WriteString("data: [DONE]\n\n")
	return nil
}

// take reads one frame and passes its text on.
func (f *frames) take(data []byte) error {
	var got frame
	if err := json.Unmarshal(data, &got); err != nil {
		return fmt.Errorf("a frame is not JSON: %s", modelhttp.Excerpt(string(data)))
	}
	if len(got.Error) > 0 && string(got.Error) != "null" {
		return fmt.Errorf("the endpoint reports: %s", modelhttp.Excerpt(string(got.Error)))
	}
	if len(got.Choices) == 0 { // counts of tokens
		return nil
	}
	if reason := got.Choices[0].FinishReason; reason != "" {
		f.finished = reason
	}
	text := got.Choices[0].Delta.Content
	if f.length += len(text); f.length > maxReply {
		return fmt.Errorf("the reply is longer than %d bytes", maxReply)
	}
	return f.pass(text)
}

// pass writes text as frames of our own.
func (f *frames) pass(text string) error {
	for len(text) > 0 {
		cut := min(piece, len(text))
		for cut < len(text) && !startsRune(text[cut]) {
			cut--
		}
		quoted, err := json.Marshal(strings.ToValidUTF8(text[:cut], "\uFFFD"))
		if err != nil {
			return err
		}
		fmt.Fprintf(&f.out, "data: {\"choices\":[{\"delta\":{\"content\":%s}}]}\n\n", quoted)
		text = text[cut:]
	}
	return nil
}

func startsRune(b byte) bool { return b&0xC0 != 0x80 }
