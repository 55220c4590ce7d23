package api

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"suyang/internal/auth"
)

const (
	bodyLimit  = 1 << 20 // of anything but an upload
	headerSize = 16 << 10
)

// App is the service's HTTP face. Make it with [New]; it is safe for concurrent use.
type App struct {
	cfg        Config
	fiber      *fiber.App
	routes     *router
	api        huma.API
	proxies    proxies
	hub        *hub
	perAddress *auth.Throttle
	perPerson  *auth.Throttle
}

// New returns an app with all its routes.
func New(cfg Config) (*App, error) {
	if cfg.Web == nil || cfg.Auth == nil || cfg.Tests == nil || cfg.Studies == nil ||
		cfg.Resources == nil || cfg.People == nil || cfg.Companion == nil || cfg.Questionnaires == nil || cfg.Directory == nil || cfg.Imports == nil || cfg.Bank == nil || cfg.Oversight == nil {
		return nil, errors.New("api: Config needs Web, Auth, Directory, Oversight and all services")
	}
	cfg = cfg.withDefaults()
	a := &App{
		cfg:        cfg,
		proxies:    cfg.TrustedProxies,
		hub:        newHub(),
		perAddress: auth.NewThrottle(cfg.PerAddress),
		perPerson:  auth.NewThrottle(cfg.PerPerson),
	}
	a.fiber = fiber.New(fiber.Config{
		AppName:               "suyang",
		DisableStartupMessage: true,
		Immutable:             true, // strings from a request outlive it
		ErrorHandler:          a.failEarly,
		BodyLimit:             bodyLimit,
		ReadBufferSize:        headerSize,
		ReadTimeout:           cfg.RequestTimeout,
		IdleTimeout:           2 * time.Minute,
		// No WriteTimeout: it would cut streams.
	})
	a.fiber.Server().HeaderReceived = a.limitBody
	a.fiber.Use(a.observe, compress, a.secureHeaders, a.checkOrigin, a.limitAddress)
	if err := a.addRoutes(); err != nil {
		return nil, err
	}
	return a, nil
}

// addRoutes registers every route, one group a file.
func (a *App) addRoutes() error {
	a.routes = &router{Router: a.fiber, app: a}
	a.addHealth()
	a.addStatic()
	a.addSignInPages()
	a.addAccountPages()
	a.addPupilPages()
	a.addTeacherPages()
	a.addPaperPages()
	a.addFormPages()
	a.addResearcherPages()
	a.addQuestionnairePages()
	a.addOperatorPages()
	a.addAuthorPages()
	if err := a.addAPI(); err != nil {
		return err
	}
	a.addDocs()
	if len(a.routes.unlisted) > 0 {
		return fmt.Errorf("api: routes without a line in the authorization table: %s", strings.Join(a.routes.unlisted, ", "))
	}
	return nil
}

// Listen serves on an address such as ":8080" until Shutdown.
func (a *App) Listen(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return a.Serve(l)
}

// Serve answers on a listener until Shutdown, with TLS when the Config says so.
func (a *App) Serve(l net.Listener) error {
	l = &closeOnce{Listener: l}
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-a.hub.closing: // also when Shutdown was there first, and found no listener to close
			_ = l.Close()
		case <-ended:
		}
	}()
	if a.cfg.TLS != nil {
		c := a.cfg.TLS.Clone()
		c.NextProtos = []string{"http/1.1"}
		return a.fiber.Listener(tls.NewListener(l, c))
	}
	return a.fiber.Listener(l)
}

// closeOnce is a listener that may be closed twice.
type closeOnce struct {
	net.Listener
	once sync.Once
	err  error
}

// Close implements net.Listener.
func (l *closeOnce) Close() error {
	l.once.Do(func() { l.err = l.Listener.Close() })
	return l.err
}

// Shutdown stops accepting requests, lets those being served end, tells
// watching streams to reconnect elsewhere, and gives a stream that is speaking
// the DrainTimeout to finish. It returns when all has ended or ctx has.
func (a *App) Shutdown(ctx context.Context) error {
	drained := a.hub.drain(a.cfg.DrainTimeout)
	defer drained()
	return a.fiber.ShutdownWithContext(ctx)
}
