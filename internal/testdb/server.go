package testdb

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"suyang/internal/pgembed"
	"suyang/store"
)

// startLimit bounds the start of the server and the migrations.
const startLimit = time.Minute

// server is where the databases are made.
type server struct {
	dsn      func(database string) string
	template string        // the database with the schema
	admin    *pgxpool.Pool // connected to none of the tests' databases
	end      func()        // ends a private server
}

// lazyServer is the package's server, started by the first test that needs it.
type lazyServer struct {
	once   sync.Once
	server *server
	err    error
}

func (l *lazyServer) start() (*server, error) {
	l.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), startLimit)
		defer cancel()
		l.server, l.err = newServer(ctx)
	})
	return l.server, l.err
}

func (l *lazyServer) stop() {
	if l.server == nil {
		return
	}
	if err := l.server.drop(context.Background(), l.server.template); err != nil {
		fmt.Fprintln(os.Stderr, "testdb:", err)
	}
	l.server.admin.Close()
	l.server.end()
}

// newServer finds or starts a server and makes the template on it.
func newServer(ctx context.Context) (*server, error) {
	s, err := external(os.Getenv("TEST_DATABASE_URL"))
	if s == nil && err == nil {
		s, err = private(ctx)
	}
	if err != nil {
		return nil, err
	}
	s.template = fmt.Sprintf("suyang_test_%d", os.Getpid())
	if err := s.prepare(ctx); err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

// prepare connects and migrates the template.
func (s *server) prepare(ctx context.Context) (err error) {
	if s.admin, err = pgxpool.New(ctx, s.dsn("postgres")); err != nil {
		return err
	}
	if err := s.create(ctx, s.template, "template0"); err != nil {
		return err
	}
	return store.Migrate(ctx, s.dsn(s.template))
}

// external returns the server that a URL names, nil for no URL.
func external(address string) (*server, error) {
	if address == "" {
		return nil, nil
	}
	base, err := url.Parse(address)
	if err != nil || base.Host == "" && base.RawQuery == "" {
		return nil, errors.New("TEST_DATABASE_URL is no postgres:// URL")
	}
	dsn := func(database string) string {
		named := *base
		named.Path = "/" + database
		return named.String()
	}
	return &server{dsn: dsn, end: func() {}}, nil
}

// private starts a server that lasts until end.
func private(ctx context.Context) (*server, error) {
	home := filepath.Join(os.TempDir(), fmt.Sprintf("suyang-testdb-%d", os.Getuid()))
	if err := os.MkdirAll(home, 0o711); err != nil { // root may have to run the server as nobody
		return nil, err
	}
	removeLeftovers(ctx, home)
	dir, err := os.MkdirTemp(home, "")
	if err != nil {
		return nil, err
	}
	child, err := pgembed.Start(ctx, pgembed.Config{DataDir: dir, Throwaway: true})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	end := func() {
		if err := errors.Join(child.Stop(), os.RemoveAll(dir)); err != nil {
			fmt.Fprintln(os.Stderr, "testdb:", err)
		}
	}
	return &server{dsn: child.DSN, end: end}, nil
}

// removeLeftovers removes what killed test runs have left. A young directory
// may be one whose server is just being started.
func removeLeftovers(ctx context.Context, home string) {
	dirs, _ := filepath.Glob(filepath.Join(home, "*"))
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err == nil && time.Since(info.ModTime()) > 2*startLimit {
			_ = pgembed.Remove(ctx, dir) // refused while it is in use
		}
	}
}

func (s *server) create(ctx context.Context, name, template string) error {
	_, err := s.admin.Exec(ctx, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", quote(name), quote(template)))
	return err
}

func (s *server) drop(ctx context.Context, name string) error {
	_, err := s.admin.Exec(ctx, fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", quote(name)))
	return err
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }
