package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"suyang/content"
	"suyang/models"
)

func bankCommand() *cli.Command {
	return &cli.Command{
		Name:     "bank",
		Usage:    "look after the items, forms and lessons",
		Commands: []*cli.Command{bankCheckCommand(), bankParametersCommand()},
	}
}

func bankCheckCommand() *cli.Command {
	return &cli.Command{
		Name:  "check",
		Usage: "say what is wrong in the content, with file and line",
		Flags: []cli.Flag{&cli.StringFlag{Name: "dir", Usage: "content folder to check instead of the built-in one"}},
		Action: func(_ context.Context, cmd *cli.Command) error {
			return checkBank(cmd.Root().Writer, cmd.String("dir"))
		},
	}
}

// checkBank prints each problem on a line of its own, or what was found to be
// in order.
func checkBank(w io.Writer, dir string) error {
	bundle, err := loadBank(dir)
	problems, malformed := errors.AsType[content.Problems](err)
	if err != nil && !malformed {
		return err
	}
	if !malformed {
		problems = content.Check(bundle)
	}
	if len(problems) > 0 {
		fmt.Fprintln(w, problems)
		return models.Errorf(models.CodeInvalid, "the content has %d problem(s), listed above", len(problems))
	}
	_, err = fmt.Fprintf(w, "No problems: %d framework nodes, %d items, %d forms, %d lessons.\n",
		len(bundle.Framework), len(bundle.Items), len(bundle.Forms), len(bundle.Lessons))
	return err
}

func loadBank(dir string) (*content.Bundle, error) {
	if dir == "" {
		return content.Load()
	}
	return content.LoadDir(os.DirFS(dir))
}
