package screens

import (
	"fmt"

	"suyang/models/screen"
)

// parsePictures reads the drawings, by their file names.
func parsePictures(files map[string][]byte) (map[string]*screen.Drawing, error) {
	drawings := make(map[string]*screen.Drawing, len(files))
	for name, svg := range files {
		drawing, err := screen.ParseDrawing(svg)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		drawings[name] = drawing
	}
	return drawings, nil
}
