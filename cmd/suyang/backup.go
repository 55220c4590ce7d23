package main

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/urfave/cli/v3"
)

// A backup is a tar file: the secret, how to sign in to the demo if there is
// one, and last the database as pg_dump writes it.
const (
	backupSecret   = secretFile
	backupDemo     = demoFile
	backupDatabase = "database.dump"
)

func backupCommand() *cli.Command {
	return &cli.Command{
		Name:  "backup",
		Usage: "write the whole service to one file, while it runs",
		Description: "The file holds everything, personal data and the secret of the login cards included:\n" +
			"keep it as you keep the service itself.",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "out", Usage: "file to write", Required: true}},
		Action: backup,
	}
}

func backup(ctx context.Context, cmd *cli.Command) (err error) {
	secret, err := existingSecret(cmd)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no service in %s; name its directory with --data-dir, or its secret with --secret-key", cmd.String("data-dir"))
	}
	if err != nil {
		return err
	}
	out := cmd.String("out")
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already; name a new file", out)
	}
	db, err := findDatabase(ctx, cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	dump, err := dumpDatabase(ctx, cmd, db.dsn, out+".dump")
	if err != nil {
		return err
	}
	defer os.Remove(dump.Name())
	defer dump.Close()
	if err := writeBackup(cmd, out, secret, dump); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.Root().Writer, "the service is in %s\n", out)
	return err
}

// dumpDatabase writes the database to a file that nobody else can read.
func dumpDatabase(ctx context.Context, cmd *cli.Command, dsn, path string) (*os.File, error) {
	dump, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	err = runTool(ctx, cmd, tool{name: "pg_dump", args: []string{"--format=custom", "--no-owner"}, dsn: dsn, stdout: dump})
	if err != nil {
		return nil, errors.Join(err, dump.Close(), os.Remove(path))
	}
	return dump, nil
}

// writeBackup writes the archive. It appears whole or not at all.
func writeBackup(cmd *cli.Command, out string, secret []byte, dump *os.File) error {
	partial := out + ".partial"
	file, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(file)
	err = errors.Join(addBytes(archive, backupSecret, encodeSecret(secret)), addDemo(archive, cmd), addFile(archive, backupDatabase, dump),
		archive.Close(), file.Sync(), file.Close())
	if err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	return os.Rename(partial, out)
}

func addDemo(archive *tar.Writer, cmd *cli.Command) error {
	accounts, err := os.ReadFile(dataFile(cmd, demoFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, addBytes(archive, backupDemo, accounts))
}

func addBytes(archive *tar.Writer, name string, content []byte) error {
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content))}); err != nil {
		return err
	}
	_, err := archive.Write(content)
	return err
}

func addFile(archive *tar.Writer, name string, file *os.File) error {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size}); err != nil {
		return err
	}
	_, err = io.Copy(archive, file)
	return err
}

// backupFile is a backup opened for reading.
type backupFile struct {
	file     *os.File
	secret   []byte
	demo     []byte    // empty: none
	database io.Reader // the rest of the file
}

// openBackup reads what stands before the database.
func openBackup(path string) (*backupFile, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	b := &backupFile{file: file}
	if err := b.read(tar.NewReader(file)); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s is not a backup of this service: %w", path, err)
	}
	return b, nil
}

func (b *backupFile) read(archive *tar.Reader) error {
	const small = 1 << 20
	for {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return errors.New("it holds no database")
		}
		if err != nil {
			return err
		}
		switch entry.Name {
		case backupSecret:
			text, err := io.ReadAll(io.LimitReader(archive, small))
			if err != nil {
				return err
			}
			if b.secret, err = decodeSecret(string(text), backupSecret); err != nil {
				return err
			}
		case backupDemo:
			if b.demo, err = io.ReadAll(io.LimitReader(archive, small)); err != nil {
				return err
			}
		case backupDatabase:
			if b.secret == nil {
				return errors.New("it holds no secret")
			}
			b.database = archive
			return nil
		}
	}
}

func (b *backupFile) Close() error { return b.file.Close() }
