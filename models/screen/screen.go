package screen

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Screen is one drawn screen: a pointer to one of the kinds of this package.
type Screen interface {
	// Kind is the word behind "screen" in the fence, such as chat.
	Kind() string
	// Words is what the screen says, line by line, for readers that cannot draw.
	Words() []string
	// check reports the first field that cannot be drawn.
	check() error
}

var kinds = map[string]func() Screen{
	"search":  func() Screen { return &Search{} },
	"chat":    func() Screen { return &Chat{} },
	"dialog":  func() Screen { return &Dialog{} },
	"sheet":   func() Screen { return &Sheet{} },
	"flow":    func() Screen { return &Flow{} },
	"ai":      func() Screen { return &AI{} },
	"page":    func() Screen { return &Page{} },
	"post":    func() Screen { return &Post{} },
	"files":   func() Screen { return &Files{} },
	"chart":   func() Screen { return &Chart{} },
	"grid":    func() Screen { return &Grid{} },
	"notice":  func() Screen { return &Notice{} },
	"picture": func() Screen { return &Picture{} },
}

// Kinds returns the kinds of screens in alphabetical order.
func Kinds() []string { return slices.Sorted(maps.Keys(kinds)) }

// Parse reads the body of a fence of the kind. The error names the field or
// the line of the body.
func Parse(kind, body string) (Screen, error) {
	empty, known := kinds[kind]
	if !known {
		return nil, fmt.Errorf("%q is no kind of screen; use one of %s", kind, strings.Join(Kinds(), ", "))
	}
	s := empty()
	d := yaml.NewDecoder(bytes.NewReader([]byte(body)))
	d.KnownFields(true)
	if err := d.Decode(s); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("it is empty")
		}
		return nil, fmt.Errorf("screen %s: %w", kind, err)
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("screen %s: %w", kind, err)
	}
	return s, nil
}

// Block is a stretch of Markdown, or a screen.
type Block struct {
	Markdown string
	Kind     string // of a screen, else empty
	Body     string // of a screen
}

const fence = "```"

// Split cuts a Markdown text into running text and screens. A screen begins
// with a line "```screen KIND" and ends with a line "```", or with the text.
func Split(markdown string) []Block {
	var blocks []Block
	var lines []string
	kind, inScreen, inCode := "", false, false
	flush := func() {
		text := strings.Join(lines, "\n")
		lines = nil
		if inScreen {
			blocks = append(blocks, Block{Kind: kind, Body: text})
		} else if strings.TrimSpace(text) != "" {
			blocks = append(blocks, Block{Markdown: text})
		}
	}
	for line := range strings.Lines(markdown) {
		line = strings.TrimRight(line, "\r\n")
		opens, isFence := strings.CutPrefix(line, fence)
		word, rest, _ := strings.Cut(opens, " ")
		switch {
		case inScreen && isFence:
			flush()
			inScreen = false
		case !inScreen && !inCode && isFence && word == "screen":
			flush()
			kind, inScreen = strings.TrimSpace(rest), true
		default:
			if isFence {
				inCode = !inCode
			}
			lines = append(lines, line)
		}
	}
	if inScreen || len(lines) > 0 {
		flush()
	}
	return blocks
}

// Plain returns the text with each screen replaced by its words. A screen that
// cannot be read stays as it was written.
func Plain(markdown string) string {
	var parts []string
	for _, b := range Split(markdown) {
		parts = append(parts, b.plain())
	}
	return strings.Join(parts, "\n\n")
}

func (b Block) plain() string {
	if b.Kind == "" {
		return strings.Trim(b.Markdown, "\n")
	}
	s, err := Parse(b.Kind, b.Body)
	if err != nil {
		return b.Body
	}
	return strings.Join(s.Words(), "\n")
}

// words drops what is empty.
func words(lines ...string) []string {
	return slices.DeleteFunc(lines, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// missing names the first pair of field and value whose value is empty.
func missing(pairs ...string) error {
	for pair := range slices.Chunk(pairs, 2) {
		if strings.TrimSpace(pair[len(pair)-1]) == "" {
			return fmt.Errorf("%s is missing", pair[0])
		}
	}
	return nil
}
