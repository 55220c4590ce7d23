package files

import (
	"fmt"
	"strings"
)

// Error is a fault in a file that its owner can mend.
type Error struct {
	File   string
	Line   int    // from 1; 0: the file as a whole
	Column int    // from 1; 0: the line as a whole
	Field  string // the name of the column or JSON field
	// Message says what is wrong and how to mend it.
	Message string
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	switch {
	case e.Column > 0 && e.Field != "":
		fmt.Fprintf(&b, ": column %d (%s)", e.Column, e.Field)
	case e.Column > 0:
		fmt.Fprintf(&b, ": column %d", e.Column)
	case e.Field != "":
		fmt.Fprintf(&b, ": %s", e.Field)
	}
	return b.String() + ": " + e.Message
}
