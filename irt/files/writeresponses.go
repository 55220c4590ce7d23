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
		if j > 0 {
			line = append(line, ',')
		}
		line = appendField(line, name)
	}
	for i := range r.Persons() {
		line = append(line, '\n')
		if _, err := w.Write(line); err != nil {
			return err
		}
		line = line[:0]
		for j, cell := range r.Row(i) {
			if j > 0 {
				line = append(line, ',')
			}
			if cell != irt.MissingCell {
				line = strconv.AppendInt(line, int64(c.Items[j].code(int(cell))), 10)
			}
		}
	}
	_, err := w.Write(append(line, '\n'))
	return err
}
