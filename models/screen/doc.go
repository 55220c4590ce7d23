// Package screen holds the screens that a stimulus shows: a page of search
// results, a chat, a spreadsheet, a flowchart. Authors write them as data, in
// fenced blocks of the Markdown, so that they can be edited, compared,
// translated and read aloud; package web/screens draws them.
//
//	```screen chat
//	title: Class 7C
//	messages:
//	  - {from: Lynn, time: "08:12", text: Is the trip tomorrow?}
//	```
//
// [Split] cuts a Markdown text into its running text and its screens, [Parse]
// reads one screen, and [Plain] gives the text with each screen replaced by
// its words, for readers that cannot draw. docs/content.md shows every kind.
package screen
