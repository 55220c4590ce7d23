package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/models"
)

func TestEveryRouteIsInTheTable(t *testing.T) {
	t.Parallel()
	registered := newSite(t, nil).app.Routes()
	var listed []string
	for route := range api.Authorization() {
		listed = append(listed, route)
	}
	require.ElementsMatch(t, listed, registered)
}

// TestAuthorization tries every route with every role that may not use it, and
// with nobody.
func TestAuthorization(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	nobody := s.nobody()
	signedIn := map[models.Role]*browser{}
	for _, role := range models.Roles() {
		signedIn[role] = s.as(role)
	}
	for route, allowed := range api.Authorization() {
		if allowed == nil {
			continue
		}
		method, pattern, _ := strings.Cut(route, " ")
		path := examplePath(pattern)
		t.Run(route, func(t *testing.T) {
			requireRefused(t, nobody.do(method, path, "", ""), http.StatusUnauthorized, models.CodeUnauthenticated)
			for role, b := range signedIn {
				if !slices.Contains(allowed, role) {
					requireRefused(t, b.do(method, path, "", ""), http.StatusForbidden, models.CodeForbidden)
				}
			}
		})
	}
}

func requireRefused(t *testing.T, res answer, status int, code models.Code) {
	t.Helper()
	require.Equal(t, status, res.status, res.body)
	require.Equal(t, code, res.problem(t).Code)
}

// examplePath fills the parameters of a route's pattern.
func examplePath(pattern string) string {
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, ":") {
			parts[i] = models.NewID[models.Account]().String()
		}
	}
	return strings.Join(parts, "/")
}

func TestReadersAreLedToSignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil, func(a *api.App) {
		a.Handle("GET", "/tried/classes/:id", models.RoleTeacher, ok)
		a.Handle("POST", "/tried/classes/:id", models.RoleTeacher, ok)
	})
	const path = "/tried/classes/7?sort=name&lang=en"
	b := s.nobody().reader()
	res := b.get(path)
	require.Equal(t, http.StatusSeeOther, res.status)
	require.Equal(t, "/signin?next="+url.QueryEscape(path), res.header.Get("Location"))

	res = b.form("/tried/classes/7", nil)
	require.Equal(t, "/signin", res.header.Get("Location"), "what a form changes is not tried again by itself")

	res = b.with("HX-Request", "true").get(path)
	require.Equal(t, http.StatusUnauthorized, res.status)
	require.Equal(t, "/signin?next="+url.QueryEscape(path), res.header.Get("Hx-Redirect"))

	res = s.as(models.RolePupil).reader().get(path)
	require.Equal(t, http.StatusForbidden, res.status)
	require.Contains(t, res.body, "<html")

	signIn := s.nobody().reader().form("/signin/staff", url.Values{"login": {"teacher"}, "password": {staffPassword}, "next": {path}})
	require.Equal(t, path, signIn.header.Get("Location"))
	require.Equal(t, http.StatusOK, s.as(models.RoleTeacher).get(path).status)
}
