// Package figure draws what package fit finds out, as SVG files of their own
// that print well in black and white: item characteristic curves with the
// observed shares, test information, and a Wright map.
//
// Start from ItemCurves, TestInformation and WrightMap; each returns a whole
// SVG document.
package figure
