package chart

import "suyang/web/svg"

// lineHeight is the distance of two lines of labels, in pixels.
const lineHeight = 20

// labelWidth is the room for a label in em on a phone, where words stand at the other end of its line.
func labelWidth(beside string) float64 { return max(6, 20-svg.Width(beside)) }
