// Package exchange carries items in and out as files of other programs: QTI
// packages (.zip), workbooks (.xlsx) and tables (.csv). [Write] and [Read]
// know the format by the name of the file.
package exchange
