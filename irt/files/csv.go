package files

import (
	"bytes"
	"errors"
	"strings"
)

// header splits the first line.
func (r *Reader) header(line []byte) ([]string, error) {
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	if !bytes.ContainsRune(line, ',') && bytes.ContainsAny(line, ";\t") {
		return nil, &Error{File: r.file, Line: 1, Message: "the columns are not separated by commas; save the file as comma-separated"}
	}
	var names []string
	for rest := line; rest != nil; {
		field, after, err := cut(rest)
		if err != nil {
			return nil, &Error{File: r.file, Line: 1, Column: len(names) + 1, Message: err.Error()}
		}
		names = append(names, string(field))
		rest = after
	}
	return names, nil
}

// cut takes the first field off a line: trimmed of spaces, and of quotes with
// doubled quotes inside undone. rest is nil after the last field.
func cut(line []byte) (field, rest []byte, err error) {
	if start := bytes.TrimLeft(line, " "); len(start) > 0 && start[0] == '"' {
		return cutQuoted(start[1:])
	}
	field, rest, more := bytes.Cut(line, []byte{','})
	if !more {
		rest = nil
	}
	return bytes.TrimSpace(field), rest, nil
}

func cutQuoted(line []byte) (field, rest []byte, err error) {
	for {
		end := bytes.IndexByte(line, '"')
		if end < 0 {
			return nil, nil, errors.New("a quote is not closed on its line")
		}
		field = append(field, line[:end]...)
		line = line[end+1:]
		if len(line) == 0 || line[0] != '"' {
			break
		}
		field = append(field, '"')
		line = line[1:]
	}
	between, rest, more := bytes.Cut(line, []byte{','})
	if len(bytes.TrimSpace(between)) > 0 {
		return nil, nil, errors.New("text follows a closing quote; double the quotes inside a quoted field")
	}
	if !more {
		rest = nil
	}
	return bytes.TrimSpace(field), rest, nil
}

// appendField writes a field, quoted where it must be.
func appendField(dst []byte, field string) []byte {
	if !strings.ContainsAny(field, "\",\r\n") && strings.TrimSpace(field) == field {
		return append(dst, field...)
	}
	dst = append(dst, '"')
	dst = append(dst, strings.ReplaceAll(field, `"`, `""`)...)
	return append(dst, '"')
}
