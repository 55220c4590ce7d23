package web

import "suyang/models"

// ResourcePage is the data of the page "pupil/resource": a lesson of our own in
// full, or what is known of a resource elsewhere and the way to it.
type ResourcePage struct {
	models.Resource
	Indicators []string   // names, in the page's language
	SelfCheck  *SelfCheck // of a lesson, in its language; nil: none
}

// ResourceSearch is the data of the page "pupil/resources".
type ResourceSearch struct {
	Query  string // empty: nothing was searched for yet
	Found  []Suggestion
	Errors FormErrors
}

// SearchTooLong is the message for a query that is too long.
const SearchTooLong = "pupil.resources.too_long"
