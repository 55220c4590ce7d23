// Package screens draws the stimulus of an item: its running text as HTML, and each screen of
// package models/screen as the reader would meet it: a page of search results, a chat, a
// spreadsheet, a flowchart.
//
// [New] makes a [Drawer] from the messages of the pages and the drawings that pictures name;
// [Drawer.HTML] draws a Markdown text in a language:
//
//	drawer.HTML("Lynn reads:\n\n```screen chat\n…\n```", i18n.English)
//
// Every screen is a <figure> named by its kind, in the order in which it is read. What looks like a
// button, a field or a link is drawn: nothing in a screen can be focused or sent, but for the frame
// that scrolls a wide spreadsheet. Authors' texts are data: escaped, with the marks **bold** and
// `code` alone. A screen that cannot be read is shown as it was written.
package screens
