package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"suyang/content"
)

func bankExportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write the bank's items as content files",
		Description: "Each item becomes the file items/STAGE/ID.yaml below the folder. Files that are as they should be are not\n" +
			"touched, so that what changed in the bank is what changes in a checkout of content/.",
		Flags: []cli.Flag{&cli.StringFlag{Name: "out", Usage: "folder to write to, such as content", Required: true}},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withService(ctx, cmd, func(s *service) error {
				return s.exportBank(ctx, cmd.Root().Writer, cmd.String("out"))
			})
		},
	}
}

func (s *service) exportBank(ctx context.Context, w io.Writer, dir string) error {
	items, err := s.store.Items(ctx)
	if err != nil {
		return err
	}
	written := 0
	for _, it := range items {
		text, err := content.WriteItem(it)
		if err != nil {
			return err
		}
		changed, err := writeChanged(filepath.Join(dir, filepath.FromSlash(content.ItemPath(it))), text)
		if err != nil {
			return err
		}
		if changed {
			written++
		}
	}
	_, err = fmt.Fprintf(w, "%d items: %d files written, %d were the same\n", len(items), written, len(items)-written)
	return err
}

// writeChanged writes a file and reports whether it was another before.
func writeChanged(path string, text []byte) (changed bool, err error) {
	if before, err := os.ReadFile(path); err == nil && bytes.Equal(before, text) {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, err
	}
	return true, os.WriteFile(path, text, 0o644) //nolint:gosec // content is for everybody to read
}
