package api

import (
	"context"

	"suyang/internal/auth"
	"suyang/models"
)

// signIn runs a try to sign in and counts how it ended. Whoever was signed in
// before in this browser is signed out.
func (a *App) signIn(ctx context.Context, means string, try func(*request) (auth.Grant, error)) (auth.Grant, error) {
	r := requestOf(ctx)
	g, err := try(r)
	outcome := "ok"
	if err != nil {
		outcome = string(models.CodeOf(err))
	}
	a.cfg.Metrics.SignedIn(means, outcome)
	if err != nil {
		return g, err
	}
	return g, a.signOut(ctx)
}

// signOut ends the sign-in the request came with.
func (a *App) signOut(ctx context.Context) error {
	return a.cfg.Auth.SignOut(ctx, requestOf(ctx).token)
}
