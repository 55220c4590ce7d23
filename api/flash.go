package api

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"suyang/web"
)

const (
	flashCookie  = "flash"
	flashSeconds = 60
)

// flash shows a message on the next page. Kind is success, info, warning or
// error; key and args are a message of the locales.
func (a *App) flash(c *fiber.Ctx, kind, key string, args ...any) error {
	text, err := json.Marshal(web.Flash{Kind: kind, Key: key, Args: args})
	if err != nil {
		return err
	}
	cookie := newCookie(requestOf(c.UserContext()), flashCookie, encode(text)+"."+encode(a.sign(text)))
	cookie.MaxAge = flashSeconds
	setCookie(c, cookie)
	return nil
}

// goSaying answers a form: the browser gets the page at path, which says by a
// message of the locales what was done.
func (a *App) goSaying(c *fiber.Ctx, path, key string, args ...any) error {
	if err := a.flash(c, "success", key, args...); err != nil {
		return err
	}
	return goTo(c, path)
}

// takeFlash returns the message of the request before, once. The signature
// keeps others from putting words into our pages.
func (a *App) takeFlash(c *fiber.Ctx) *web.Flash {
	value := c.Cookies(flashCookie)
	if value == "" {
		return nil
	}
	cookie := newCookie(requestOf(c.UserContext()), flashCookie, "")
	cookie.MaxAge = -1
	setCookie(c, cookie)
	body, signature, _ := strings.Cut(value, ".")
	text, err := decode(body)
	given, err2 := decode(signature)
	if err != nil || err2 != nil || !hmac.Equal(given, a.sign(text)) {
		return nil
	}
	var f web.Flash
	if json.Unmarshal(text, &f) != nil {
		return nil
	}
	return &f
}

func (a *App) sign(text []byte) []byte {
	mac := hmac.New(sha256.New, a.cfg.Secret)
	mac.Write([]byte("flash:"))
	mac.Write(text)
	return mac.Sum(nil)
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func decode(s string) ([]byte, error) { return base64.RawURLEncoding.DecodeString(s) }
