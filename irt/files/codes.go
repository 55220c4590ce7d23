package files

import (
	"fmt"
	"slices"

	"suyang/irt"
)

// UseCodes takes over the response codes of the calibrated items that are in the
// table, so that its categories are theirs also where a code was not observed.
// file is the name of the table that errors give.
func (t *Table) UseCodes(c *Calibration, file string) error {
	for _, it := range c.Items {
		j := slices.Index(t.Items, it.ID)
		if j < 0 {
			continue
		}
		codes := it.responseCodes()
		category := make([]uint8, len(t.Codes[j]))
		for k, code := range t.Codes[j] {
			at := slices.Index(codes, code)
			if at < 0 {
				return &Error{File: file, Field: it.ID, Message: fmt.Sprintf("code %d is not among those of the calibrated item, %v", code, codes)}
			}
			category[k] = uint8(at)
		}
		for i := range t.Persons() {
			if cell := &t.Row(i)[j]; *cell != irt.MissingCell {
				*cell = category[*cell]
			}
		}
		t.Codes[j] = codes
	}
	return nil
}

// responseCodes are those of the categories.
func (it *Item) responseCodes() []int {
	if len(it.Codes) > 0 {
		return it.Codes
	}
	codes := make([]int, len(it.D)+1)
	for k := range codes {
		codes[k] = k
	}
	return codes
}
