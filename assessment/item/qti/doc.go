// Package qti writes items of the bank as QTI 3.0 packages and reads such
// packages, our own without loss and those of other systems as far as their
// interactions have a counterpart here.
//
// QTI has one language a file, so an item is written twice, as
// items/IL20.zh-CN.xml and items/IL20.en.xml with the same identifier, and
// read together again. Whatever QTI has an element for is in that element:
// prompts, choices, correct responses, response processing with partial
// credit, feedback for each choice (the rationales), the worked explanation
// as modal feedback, hints as catalog cards, rubrics for scorers. What it has
// none for, such as item parameters and misconceptions, stands in data-*
// attributes that other systems leave alone.
//
// [Write] makes a package of items, [Read] reads one. Text of others is data:
// HTML becomes Markdown, and whatever has no place in Markdown is dropped with
// a warning.
//
// Source: 1EdTech, Question and Test Interoperability (QTI) Assessment, Section
// and Item (ASI) 3.0.
package qti
