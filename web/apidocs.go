package web

// apiPages are the pages about the JSON API.
var apiPages = []Spec{
	{Name: "api/docs", Title: "apidocs.title", Layout: LayoutApp, Sample: APIDocs{}},
}

// APIDocs is the data of the page "api/docs": the operations of the JSON API, in English as in the
// document /openapi.json they come from.
type APIDocs struct {
	Version string
	Groups  []APIGroup
}

// APIGroup is the operations on one kind of thing.
type APIGroup struct {
	Name       string
	Operations []APIOperation
}

// APIOperation is one operation.
type APIOperation struct {
	ID, Method, Path string
	Summary          string
	Description      string // who may call it
	Input            []string
	Output           string // type of the answer; may be empty
}
