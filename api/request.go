package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/netip"

	"github.com/gofiber/fiber/v2"

	"suyang/models"
	"suyang/web/i18n"
)

// request is what is known of the request being served. It travels in the
// context, so that fiber handlers and huma operations find it alike, and it
// copies what it takes from fiber, whose buffers are reused.
type request struct {
	id      string     // random; in the answer's X-Request-Id, problems and the log
	route   string     // pattern of the route; empty when none matched
	address netip.Addr // of the client, as far as trusted proxies tell
	host    string     // that the client asked for
	secure  bool       // whether the client came by HTTPS
	token   string     // of the session cookie; empty if there is none
	locale  models.Locale
	person  *models.Person // who is signed in; nil until identified
	fault   error          // what the request failed with, for the log
}

type requestKey struct{}

// requestOf returns the request that ctx belongs to.
func requestOf(ctx context.Context) *request {
	return ctx.Value(requestKey{}).(*request)
}

// currentPerson returns who is signed in. Only for routes that the
// authorization table closes to the public: elsewhere there may be nobody.
func currentPerson(ctx context.Context) models.Person {
	return *requestOf(ctx).person
}

func (a *App) newRequest(c *fiber.Ctx) *request {
	r := &request{id: newRequestID()}
	r.address, r.host, r.secure = a.proxies.origin(c)
	r.token = c.Cookies(sessionCookie(r.secure))
	r.locale = models.Locale(i18n.Negotiate(c.Query("lang"), c.Cookies(localeCookie), c.Get(fiber.HeaderAcceptLanguage)))
	return r
}

func newRequestID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails (Go 1.24 and later)
	return hex.EncodeToString(b[:])
}

// identify finds out who is signed in, once a request. It returns
// CodeUnauthenticated when nobody is.
func (a *App) identify(ctx context.Context) error {
	r := requestOf(ctx)
	if r.person != nil {
		return nil
	}
	p, err := a.cfg.Auth.Person(ctx, r.token)
	if err != nil {
		return err
	}
	r.person = &p
	return nil
}
