package content

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong in the content: where, what, and how to
// mend it.
type Problem struct {
	File string // such as items/IL20.yaml; empty for a bundle that was not read from files
	Line int    // 0 when the parser gives none
	Path string // field inside the record, such as parts[0].options[2].text.en
	What string
	Mend string
}

// String returns the problem in one line, in the manner of a compiler.
func (p Problem) String() string {
	where := p.File
	if p.Line > 0 {
		where += fmt.Sprintf(":%d", p.Line)
	}
	if p.Path != "" {
		where = strings.TrimPrefix(where+" "+p.Path, " ")
	}
	return fmt.Sprintf("%s: %s; %s", where, p.What, p.Mend)
}

// Problems is a list of problems as one error.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
