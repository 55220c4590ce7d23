// Package table writes items as tables for bulk editing in a spreadsheet, and
// takes edited tables back. There are two: "items" has a row an item with its
// properties, and "texts" has a row a field with its Chinese and its English
// side by side, and with single values such as keys and misconceptions.
//
// A workbook (XLSX) holds both as sheets, a CSV file holds one. [Write] and
// [WriteCSV] write, [Read] and [ReadCSV] read, and [Apply] changes items by
// what was read: rows that are missing change nothing, and every row that
// cannot be taken is reported with its place.
package table
