package main

import (
	"context"

	"github.com/urfave/cli/v3"

	"suyang/platform"
	"suyang/store"
)

// withPeople runs fn with the service that manages people, on the database of
// the flags.
func withPeople(ctx context.Context, cmd *cli.Command, fn func(*store.Store, *platform.Service) error) error {
	secret, err := readSecret(cmd)
	if err != nil {
		return err
	}
	db, err := openDatabase(ctx, cmd)
	if err != nil {
		return err
	}
	defer db.Close()
	s, err := store.Open(ctx, db.dsn, store.Config{})
	if err != nil {
		return err
	}
	defer s.Close()
	people, err := newPlatform(s, secret)
	if err != nil {
		return err
	}
	return fn(s, people)
}

func newPlatform(s *store.Store, secret []byte) (*platform.Service, error) {
	secrets, err := newSecrets(secret)
	return platform.New(platform.Config{Rosters: s, People: s, Credentials: s, Secrets: secrets}), err
}
