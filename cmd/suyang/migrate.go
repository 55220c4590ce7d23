package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"
)

func migrateCommand() *cli.Command {
	return &cli.Command{
		Name:  "migrate",
		Usage: "bring the database to the schema of this version (serve does it too)",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			db, err := openDatabase(ctx, cmd)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.Root().Writer, "the database has the schema of this version")
			return db.Close()
		},
	}
}
