package main

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"suyang/internal/pgembed"
	"suyang/store"
)

// A backup is a tar file of the database, as pg_dump writes it, and the
// secret.
const (
	backupDatabase = "database.dump"
	backupSecret   = secretFile
)

func backupCommand() *cli.Command {
	return &cli.Command{
		Name:  "backup",
		Usage: "write the whole service to one file, while it runs",
		Description: "The file holds everything, personal data and the secret of the login cards included:\n" +
			"keep it as you keep the service itself.",
		Flags:  []cli.Flag{secretFlag(), &cli.StringFlag{Name: "out", Usage: "file to write", Required: true}},
		Action: backup,
	}
}

func restoreCommand() *cli.Command {
	return &cli.Command{
		Name: "restore", ArgsUsage: "BACKUP",
		Usage:  "put a backup into an empty data directory or database",
		Action: restore,
	}
}

func backup(ctx context.Context, cmd *cli.Command) (err error) {
	secret, err := readSecret(cmd)
	if err != nil {
		return err
	}
	out := cmd.String("out")
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already; name a new file", out)
	}
	db, err := openDatabase(ctx, cmd)
	if err != nil {
		return err
	}
	defer db.Close()
	dump := out + ".dump"
	defer os.Remove(dump)
	if err := runTool(ctx, cmd, "pg_dump", "--format=custom", "--no-owner", "--file="+dump, db.dsn); err != nil {
		return err
	}
	if err := writeBackup(out, dump, secret); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.Root().Writer, "the service is in %s\n", out)
	return err
}

func writeBackup(out, dump string, secret []byte) error {
	partial := out + ".partial"
	file, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(file)
	err = errors.Join(addBytes(archive, backupSecret, []byte(hex.EncodeToString(secret)+"\n")), addFile(archive, backupDatabase, dump),
		archive.Close(), file.Sync(), file.Close())
	if err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	return os.Rename(partial, out)
}

func addBytes(archive *tar.Writer, name string, content []byte) error {
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content))}); err != nil {
		return err
	}
	_, err := archive.Write(content)
	return err
}

func addFile(archive *tar.Writer, name, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size()}); err != nil {
		return err
	}
	_, err = io.Copy(archive, file)
	return err
}

func restore(ctx context.Context, cmd *cli.Command) error {
	from := cmd.Args().First()
	scratch, err := os.MkdirTemp("", "suyang-restore-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	dump := filepath.Join(scratch, backupDatabase)
	secret, err := readBackup(from, dump)
	if err != nil {
		return fmt.Errorf("%s is not a backup of this service: %w", from, err)
	}
	if _, err := os.Stat(dataFile(cmd, secretFile)); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s holds a service already; name an empty directory with --data-dir", cmd.String("data-dir"))
	}
	db, err := openDatabase(ctx, cmd)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := mustBeEmpty(ctx, db.dsn); err != nil {
		return err
	}
	err = runTool(ctx, cmd, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname="+db.dsn, dump)
	if err != nil {
		return err
	}
	if err := store.Migrate(ctx, db.dsn); err != nil {
		return err
	}
	if err := os.MkdirAll(cmd.String("data-dir"), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(dataFile(cmd, secretFile), secret, 0o600); err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.Root().Writer, "the service is restored; start it with: suyang serve")
	return err
}

// readBackup writes the database of a backup to a file and returns the secret.
func readBackup(from, dump string) (secret []byte, err error) {
	file, err := os.Open(from)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	archive := tar.NewReader(file)
	for {
		entry, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, errors.New("it holds no database")
		case err != nil:
			return nil, err
		case entry.Name == backupSecret:
			if secret, err = io.ReadAll(io.LimitReader(archive, 1<<10)); err != nil {
				return nil, err
			}
			if _, err := decodeSecret(string(secret), backupSecret); err != nil {
				return nil, err
			}
		case entry.Name == backupDatabase:
			if secret == nil {
				return nil, errors.New("it holds no secret")
			}
			return secret, copyTo(dump, archive)
		}
	}
}

func copyTo(path string, content io.Reader) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}

func mustBeEmpty(ctx context.Context, dsn string) error {
	s, err := store.Open(ctx, dsn, store.Config{})
	if err != nil {
		return err
	}
	defer s.Close()
	empty, err := s.Empty(ctx)
	if err == nil && !empty {
		err = errors.New("the database holds a service already; name an empty one")
	}
	return err
}

// runTool runs one of PostgreSQL's programs.
func runTool(ctx context.Context, cmd *cli.Command, name string, args ...string) error {
	install, err := pgembed.Pick(embeddedConfig(cmd))
	if err != nil {
		return err
	}
	var complaint bytes.Buffer
	tool := exec.CommandContext(ctx, install.Tool(name), args...)
	tool.Stderr = &complaint
	if err := tool.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, complaint.Bytes())
	}
	return nil
}
