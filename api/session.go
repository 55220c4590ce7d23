package api

import (
	"net/http"

	"suyang/internal/auth"
)

// sessionCookie names the cookie that holds the token of a sign-in. By HTTPS
// its prefix makes browsers refuse one that another host or path has set.
func sessionCookie(secure bool) string {
	if secure {
		return "__Host-suyang"
	}
	return "suyang"
}

// grantCookie keeps a sign-in in the browser until it expires.
func grantCookie(r *request, g auth.Grant) *http.Cookie {
	c := newCookie(r, sessionCookie(r.secure), g.Token)
	c.Expires = g.Expires
	return c
}

// endCookie removes the sign-in from the browser.
func endCookie(r *request) *http.Cookie {
	c := newCookie(r, sessionCookie(r.secure), "")
	c.MaxAge = -1
	return c
}

// newCookie makes a cookie that scripts and other sites cannot use.
func newCookie(r *request, name, value string) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: r.secure, SameSite: http.SameSiteLaxMode}
}
