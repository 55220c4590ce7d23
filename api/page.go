package api

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

const (
	localeCookie = "lang"
	themeCookie  = "theme"
)

// page answers with a whole page. Set the status before, if it is not 200.
func (a *App) page(c *fiber.Ctx, name string, data any) error {
	return a.titledPage(c, name, data, "")
}

// titledPage is page with a title of its own, such as the name of a class: the
// key of a message and its arguments. An empty key is the declared title.
func (a *App) titledPage(c *fiber.Ctx, name string, data any, title string, args ...any) error {
	frame := a.frame(c)
	frame.Data, frame.Title, frame.TitleArgs = data, title, args
	c.Type("html", "utf-8")
	return a.cfg.Web.Render(c.Response().BodyWriter(), name, frame)
}

// fragment answers with one block of a page, for htmx.
func (a *App) fragment(c *fiber.Ctx, name, block string, data any) error {
	frame := web.Page{Locale: i18n.Locale(requestOf(c.UserContext()).locale), Path: shownPath(c), Data: data}
	c.Type("html", "utf-8")
	return a.cfg.Web.RenderFragment(c.Response().BodyWriter(), name, block, frame)
}

// invalid shows a form again with what is wrong in it.
func (a *App) invalid(c *fiber.Ctx, name string, data any) error {
	return a.page(c.Status(fiber.StatusUnprocessableEntity), name, data)
}

// frame is what every page shows around its own data.
func (a *App) frame(c *fiber.Ctx) web.Page {
	r := requestOf(c.UserContext())
	p := web.Page{
		Locale: i18n.Locale(r.locale),
		Theme:  theme(c.Cookies(themeCookie)),
		Path:   shownPath(c),
		Flash:  a.takeFlash(c),
	}
	rememberLocale(c)
	if a.identify(c.UserContext()) == nil {
		p.User = &web.User{Name: r.person.Name, Role: string(r.person.Role)}
		p.Nav = navigation(r.person.Role, c.Path())
	}
	return p
}

func theme(cookie string) string {
	if cookie == "light" || cookie == "dark" {
		return cookie
	}
	return ""
}

// rememberLocale keeps a language the reader has chosen by the switch.
func rememberLocale(c *fiber.Ctx) {
	if chosen, err := models.ParseLocale(c.Query(localeCookie)); err == nil {
		cookie := newCookie(requestOf(c.UserContext()), localeCookie, string(chosen))
		cookie.Expires = time.Now().AddDate(1, 0, 0)
		setCookie(c, cookie)
	}
}

// shownPath is the address of the page the reader sees: her own, or after a
// form was sent the one she sent it from.
func shownPath(c *fiber.Ctx) string {
	if c.Method() == fiber.MethodGet {
		return localPath(c.OriginalURL())
	}
	from, err := url.Parse(c.Get(fiber.HeaderReferer))
	if err != nil || from.Host != requestOf(c.UserContext()).host {
		return "/"
	}
	return localPath(from.RequestURI())
}

// localPath returns an address of this site, or "/" for any other: where to go
// on must not lead elsewhere.
func localPath(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "\\\r\n\t") {
		return "/"
	}
	return s
}

// goTo answers a form: the browser gets the page at path.
func goTo(c *fiber.Ctx, path string) error {
	if isHTMX(c) {
		c.Set("HX-Redirect", path)
		return c.SendStatus(fiber.StatusNoContent)
	}
	return c.Redirect(path, fiber.StatusSeeOther)
}

// toSignIn leads somebody who is not signed in to where she can, and from there
// back to the page she wanted.
func toSignIn(c *fiber.Ctx) error {
	path := "/signin"
	if wanted := shownPath(c); wanted != "/" {
		path += "?" + url.Values{"next": {wanted}}.Encode()
	}
	if isHTMX(c) {
		c.Set("HX-Redirect", path)
		return nil
	}
	return c.Redirect(path, fiber.StatusSeeOther)
}

func setCookie(c *fiber.Ctx, cookie *http.Cookie) {
	c.Response().Header.Add(fiber.HeaderSetCookie, cookie.String())
}
