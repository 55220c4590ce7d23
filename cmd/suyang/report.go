package main

import (
	"encoding/json"
	"io"
	"text/tabwriter"
)

// reportVersion is the schema version of what fit, dif, link and simulate print
// as JSON.
const reportVersion = 1

func writeJSON(w io.Writer, report any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	return encoder.Encode(report)
}

// newNumberTable aligns tab-separated columns to the right; it must be flushed.
func newNumberTable(w io.Writer) *tabwriter.Writer {
	return tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
}
