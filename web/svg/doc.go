// Package svg writes SVG: a [Builder] whose every attribute value and text is escaped, the widths
// of words, and where their lines break. Packages chart and screens draw with it.
package svg
