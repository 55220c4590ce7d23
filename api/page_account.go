package api

import (
	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
)

const passwordPage = "account/password"

func (a *App) addAccountPages() {
	a.routes.Get("/account/password", func(c *fiber.Ctx) error { return a.page(c, passwordPage, web.Password{}) })
	a.routes.Post("/account/password", a.postPassword)
}

// postPassword changes the password of a member of staff, which signs her out.
func (a *App) postPassword(c *fiber.Ctx) error {
	ctx, chosen := c.UserContext(), c.FormValue("password")
	if chosen != c.FormValue("again") {
		return a.invalid(c, passwordPage, web.Password{Errors: web.FormErrors{{Field: "again", Key: web.PasswordDifferent}}})
	}
	err := a.cfg.Auth.ChangePassword(ctx, currentPerson(ctx), c.FormValue("old_password"), chosen)
	if err != nil {
		return a.passwordRefused(c, err)
	}
	setCookie(c, endCookie(requestOf(ctx)))
	return a.goSaying(c, "/signin", web.PasswordChanged)
}

func (a *App) passwordRefused(c *fiber.Ctx, err error) error {
	p := problemOf(c.UserContext(), err)
	var wrong web.FieldError
	switch {
	case p.Code == models.CodeRateLimited:
		wrong = web.FieldError{Key: web.PasswordTooOften}
	case p.Field == "old_password":
		wrong = web.FieldError{Field: p.Field, Key: web.PasswordWrong}
	case p.Field == "password":
		wrong = web.FieldError{Field: p.Field, Key: web.PasswordWeak}
	default:
		return err
	}
	return a.page(c.Status(p.Status), passwordPage, web.Password{Errors: web.FormErrors{wrong}})
}
