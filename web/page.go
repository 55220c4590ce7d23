package web

import (
	"net/url"
	"strings"

	"suyang/web/i18n"
)

// Page is everything a layout needs to draw one response. The zero value is a page in Chinese
// for a reader who is not signed in.
type Page struct {
	Locale i18n.Locale // zero value: zh-CN
	Theme  string      // "light" or "dark" from the reader's cookie "theme"; "": as the device says
	Path   string      // path and query of the request, for the locale switch

	Title     string // locale key of the page's name; empty: the title its Spec declares
	TitleArgs []any  // pairs of placeholder and value for Title

	User  *User     // nil: nobody is signed in
	Nav   []NavItem // main navigation, in order
	Flash *Flash    // message from the request before

	Data any // what the page itself shows: a value of the type its Spec declares
}

// User is the reader as the top bar shows her.
type User struct {
	Name string // display name
	Role string // pupil, teacher, researcher, author or operator
}

// NavItem is one entry of the main navigation.
type NavItem struct {
	Key     string // locale key of its name
	URL     string
	Current bool // whether the page shown lies under this entry
}

// Flash is a message shown once, at the top of the page.
type Flash struct {
	Kind string // success, info, warning or error
	Key  string // locale key
	Args []any  // pairs of placeholder and value
}

// OtherLocale is the locale the switch in the top bar leads to.
func (p Page) OtherLocale() i18n.Locale {
	if p.Locale == i18n.English {
		return i18n.Chinese
	}
	return i18n.English
}

// LocaleURL is the address of this same page in the other locale: the server reads the query
// parameter "lang" and remembers it in a cookie.
func (p Page) LocaleURL() string {
	path, query, _ := strings.Cut(p.Path, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		values = url.Values{}
	}
	values.Set("lang", string(p.OtherLocale()))
	return path + "?" + values.Encode()
}
