package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/urfave/cli/v3"

	"suyang/api"
	"suyang/assessment/usage"
	"suyang/internal/auth"
	"suyang/web"
)

// shutdownTime is what requests and streams have to end when the service
// stops.
const shutdownTime = 20 * time.Second

// expireEvery is how often tests whose time ran out unnoticed are ended.
const expireEvery = time.Minute

func serveCommand() *cli.Command {
	return &cli.Command{
		Name:  "serve",
		Usage: "run the service",
		Flags: append(modelFlags(),
			&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8080", Usage: "address to answer on", Sources: cli.EnvVars("SUYANG_LISTEN")},
			&cli.StringFlag{Name: "public-url", Usage: "address readers use, when a proxy in front changes it", Sources: cli.EnvVars("SUYANG_PUBLIC_URL")},
			&cli.StringFlag{Name: "tls-cert", Usage: "certificate file (PEM), to answer with HTTPS", Sources: cli.EnvVars("SUYANG_TLS_CERT")},
			&cli.StringFlag{Name: "tls-key", Usage: "key file (PEM) of the certificate", Sources: cli.EnvVars("SUYANG_TLS_KEY")},
			&cli.StringSliceFlag{Name: "trusted-proxy", Usage: "network of a proxy whose X-Forwarded headers are believed, such as 10.0.0.0/8", Sources: cli.EnvVars("SUYANG_TRUSTED_PROXIES")},
			&cli.StringFlag{Name: "metrics-token", Usage: "bearer token that opens /metrics to other machines", Sources: cli.EnvVars("SUYANG_METRICS_TOKEN")},
			&cli.IntFlag{Name: "workers", Value: 1, Usage: "background jobs at once in this process; 0 leaves them to suyang worker", Sources: cli.EnvVars("SUYANG_WORKERS")},
			&cli.BoolFlag{Name: "demo", Usage: "fill in the demo county at the first start and let its accounts in"},
		),
		Action: serve,
	}
}

func serve(ctx context.Context, cmd *cli.Command) (err error) {
	s, err := openService(ctx, cmd, cmd.Int("workers"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	app, err := s.newApp(cmd)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cmd.String("listen"))
	if err != nil {
		return err
	}
	if err := s.announce(ctx, cmd, listener.Addr()); err != nil {
		return err
	}
	if err := s.queue.Start(ctx); err != nil {
		return err
	}
	err = s.answer(ctx, cmd, app, listener)
	return errors.Join(err, s.stopWorking(ctx))
}

// answer serves until ctx ends, or something that it needs does. Requests and
// streams get time to finish.
func (s *service) answer(ctx context.Context, cmd *cli.Command, app *api.App, listener net.Listener) error {
	running, stop := context.WithCancel(ctx)
	var beside sync.WaitGroup
	defer beside.Wait()
	defer stop()
	beside.Go(func() { s.expireRegularly(running, newLogger(cmd)) })
	ended := make(chan error, 2)
	go func() { ended <- app.Serve(listener) }()
	go func() { ended <- s.db.wait(running) }()
	err := <-ended
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	return errors.Join(err, app.Shutdown(ending))
}

// stopWorking puts running jobs back into the queue. Without a database that is
// left to the next start.
func (s *service) stopWorking(ctx context.Context) error {
	select {
	case <-s.db.ended():
		return nil
	default:
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	return s.queue.Stop(ending)
}

// announce says where the service answers, and with --demo who can sign in.
func (s *service) announce(ctx context.Context, cmd *cli.Command, address net.Addr) error {
	url := cmd.String("public-url")
	if url == "" {
		scheme := "http"
		if cmd.String("tls-cert") != "" {
			scheme = "https"
		}
		url = fmt.Sprintf("%s://%s", scheme, address)
	}
	if !cmd.Bool("demo") {
		_, err := fmt.Fprintf(cmd.Root().Writer, "素养 Suyang  %s\n", url)
		return err
	}
	accounts, err := s.ensureDemo(ctx, cmd)
	if err != nil {
		return err
	}
	return printDemo(cmd.Root().Writer, accounts, url)
}

// expireRegularly ends tests whose time ran out while nobody looked.
func (s *service) expireRegularly(ctx context.Context, logger *slog.Logger) {
	tick := time.NewTicker(expireEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := s.assessments.ExpireDue(ctx); err != nil && ctx.Err() == nil {
				logger.Warn("cannot end the tests whose time is over", "error", err)
			}
		}
	}
}

func (s *service) newApp(cmd *cli.Command) (*api.App, error) {
	pages, err := web.New(web.Config{Pictures: s.bundle.Pictures})
	if err != nil {
		return nil, err
	}
	key, err := auth.NewCardKey(keyFor(s.secret, "login cards"))
	if err != nil {
		return nil, err
	}
	certificate, err := readCertificate(cmd)
	if err != nil {
		return nil, err
	}
	proxies, err := parseNetworks(cmd.StringSlice("trusted-proxy"))
	if err != nil {
		return nil, err
	}
	companion, err := s.newCompanion(cmd)
	if err != nil {
		return nil, err
	}
	return api.New(api.Config{
		Web:            pages,
		Auth:           auth.New(auth.Config{Credentials: s.store, WebSessions: s.store, CardKey: key, AllowDemo: cmd.Bool("demo")}),
		Tests:          s.assessments,
		Bank:           s.bank,
		Usage:          usage.New(usage.Config{Trails: s.store, Bank: s.store}),
		Studies:        s.studies,
		Resources:      s.resources,
		Imports:        s.imports,
		People:         s.people,
		Companion:      companion,
		Questionnaires: s.surveys,
		Directory:      s.store,
		Oversight:      s.store,
		Events:         s.store,
		Version:        version(),
		Ready:          s.store.Ping,
		Logger:         newLogger(cmd),
		Secret:         keyFor(s.secret, "messages through the browser"),
		PublicURL:      cmd.String("public-url"),
		TrustedProxies: proxies,
		TLS:            certificate,
		MetricsToken:   cmd.String("metrics-token"),
	})
}

func readCertificate(cmd *cli.Command) (*tls.Config, error) {
	cert, key := cmd.String("tls-cert"), cmd.String("tls-key")
	if cert == "" && key == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("--tls-cert and --tls-key: %w", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

func parseNetworks(names []string) ([]netip.Prefix, error) {
	networks := make([]netip.Prefix, len(names))
	for i, name := range names {
		var err error
		if networks[i], err = netip.ParsePrefix(name); err != nil {
			return nil, fmt.Errorf("--trusted-proxy: %w", err)
		}
	}
	return networks, nil
}
