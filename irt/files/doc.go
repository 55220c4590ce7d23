// Package files reads and writes the files of a calibration: responses as CSV,
// items as JSON, scores as CSV.
//
// Start from Open, which opens a CSV of responses as a Reader, and ReadTable,
// which turns it to the data that package calibrate takes. Calibration is the
// content of items.json: NewCalibration makes one from a result, ReadCalibration
// reads one, and Calibration.Score scores a Reader into a CSV of scores, in
// constant memory.
//
// # Responses
//
// The first line of the CSV names the columns, each further line is one person.
// Every column is an item, except those that Columns names and those whose
// names start with ID_, GROUP_, COV_ or WEIGHT_. A response is an integer code
// from 0 to 250; an empty field or NA is missing. The codes of an item need not
// start at 0 nor be without gaps: in ascending order they become the categories
// 0, 1, 2 and so on, and the calibration records them. Files whose names end
// in .gz are compressed with gzip.
//
// Errors are of type *Error and name file, line, column and field.
package files
