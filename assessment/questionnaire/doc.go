// Package questionnaire asks pupils and teachers about themselves and scores
// what they answer. None of it enters the score of a test.
//
// [Service] is what the API calls: a teacher opens a questionnaire for a class
// and learns how many have answered, pupils answer page by page, teachers take
// their own instrument and get a [Profile], researchers get files without
// names. Beneath it stand pure functions: [For] chooses what a person is asked,
// [Check] and [Merge] take answers in, [Scores] scores scales, [Index] makes an
// index of a sample, [WriteAnswers], [WriteScores], [WriteCategories] and
// [WriteCodebook] write files, [Means] gives means of groups large enough to
// show.
//
// docs/methods/questionnaire.md has the formulas and what they rest on.
package questionnaire
