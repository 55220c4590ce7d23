package screens

import "suyang/models/screen"

// fileRow is one line of a folder tree.
type fileRow struct {
	screen.File
	Depth int // folders it lies in, at most the deepest that the style sheet knows
}

const deepest = 4

func rows(entries []screen.File, depth int) []fileRow {
	var out []fileRow
	for _, e := range entries {
		out = append(out, fileRow{File: e, Depth: min(depth, deepest)})
		out = append(out, rows(e.Entries, depth+1)...)
	}
	return out
}
