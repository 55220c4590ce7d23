package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"
)

func workerCommand() *cli.Command {
	return &cli.Command{
		Name:  "worker",
		Usage: "work on background jobs, beside or instead of the ones serve works on",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "workers", Value: 1, Usage: "jobs at once", Sources: cli.EnvVars("SUYANG_WORKERS")},
		},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			s, err := openService(ctx, cmd, max(cmd.Int("workers"), 1))
			if err != nil {
				return err
			}
			if err := s.queue.Start(ctx); err != nil {
				return errors.Join(err, s.Close())
			}
			_, err = fmt.Fprintln(cmd.Root().Writer, "working on background jobs; stop with Ctrl-C")
			return errors.Join(err, s.db.wait(ctx), s.stopWorking(ctx), s.Close())
		},
	}
}
