package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestSignInByJSON(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.nobody()
	var me models.Person
	b.json("POST", "/api/v1/signin/card", map[string]string{"code": s.secrets["李雷"]}, &me)
	require.Equal(t, models.RolePupil, me.Role)
	require.Len(t, me.Classes, 1)
	b.json("GET", "/api/v1/me", nil, &me)
	require.Equal(t, "李雷", me.Name)
	require.Equal(t, http.StatusNoContent, b.json("POST", "/api/v1/signout", nil, nil).status)
	require.Nil(t, b.cookie("suyang"))
	require.Equal(t, models.CodeUnauthenticated, b.get("/api/v1/me").problem(t).Code)

	b.json("POST", "/api/v1/signin/password", map[string]string{"username": "wang.fang", "password": s.secrets["王芳"]}, &me)
	require.Equal(t, models.RoleTeacher, me.Role)
}

func TestSignInByJSONIsRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	tests := map[string]struct {
		path string
		body any
		code models.Code
	}{
		"unknown card":    {"card", map[string]string{"code": "0123-4567-89AM"}, models.CodeUnauthenticated},
		"mistyped card":   {"card", map[string]string{"code": "0123-4567-89AN"}, models.CodeInvalid},
		"endless card":    {"card", map[string]string{"code": string(make([]byte, 100))}, models.CodeInvalid},
		"no card":         {"card", map[string]string{}, models.CodeInvalid},
		"wrong password":  {"password", map[string]string{"username": "wang.fang", "password": "x"}, models.CodeUnauthenticated},
		"unknown account": {"password", map[string]string{"username": "li.si", "password": "x"}, models.CodeUnauthenticated},
		"a list":          {"password", []string{"wang.fang", "x"}, models.CodeInvalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := s.nobody().json("POST", "/api/v1/signin/"+tt.path, tt.body, nil)
			require.Equal(t, tt.code, res.problem(t).Code)
			require.Empty(t, res.header.Get("Set-Cookie"))
		})
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b, elsewhere := s.teacher("王芳"), s.teacher("王芳")
	change := func(old, chosen string) answer {
		return b.json("PUT", "/api/v1/me/password", map[string]string{"old_password": old, "password": chosen}, nil)
	}
	require.Equal(t, "old_password", change("wrong", "four large white geese").problem(t).Field)
	require.Equal(t, "password", change(s.secrets["王芳"], "short").problem(t).Field)
	require.Equal(t, http.StatusNoContent, change(s.secrets["王芳"], "four large white geese").status)
	require.Equal(t, http.StatusUnauthorized, elsewhere.get("/api/v1/me").status, "signed out everywhere")
	s.withPassword("wang.fang", "four large white geese")
}
