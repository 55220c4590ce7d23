// Package item is what can be done with one item and one answer, without
// knowing of tests or pupils: [Check] refuses malformed answers, [Score] gives
// points, [View] shows the item without its key, [IRT] gives its parameters,
// [Misconceptions] names what wrong choices tell.
//
// All functions are pure. Items come from the bank, which has checked them;
// answers come from a browser and may hold anything.
package item
