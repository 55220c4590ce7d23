// Package i18n holds what a reader sees in words and numbers: message catalogues for zh-CN and en,
// the choice of a locale for a request, and the writing of numbers, dates and durations.
//
// Start from [Load], which reads a tree of JSON files, one folder per locale and one file per area
// of the site:
//
//	zh-CN/common.json   {"common.greeting": "{name}，你好", "common.pupils": "{n} 名学生"}
//	en/common.json      {"common.greeting": "Hello {name}",
//	                     "common.pupils.one": "{n} pupil", "common.pupils.other": "{n} pupils"}
//
// The first part of a key is the name of its file. Placeholders stand in braces. A message that
// English counts is written twice, with the endings .one and .other, and asked for without the
// ending; the number is the argument "n". Both locales have the same keys with the same
// placeholders, or Load fails.
package i18n
