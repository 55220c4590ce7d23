package web

import (
	"io/fs"
	"slices"
)

// Layout names the frame around a page.
type Layout string

// The layouts, each a file under templates/layout.
const (
	LayoutApp   Layout = "app"   // top bar with navigation and account, footer
	LayoutPlain Layout = "plain" // wordmark and locale switch only: signing in, problems
	LayoutTask  Layout = "task"  // one thing at a time: progress, saved state, a way out
	LayoutSheet Layout = "sheet" // paper only: login cards, reports to hand out
)

// Spec declares a page. Its template is the file <Name>.html, which defines the block "main".
type Spec struct {
	Name   string // area and page, such as "teacher/class"
	Title  string // locale key of the page's name
	Layout Layout
	Sample any   // a value of the type of Page.Data; New executes the page with it
	Source fs.FS // where the file is; nil: the templates embedded here
}

// Pages lists every page of the service. Each area of the site adds its own list.
func Pages() []Spec {
	return slices.Concat(commonPages, accountPages, apiPages, pupilPages, researcherPages, operatorPages, teacherPages, authorPages, questionnairePages, paperPages)
}
