// Package content holds what the service teaches and tests with: the
// framework of indicators, the levels, the item bank, the forms, the
// micro-lessons and the catalogue of misconceptions. All of it is YAML that a
// teacher can read and edit; the files of this folder are embedded in the
// binary.
//
// [Load] reads the embedded files into a [Bundle], [LoadDir] reads the same
// layout from any file system, and [Check] says what is wrong in a bundle,
// with file and line, before a pupil ever meets it. docs/content.md shows the
// format by example.
package content
