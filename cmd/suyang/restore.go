package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"suyang/store"
)

func restoreCommand() *cli.Command {
	return &cli.Command{
		Name: "restore", ArgsUsage: "BACKUP",
		Usage:  "put a backup into an empty data directory or database",
		Action: restore,
	}
}

func restore(ctx context.Context, cmd *cli.Command) (err error) {
	if cmd.Args().Len() != 1 {
		return errors.New("name one backup")
	}
	from, err := openBackup(cmd.Args().First())
	if err != nil {
		return err
	}
	defer from.Close()
	files, err := filesToKeep(cmd, from)
	if err != nil {
		return err
	}
	db, err := findDatabase(ctx, cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := mustBeVacant(ctx, db); err != nil {
		return err
	}
	if err := restoreAll(ctx, cmd, from, files, db.dsn); err != nil {
		return fmt.Errorf("%s cannot be restored, and nothing of it is: %w", from.file.Name(), err)
	}
	if err := store.Migrate(ctx, db.dsn); err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.Root().Writer, "the service is restored; start it with: suyang serve")
	return err
}

// filesToKeep returns what of a backup belongs into the data directory, by
// name. A secret that is given to every process stays out of it.
func filesToKeep(cmd *cli.Command, from *backupFile) (map[string][]byte, error) {
	files := map[string][]byte{}
	if len(from.demo) > 0 {
		files[demoFile] = from.demo
	}
	given := cmd.String("secret-key")
	if given == "" {
		files[secretFile] = encodeSecret(from.secret)
		return files, nil
	}
	secret, err := decodeSecret(given, "--secret-key")
	if err == nil && !bytes.Equal(secret, from.secret) {
		err = errors.New("--secret-key is not the secret of the backup, whose login cards would be worthless; leave it out, or give the right one")
	}
	return files, err
}

func mustBeVacant(ctx context.Context, db *database) error {
	if db.joined() {
		return errors.New("the service runs on this data directory; stop it, or name an empty directory with --data-dir")
	}
	vacant, err := store.Vacant(ctx, db.dsn)
	if err == nil && !vacant {
		err = errors.New("there is a service already, and it stays as it is; name an empty directory with --data-dir, or an empty database with --database-url")
	}
	return err
}

// restoreAll restores files and database, or neither. The files come first: the
// database's login cards are worthless without the secret.
func restoreAll(ctx context.Context, cmd *cli.Command, from *backupFile, files map[string][]byte, dsn string) error {
	written, err := writeFiles(cmd.String("data-dir"), files)
	if err == nil {
		err = runTool(ctx, cmd, tool{
			name:  "pg_restore",
			args:  []string{"--no-owner", "--no-privileges", "--no-comments", "--single-transaction", "--exit-on-error"},
			dsn:   dsn,
			stdin: from.database,
		})
	}
	if err != nil {
		for _, path := range written {
			err = errors.Join(err, os.Remove(path))
		}
	}
	return err
}

// writeFiles writes the files that are not there yet and returns their paths. A
// file that is there with other content belongs to another service.
func writeFiles(dir string, files map[string][]byte) (written []string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		there, err := os.ReadFile(path)
		switch {
		case err == nil && bytes.Equal(there, content):
			continue
		case err == nil:
			return written, fmt.Errorf("%s belongs to another service; name an empty directory with --data-dir", path)
		case !errors.Is(err, fs.ErrNotExist):
			return written, err
		}
		written = append(written, path)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			return written, err
		}
	}
	return written, nil
}
