package api

import (
	"context"
	"net/http"

	"suyang/internal/auth"
	"suyang/models"
)

func (a *App) addMe() {
	handle(a, operation("sign-in-card", post, "/api/v1/signin/card", "Sign in with a login card"), a.signInCard)
	handle(a, operation("sign-in-password", post, "/api/v1/signin/password", "Sign in with user name and password"), a.signInPassword)
	handle(a, operation("change-password", put, "/api/v1/me/password", "Choose another password, which ends all sign-ins"), a.changePassword)
	handle(a, operation("sign-out", post, "/api/v1/signout", "Sign out"), a.endSignIn)
	handle(a, operation("me", get, "/api/v1/me", "Who is signed in"), a.me)
}

type cardIn struct {
	Body struct {
		Code string `json:"code" maxLength:"64" doc:"the card's code; case, spaces and hyphens do not matter" example:"K7M4-92QX-3FHD"`
	}
}

type passwordIn struct {
	Body struct {
		Username string `json:"username" maxLength:"64"`
		Password string `json:"password" maxLength:"512"`
	}
}

type changePasswordIn struct {
	Body struct {
		OldPassword string `json:"old_password" maxLength:"512"`
		Password    string `json:"password" maxLength:"512" doc:"10 to 128 characters"`
	}
}

// personOut is a person and what happens to the cookie.
type personOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      models.Person
}

type cookieOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (a *App) signInCard(ctx context.Context, in *cardIn) (*personOut, error) {
	return granted(ctx)(a.signIn(ctx, "card", func(r *request) (auth.Grant, error) {
		return a.cfg.Auth.SignInCard(ctx, in.Body.Code, r.address)
	}))
}

func (a *App) signInPassword(ctx context.Context, in *passwordIn) (*personOut, error) {
	return granted(ctx)(a.signIn(ctx, "password", func(r *request) (auth.Grant, error) {
		return a.cfg.Auth.SignInPassword(ctx, in.Body.Username, in.Body.Password, r.address)
	}))
}

func granted(ctx context.Context) func(auth.Grant, error) (*personOut, error) {
	return func(g auth.Grant, err error) (*personOut, error) {
		if err != nil {
			return nil, err
		}
		return &personOut{SetCookie: *grantCookie(requestOf(ctx), g), Body: g.Person}, nil
	}
}

func (a *App) changePassword(ctx context.Context, in *changePasswordIn) (*cookieOut, error) {
	if err := a.cfg.Auth.ChangePassword(ctx, currentPerson(ctx), in.Body.OldPassword, in.Body.Password); err != nil {
		return nil, err
	}
	return &cookieOut{SetCookie: *endCookie(requestOf(ctx))}, nil
}

func (a *App) endSignIn(ctx context.Context, _ *struct{}) (*cookieOut, error) {
	if err := a.signOut(ctx); err != nil {
		return nil, err
	}
	return &cookieOut{SetCookie: *endCookie(requestOf(ctx))}, nil
}

func (a *App) me(ctx context.Context, _ *struct{}) (*body[models.Person], error) {
	return reply(currentPerson(ctx), nil)
}
