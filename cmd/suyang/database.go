package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"suyang/internal/pgembed"
	"suyang/store"
)

// databaseName is the database of the private server.
const databaseName = "suyang"

// database is the service's database and, when it is the private one, its
// server.
type database struct {
	dsn    string
	server *pgembed.Server // nil: somebody else's server
}

// openDatabase finds the database of the flags and brings its schema up to
// date.
func openDatabase(ctx context.Context, cmd *cli.Command) (*database, error) {
	db, err := findDatabase(ctx, cmd)
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx, db.dsn); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// findDatabase finds the database the flags name and starts the private server
// if need be. A command that runs beside the service joins its server.
func findDatabase(ctx context.Context, cmd *cli.Command) (*database, error) {
	if dsn := cmd.String("database-url"); dsn != "" {
		return &database{dsn: dsn}, nil
	}
	server, err := pgembed.Open(ctx, embeddedConfig(cmd))
	if err != nil {
		return nil, err
	}
	if err := server.EnsureDatabase(ctx, databaseName); err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return &database{dsn: server.DSN(databaseName), server: server}, nil
}

func embeddedConfig(cmd *cli.Command) pgembed.Config {
	return pgembed.Config{DataDir: cmd.String("data-dir"), BinDir: cmd.String("postgres-bin"), Logger: newLogger(cmd)}
}

// joined reports whether another process keeps the private server.
func (d *database) joined() bool { return d.server != nil && d.server.Done() == nil }

// ended is closed when the private server has ended. Somebody else's server may
// go and come back: nil.
func (d *database) ended() <-chan struct{} {
	if d.server == nil {
		return nil
	}
	return d.server.Done()
}

// wait returns when ctx ends, with an error when the private server has ended
// before.
func (d *database) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-d.ended():
		return errors.New("the private database is gone; start again: what was acknowledged is kept. " +
			"Its last words are in postgres/log of the data directory")
	}
}

// Close stops the private server, unless another process keeps it.
func (d *database) Close() error {
	if d.server == nil {
		return nil
	}
	return d.server.Stop()
}

// dataFile is the path of a file of the service's own.
func dataFile(cmd *cli.Command, name string) string {
	return filepath.Join(cmd.String("data-dir"), name)
}
