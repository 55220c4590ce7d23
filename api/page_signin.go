package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/internal/auth"
	"suyang/models"
	"suyang/web"
)

const signInPage = "common/signin"

func (a *App) addSignInPages() {
	a.routes.Get("/", a.getStart)
	a.routes.Get("/signin", a.getSignIn)
	a.routes.Post("/signin/card", a.postCard)
	a.routes.Post("/signin/staff", a.postStaff)
	a.routes.Post("/signout", a.postSignOut)
}

// getStart leads to the first page of whoever is signed in, else to signing in.
func (a *App) getStart(c *fiber.Ctx) error {
	if err := a.identify(c.UserContext()); err != nil {
		return a.getSignIn(c)
	}
	rememberLocale(c)
	return c.Redirect(home(currentPerson(c.UserContext()).Role), fiber.StatusSeeOther)
}

func (a *App) getSignIn(c *fiber.Ctx) error {
	return a.page(c, signInPage, web.SignIn{Next: c.Query("next")})
}

// postCard signs in a pupil by her login card.
func (a *App) postCard(c *fiber.Ctx) error {
	form := web.SignIn{Code: c.FormValue("code"), Next: c.FormValue("next")}
	if strings.TrimSpace(form.Code) == "" {
		form.Errors = web.FormErrors{{Field: "code", Key: web.SignInCardEmpty}}
		return a.invalid(c, signInPage, form)
	}
	g, err := a.signIn(c.UserContext(), "card", func(r *request) (auth.Grant, error) {
		return a.cfg.Auth.SignInCard(c.UserContext(), form.Code, r.address)
	})
	return a.signedIn(c, form, g, err, web.FieldError{Field: "code", Key: web.SignInCardUnknown})
}

// postStaff signs in a teacher, researcher or operator by user name and password.
func (a *App) postStaff(c *fiber.Ctx) error {
	form := web.SignIn{Login: c.FormValue("login"), Staff: true, Next: c.FormValue("next")}
	password := c.FormValue("password")
	if strings.TrimSpace(form.Login) == "" {
		form.Errors = append(form.Errors, web.FieldError{Field: "login", Key: web.SignInLoginEmpty})
	}
	if password == "" {
		form.Errors = append(form.Errors, web.FieldError{Field: "password", Key: web.SignInPasswordEmpty})
	}
	if form.Errors != nil {
		return a.invalid(c, signInPage, form)
	}
	g, err := a.signIn(c.UserContext(), "password", func(r *request) (auth.Grant, error) {
		return a.cfg.Auth.SignInPassword(c.UserContext(), form.Login, password, r.address)
	})
	return a.signedIn(c, form, g, err, web.FieldError{Field: "login", Key: web.SignInWrong})
}

// signedIn goes on to the page that was wanted, or shows the form again with
// what is wrong.
func (a *App) signedIn(c *fiber.Ctx, form web.SignIn, g auth.Grant, err error, wrong web.FieldError) error {
	switch models.CodeOf(err) {
	case "":
		setCookie(c, grantCookie(requestOf(c.UserContext()), g))
		return goTo(c, afterSignIn(form.Next))
	case models.CodeInvalid, models.CodeUnauthenticated:
		form.Errors = web.FormErrors{wrong}
		return a.invalid(c, signInPage, form)
	case models.CodeRateLimited:
		form.Errors = web.FormErrors{{Key: web.SignInTooOften}}
		return a.page(c.Status(fiber.StatusTooManyRequests), signInPage, form)
	}
	return err
}

// afterSignIn is where to go on: not to the page of signing in again.
func afterSignIn(next string) string {
	if path := localPath(next); !strings.HasPrefix(path, "/signin") {
		return path
	}
	return "/"
}

func (a *App) postSignOut(c *fiber.Ctx) error {
	if err := a.signOut(c.UserContext()); err != nil {
		return err
	}
	setCookie(c, endCookie(requestOf(c.UserContext())))
	return goTo(c, "/signin")
}
