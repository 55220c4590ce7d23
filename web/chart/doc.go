// Package chart draws the charts of reports as SVG inside a figure, from typed data, without a
// script: they print, and they read aloud.
//
// Each chart is a struct with a method HTML: [LevelDots], [Bars], [Strips], [Path], [WrightMap],
// [Curves] (item characteristic curves, test information), [Histogram], [Progress]. All begin with
// a [Figure], whose title states the finding; words come in the reader's language, numbers in the
// unit their axis names.
//
// A chart is as wide as its place. Across, marks stand at per cents of the width; down, at pixels:
// so words keep their size on a phone and on paper. Colours are classes of the site's style sheet,
// which knows the dark and the printed page; series also differ by dash and by shape of mark.
//
// Values have to be finite; a value beyond its axis is drawn at the end of the axis.
package chart
