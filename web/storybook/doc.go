// Package storybook shows every page in every state worth looking at, with fixed data and without
// a database: to look at, to take pictures of, and to check for accessibility.
//
// A [Story] is one page in one state. [Stories] lists them; [Handler] serves them under /story/ with
// the query parameter lang. Each area of the site adds its stories in a file of its own. The
// program in screenshots takes their pictures; the tests render every story in both languages and,
// where a browser is installed, run axe-core over it in light and dark.
package storybook
