package files

import (
	"io"
	"iter"
	"slices"
	"strconv"

	"suyang/irt"
)

// WriteResponses writes responses to the items of the calibration as CSV, in
// the codes of the calibration.
func (c *Calibration) WriteResponses(w io.Writer, r irt.Responses) error {
	return c.WriteBlocks(w, slices.Values([]irt.Responses{r}))
}

// WriteBlocks writes blocks of responses to all items of the calibration to one
// CSV.
func (c *Calibration) WriteBlocks(w io.Writer, blocks iter.Seq[irt.Responses]) error {
	var line []byte
	for j, it := range c.Items {
		if j > 0 {
			line = append(line, ',')
		}
		line = appendField(line, it.ID)
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		return err
	}
	for block := range blocks {
		for i := range block.Persons() {
			line = c.appendPerson(line[:0], block.Row(i))
			if _, err := w.Write(line); err != nil {
				return err
			}
		}
	}
	return nil
}

// appendPerson writes one line.
func (c *Calibration) appendPerson(line []byte, row []uint8) []byte {
	for j, cell := range row {
		if j > 0 {
			line = append(line, ',')
		}
		if cell != irt.MissingCell {
			line = strconv.AppendInt(line, int64(c.Items[j].code(int(cell))), 10)
		}
	}
	return append(line, '\n')
}
