package files

import (
	"io"
	"strconv"

	"suyang/irt"
)

// WriteResponses writes responses to the items of the calibration as CSV, in
// the codes of the calibration.
func (c *Calibration) WriteResponses(w io.Writer, r irt.Responses) error {
	var line []byte
	for j, name := range r.Items {
		line = appendSeparated(line, j, func(dst []byte) []byte { return appendField(dst, name) })
	}
	line = append(line, '\n')
	for i := range r.Persons() {
		if _, err := w.Write(line); err != nil {
			return err
		}
		line = line[:0]
		for j, cell := range r.Row(i) {
			line = appendSeparated(line, j, func(dst []byte) []byte {
				if cell == irt.MissingCell {
					return dst
				}
				return strconv.AppendInt(dst, int64(c.Items[j].code(int(cell))), 10)
			})
		}
		line = append(line, '\n')
	}
	_, err := w.Write(line)
	return err
}

// appendSeparated puts a comma before every field but the first.
func appendSeparated(dst []byte, field int, write func([]byte) []byte) []byte {
	if field > 0 {
		dst = append(dst, ',')
	}
	return write(dst)
}
