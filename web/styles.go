package web

import "slices"

// drawingSheets are the style sheets of what a stimulus shows.
var drawingSheets = []string{"00-tokens.css", "10-base.css", "50-charts.css", "62-screens.css"}

// DrawingStyles is the CSS of drawn stimuli, for files that leave the service.
func DrawingStyles() []byte {
	var out []byte
	for _, name := range drawingSheets {
		sheet, err := embedded.ReadFile("static/css/" + name)
		if err != nil {
			panic("web: embedded style sheet: " + err.Error())
		}
		out = slices.Concat(out, sheet)
	}
	return out
}
