package pgembed

import (
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Config says which server to run.
type Config struct {
	// DataDir is the directory below which everything is kept; it is made if
	// it is missing. Required.
	DataDir string
	// BinDir is the directory of PostgreSQL's programs. Empty: the best
	// installation that Find finds.
	BinDir string
	// Throwaway trades durability for speed, for data that nobody will miss.
	Throwaway bool
	// Logger gets a line when the server ends unasked and, in detail, at start
	// and stop.
	// Nil: nothing is logged.
	Logger *slog.Logger
}

func (c Config) logger() *slog.Logger {
	if c.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return c.Logger
}

// Server is a running PostgreSQL server.
type Server struct {
	install   Installation
	socketDir string
	throwaway bool
	log       *slog.Logger

	// of a server that this process started; nil in one that Open joined
	process *process
	lock    *os.File

	stopping atomic.Bool
	stopOnce sync.Once
	stopErr  error
}

const (
	superuser = "app" // of a cluster we make
	port      = "5432"
)

// DSN returns the connection string of a database of the server, for pgx and
// for PostgreSQL's own programs.
func (s *Server) DSN(database string) string {
	query := url.Values{"host": {s.socketDir}, "port": {port}, "user": {superuser}}
	return (&url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: query.Encode()}).String()
}

// Installation returns the PostgreSQL that the server was started from, whose
// tools (pg_dump, pg_restore) fit it.
func (s *Server) Installation() Installation { return s.install }

// Done is closed when a server that this process started has ended; it is nil
// for one that Open joined.
func (s *Server) Done() <-chan struct{} {
	if s.process == nil {
		return nil
	}
	return s.process.done
}

const stopWait = 10 * time.Second

// stopSignals: fast (open transactions are rolled back), then immediate (the
// next start replays the log), then no more choice. Data nobody will miss are
// not worth the checkpoint that a fast stop writes.
func stopSignals(throwaway bool) []syscall.Signal {
	signals := []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL}
	if throwaway {
		return signals[1:]
	}
	return signals
}

// watch says so when the server ends unasked.
func (s *Server) watch() {
	<-s.process.done
	if s.stopping.Load() {
		return
	}
	s.log.Error("PostgreSQL ended unasked", "how", s.process.cmd.ProcessState)
}

// Stop ends the server and returns once it has ended. It may be called more
// than once, and does nothing to a server that Open joined.
func (s *Server) Stop() error {
	s.stopOnce.Do(func() {
		if s.process != nil {
			s.stopErr = s.stop()
		}
	})
	return s.stopErr
}

func (s *Server) stop() error {
	s.stopping.Store(true)
	unasked := !s.process.running()
	s.process.stop(stopSignals(s.throwaway), stopWait)
	err := os.RemoveAll(s.socketDir)
	dropLock(s.lock)
	if unasked {
		return fmt.Errorf("PostgreSQL had ended unasked: %v", s.process.cmd.ProcessState)
	}
	s.log.Debug("PostgreSQL stopped")
	return err
}
