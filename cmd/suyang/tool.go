package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"suyang/internal/pgembed"
)

// tool is a run of one of PostgreSQL's programs on a database.
type tool struct {
	name   string // such as pg_dump
	args   []string
	dsn    string
	stdin  io.Reader
	stdout io.Writer
}

func runTool(ctx context.Context, cmd *cli.Command, t tool) error {
	path, err := findTool(cmd, t.name)
	if err != nil {
		return err
	}
	dsn, password := splitPassword(t.dsn)
	var complaint bytes.Buffer
	process := exec.CommandContext(ctx, path, append(t.args, "--dbname="+dsn)...)
	process.Env = append(os.Environ(), password...)
	process.Stdin, process.Stdout, process.Stderr = t.stdin, t.stdout, &complaint
	if err := process.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", t.name, err, bytes.TrimSpace(complaint.Bytes()))
	}
	return nil
}

// findTool returns the program that fits the private server; for somebody
// else's the one that the system finds.
func findTool(cmd *cli.Command, name string) (string, error) {
	if cmd.String("database-url") == "" {
		install, err := pgembed.Pick(embeddedConfig(cmd))
		return install.Tool(name), err
	}
	if dir := cmd.String("postgres-bin"); dir != "" {
		return filepath.Join(dir, name), nil
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%w; install PostgreSQL's client programs, or name their directory with --postgres-bin", err)
	}
	return path, nil
}

// splitPassword takes the password out of a URL and puts it into the
// environment: the command line of a process can be read by everybody.
func splitPassword(dsn string) (without string, environment []string) {
	address, err := url.Parse(dsn)
	if err != nil || address.User == nil {
		return dsn, nil
	}
	password, given := address.User.Password()
	if !given {
		return dsn, nil
	}
	address.User = url.User(address.User.Username())
	return address.String(), []string{"PGPASSWORD=" + password}
}
