// Package web makes the pages of the service: templates, style, small scripts, locales and charts,
// all embedded in the program, without a build step.
//
// [New] loads and checks everything once; [Renderer.Render] writes a page, [Renderer.RenderFragment]
// one block of it for htmx, [Renderer.Asset] answers requests under /static/. The package knows
// nothing of HTTP: whoever serves it sends [ContentSecurityPolicy] with every page and
// [AssetCacheControl] with every asset. Nothing on a page may be inline: no <script> with a body,
// no on… attribute, no style attribute.
//
// # Adding a page
//
// Declare the type of its data and a [Spec] in the file of its area, such as teacher.go, and add
// the area's list to [Pages]. Data holds values, not words: templates put them into words.
//
//	// Class is the data of the page "teacher/class".
//	type Class struct {
//		Name   string
//		Levels template.HTML
//	}
//
//	var teacherPages = []Spec{
//		{Name: "teacher/class", Title: "teacher.class.title", Layout: LayoutApp, Sample: Class{}},
//	}
//
// Write templates/teacher/class.html. It defines the block "main" and any block it wants to render
// alone; a page with a script of its own puts the file into static/js and defines "head". The dot
// is a [Page]; the page's own data is .Data:
//
//	{{define "head"}}<script src="{{asset "js/class.js"}}" type="module"></script>{{end}}
//
//	{{define "main"}}{{with .Data}}
//	{{template "page-header" dict "title" .Name}}
//	<section class="card"><h2>{{t "teacher.class.levels"}}</h2>{{.Levels}}</section>
//	{{end}}{{end}}
//
// Put its words into locales/zh-CN/teacher.json and locales/en/teacher.json; see package i18n.
// Draw its charts with package chart, from the [chart.Figure] that [Renderer.Figure] begins. Add
// its states to package storybook, and look at them with make screenshots.
//
// New fails when a template does not parse or run with its sample, or names a message,
// placeholder, icon or asset that does not exist; a test fails on messages that nothing uses.
//
// # Functions of templates
//
//	t "area.key" "name" .Name     the message, placeholders filled; the key is written out, or made
//	                              by printf: t (printf "errors.%s.title" .Code)
//	tx .Key .Args                 the message of a key that came with the data
//	number 1234.5 1               1,234.5
//	count 12345                   12,345
//	percent 0.42 0                42%
//	minutes .Duration             12 minutes
//	date .Time, datetime .Time    in the time zone of the Config
//	icon "check"                  a file of icons/, hidden from screen readers
//	asset "js/task.js"            address of a file of static/; all of static/css is "app.css"
//	stimulus .Markdown            running text and screens, drawn; see package screens
//	in .Text                      a models.Text in the language of the page
//	dict "k" v …                  the argument of a partial
//	add 1 2                       3
//
// # Partials
//
// Each is documented where it is defined, in templates/partial: page-header, breadcrumb, stepper,
// sort-header, copy-button, confirm-dialog, login-card; notice, toast, badge, progress, empty;
// error-summary, field, textarea, select; option, ordering, matching-row; bubble, sources,
// hint-steps, ai-label; self-check. The story "components" of package storybook shows all of them.
//
// # What pages ask of the server
//
// The locale switch leads to the same page with the query parameter lang; the server keeps the
// choice in a cookie and gives both to [i18n.Negotiate]. The theme switch writes the cookie theme,
// which comes back as Page.Theme. Signing in posts to /signin/card and /signin/staff, signing out
// to /signout. An answer to htmx with a status of 400 or above, other than 422, is shown as a toast:
// it is the block "problem-toast" of the page "common/problem".
//
// # Layouts
//
// [LayoutApp], [LayoutPlain] and [LayoutSheet] need only "main". [LayoutTask] also draws the
// blocks "task-state" (the saved state), "task-progress" (a <progress>) and "task-tools" (the way
// out) where a page defines them.
//
// # Style
//
// static/css/00-tokens.css holds every colour and size; components use these alone. All files of
// static/css are served as one, in the order of their names; an area with components of its own
// adds a file such as 70-teacher.css. A reader with the role pupil gets 18 px text.
package web
