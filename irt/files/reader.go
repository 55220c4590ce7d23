package files

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"suyang/irt"
)

const (
	// MaxCode is the largest response code.
	MaxCode = 250
	// longestLine bounds a line of CSV, in bytes.
	longestLine = 1 << 20
)

// Reader reads persons from a CSV of responses.
type Reader struct {
	file    string
	in      *bufio.Reader
	columns []column
	items   []string
	// covariates are the names of the columns of numbers, in the order of the
	// file.
	covariates []string
	line       int
	ids        map[string]int // line of each identity
}

// Block is a run of persons. Reading into a Block again reuses its memory.
type Block struct {
	// Codes holds persons x items, row by row: a response code as it stands in
	// the file, or irt.MissingCell.
	Codes []uint8
	// IDs, Groups, Clusters and Weights have one entry per person where Columns
	// names such a column, and are empty otherwise.
	IDs, Groups, Clusters []string
	Weights               []float64
	// Covariates holds persons x covariates, row by row, in the order of the file.
	Covariates []float64
	// Line is the line of the first person.
	Line int
	// Persons is the number of persons.
	Persons int
}

// NewReader reads the header. file is the name that errors give.
func NewReader(in io.Reader, file string, c Columns) (*Reader, error) {
	r := &Reader{file: file, in: bufio.NewReaderSize(in, longestLine), ids: make(map[string]int)}
	line, err := r.next()
	if errors.Is(err, io.EOF) {
		return nil, &Error{File: file, Message: "the file is empty; its first line must name the columns"}
	}
	if err != nil {
		return nil, err
	}
	header, err := r.header(line)
	if err != nil {
		return nil, err
	}
	if r.columns, err = c.resolve(file, header); err != nil {
		return nil, err
	}
	for _, column := range r.columns {
		switch column.role {
		case item:
			r.items = append(r.items, column.name)
		case covariate:
			r.covariates = append(r.covariates, column.name)
		}
	}
	return r, nil
}

// Items are the names of the items, in the order of the file.
func (r *Reader) Items() []string { return r.items }

// has tells whether a column is read as what.
func (r *Reader) has(what role) bool {
	return slices.ContainsFunc(r.columns, func(c column) bool { return c.role == what })
}

// Read fills b with the next persons, at most n. At the end of the file it
// returns io.EOF and an empty block.
func (r *Reader) Read(b *Block, n int) error {
	*b = Block{
		Codes: b.Codes[:0], IDs: b.IDs[:0], Groups: b.Groups[:0], Clusters: b.Clusters[:0],
		Weights: b.Weights[:0], Covariates: b.Covariates[:0], Line: r.line + 1,
	}
	for b.Persons < n {
		line, err := r.next()
		if errors.Is(err, io.EOF) && b.Persons > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if cap(b.Codes)-len(b.Codes) < len(r.items) {
			// Doubling copies less than append, which grows large slices by a quarter.
			b.Codes = slices.Grow(b.Codes, max(len(b.Codes), len(r.items)))
		}
		if err := r.person(b, line); err != nil {
			return err
		}
		b.Persons++
	}
	return nil
}

// next gives the next line without its end. Empty lines may only follow the
// last person; in a file of one column they are missing responses.
func (r *Reader) next() ([]byte, error) {
	line, err := r.rawLine()
	if err != nil || len(line) > 0 || len(r.columns) == 1 {
		return line, err
	}
	empty := r.line
	for {
		line, err := r.rawLine()
		if err != nil {
			return nil, err
		}
		if len(line) > 0 {
			return nil, &Error{File: r.file, Line: empty, Message: "the line is empty; remove it"}
		}
	}
}

func (r *Reader) rawLine() ([]byte, error) {
	line, err := r.in.ReadSlice('\n')
	if len(line) == 0 && err != nil {
		return nil, r.fileError(err)
	}
	r.line++
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, &Error{File: r.file, Line: r.line, Message: fmt.Sprintf("the line is longer than %d bytes; is this a CSV file?", longestLine)}
	}
	if err != nil && err != io.EOF {
		return nil, r.fileError(err)
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

// fileError names the file in errors of reading.
func (r *Reader) fileError(err error) error {
	if errors.Is(err, io.EOF) {
		return err
	}
	return &Error{File: r.file, Line: r.line + 1, Message: fmt.Sprintf("cannot be read: %v", err)}
}

// person parses one line.
func (r *Reader) person(b *Block, line []byte) error {
	rest := line
	for i, c := range r.columns {
		if i > 0 && rest == nil {
			return r.fault(i-1, "the line ends after %d of %d fields; add the missing ones", i, len(r.columns))
		}
		if c.role == item {
			if code, size := plainCode(rest); size > 0 {
				b.Codes = append(b.Codes, code)
				rest = rest[size:]
				continue
			}
		}
		field, after, err := cut(rest)
		if err == nil {
			err = r.field(b, c, field)
		}
		if err != nil {
			return r.fault(i, "%v", err)
		}
		rest = after
	}
	if rest != nil {
		return r.fault(len(r.columns)-1, "the line has more than %d fields; remove the surplus, or quote fields that contain commas", len(r.columns))
	}
	return nil
}

func (r *Reader) fault(column int, format string, args ...any) error {
	return &Error{
		File: r.file, Line: r.line, Column: column + 1, Field: r.columns[column].name,
		Message: fmt.Sprintf(format, args...),
	}
}

// field stores a field where its column belongs.
func (r *Reader) field(b *Block, c column, field []byte) (err error) {
	switch c.role {
	case item:
		code, err := parseCode(field)
		if err != nil {
			return err
		}
		b.Codes = append(b.Codes, code)
	case id:
		return r.identity(b, field)
	case group:
		if missing(field) {
			return errors.New("the group is missing; give the person one or remove the line")
		}
		b.Groups = append(b.Groups, string(field))
	case weight:
		w, err := strconv.ParseFloat(string(field), 64)
		if err != nil || !(w >= 0) || math.IsInf(w, 0) {
			return fmt.Errorf("%.40q is not a weight; write a number of 0 or more", field)
		}
		b.Weights = append(b.Weights, w)
	case cluster:
		if missing(field) {
			return errors.New("the cluster is missing; give the person one or remove the line")
		}
		b.Clusters = append(b.Clusters, string(field))
	case covariate:
		x, err := strconv.ParseFloat(string(field), 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("%.40q is not a number; covariates must be numbers, categories coded as 0 and 1, and none may be missing", field)
		}
		b.Covariates = append(b.Covariates, x)
	}
	return nil
}

func (r *Reader) identity(b *Block, field []byte) error {
	if missing(field) {
		return errors.New("the identity is missing; give the person one")
	}
	name := string(field)
	if line, repeated := r.ids[name]; repeated {
		return fmt.Errorf("%.40q is also on line %d; identities must differ", name, line)
	}
	r.ids[name] = r.line
	b.IDs = append(b.IDs, name)
	return nil
}

// plainCode takes a field of one digit or none, with the comma after it, off a
// line: nearly all are. The size is 0 for other fields.
func plainCode(line []byte) (code uint8, size int) {
	switch {
	case len(line) > 1 && line[1] == ',' && line[0]-'0' < 10:
		return line[0] - '0', 2
	case len(line) > 0 && line[0] == ',':
		return irt.MissingCell, 1
	}
	return 0, 0
}

// parseCode reads a response code.
func parseCode(field []byte) (uint8, error) {
	if missing(field) {
		return irt.MissingCell, nil
	}
	digits, fraction, _ := bytes.Cut(field, []byte{'.'})
	code, err := strconv.ParseUint(string(digits), 10, 64)
	switch {
	case err != nil || len(bytes.Trim(fraction, "0")) > 0:
		return 0, fmt.Errorf("%.40q is not an integer code; write 0, 1, 2 ..., or leave it empty where missing; if the column is not an item, name it as id, group, weight or covariate", field)
	case code > MaxCode:
		return 0, fmt.Errorf("code %d is above %d; if the column is not an item, name it as id, group, weight or covariate", code, MaxCode)
	}
	return uint8(code), nil
}

func missing(field []byte) bool { return len(field) == 0 || string(field) == "NA" }
