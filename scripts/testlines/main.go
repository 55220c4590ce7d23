// Command testlines turns the output of go test -json into what a reader
// wants: of a package that passes go test's own closing line, of one that fails
// everything it said, and before the closing line each skipped test with its
// reason, so that no skip goes unseen.
//
//	go test -json ./... | testlines
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := report(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "testlines:", err)
		os.Exit(1)
	}
}

// event is what go test -json writes (go doc test2json).
type event struct {
	Action  string
	Package string
	Test    string
	Output  string
}

// packageLog is what a package said so far.
type packageLog struct {
	output  []event
	passed  map[string]bool // the tests whose output nobody needs
	skipped []string
}

// report reads events until the end and writes the readable form.
func report(in io.Reader, out io.Writer) error {
	packages := map[string]*packageLog{}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			if _, err := io.WriteString(out, readable(line, packages)); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// readable returns what a line of input gives to print now, which is nothing
// until its package has ended.
func readable(line string, packages map[string]*packageLog) string {
	var e event
	if err := json.Unmarshal([]byte(line), &e); err != nil {
		return line // not every line of go test is JSON
	}
	if e.Action == "build-output" {
		return e.Output
	}
	log := packages[e.Package]
	if log == nil {
		log = &packageLog{passed: map[string]bool{}}
		packages[e.Package] = log
	}
	if e.Test != "" || e.Action == "output" {
		log.add(e)
		return ""
	}
	switch e.Action {
	case "fail":
		delete(packages, e.Package)
		return log.skips() + log.failure()
	case "pass", "skip":
		delete(packages, e.Package)
		return log.skips() + log.closing()
	}
	return ""
}

func (p *packageLog) add(e event) {
	switch e.Action {
	case "output":
		p.output = append(p.output, e)
	case "pass":
		p.passed[e.Test] = true
	case "skip":
		p.passed[e.Test] = true
		p.skipped = append(p.skipped, e.Test)
	}
}

// skips returns a line for each skipped test.
func (p *packageLog) skips() string {
	var text strings.Builder
	for _, test := range p.skipped {
		fmt.Fprintf(&text, "skipped %s: %s\n", test, p.reason(test))
	}
	return text.String()
}

// reason returns what the test said, without go test's own framing.
func (p *packageLog) reason(test string) string {
	var said []string
	for _, e := range p.output {
		line := strings.TrimSpace(e.Output)
		if e.Test == test && !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			said = append(said, line)
		}
	}
	if len(said) == 0 {
		return "no reason given"
	}
	return strings.Join(said, " ")
}

// closing returns the package's last line: ok, FAIL or "?".
func (p *packageLog) closing() string {
	if len(p.output) == 0 {
		return ""
	}
	return p.output[len(p.output)-1].Output
}

// failure returns everything but the output of the tests that passed.
func (p *packageLog) failure() string {
	var text strings.Builder
	for _, e := range p.output {
		if !p.passed[e.Test] {
			text.WriteString(e.Output)
		}
	}
	return text.String()
}
