// Package markdown turns Markdown from authors, resources and language models
// into HTML that is safe to put on a page: text is data, so raw HTML in it is
// shown as text or dropped, never obeyed.
package markdown
