package main

import (
	"log/slog"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"
)

func globalFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "data-dir", Usage: "directory of the service's own files and its private database (default: suyang in $XDG_DATA_HOME or ~/.local/share)", Value: defaultDataDir(), HideDefault: true, Sources: cli.EnvVars("SUYANG_DATA_DIR")},
		&cli.StringFlag{Name: "content", Usage: "folder with items, families and lessons of your own, put over the built-in content (docs/content.md)", Sources: cli.EnvVars("SUYANG_CONTENT")},
		&cli.StringFlag{Name: "database-url", Usage: "PostgreSQL to use instead of the private one, such as postgres://user@host/suyang", Sources: cli.EnvVars("DATABASE_URL")},
		&cli.StringFlag{Name: "postgres-bin", Usage: "directory of PostgreSQL's programs, when they are not found by themselves", Sources: cli.EnvVars("SUYANG_POSTGRES_BIN")},
		&cli.StringFlag{Name: "secret-key", Usage: "secret the login cards are keyed with, 64 hexadecimal digits; every process of one service needs the same (default: kept in the data directory)", Sources: cli.EnvVars("SUYANG_SECRET_KEY")},
		&cli.BoolFlag{Name: "verbose", Usage: "log what is being done in detail", Sources: cli.EnvVars("SUYANG_VERBOSE")},
	}
}

// defaultDataDir follows the XDG base directory specification.
func defaultDataDir() string {
	if base := os.Getenv("XDG_DATA_HOME"); base != "" {
		return filepath.Join(base, "suyang")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "suyang-data"
	}
	return filepath.Join(home, ".local", "share", "suyang")
}

func newLogger(cmd *cli.Command) *slog.Logger {
	level := slog.LevelInfo
	if cmd.Bool("verbose") {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}
