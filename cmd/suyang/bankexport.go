package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"suyang/assessment/item/exchange"
	"suyang/assessment/item/qti"
	"suyang/content"
	"suyang/models"
	"suyang/web"
	"suyang/web/i18n"
)

func bankExportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write the bank's items as content files, as a QTI package or as tables",
		Description: "To a folder, each item goes as the file items/STAGE/ID.yaml. Files that are as they should be are not touched, so\n" +
			"that what changed in the bank is what changes in a checkout of content/. A name that ends in .zip gets a QTI 3.0\n" +
			"package, .xlsx a workbook for bulk editing, and .csv its table of texts.",
		Flags: []cli.Flag{&cli.StringFlag{Name: "out", Usage: "folder, such as content, or file, such as bank.zip, bank.xlsx or bank.csv", Required: true}},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withService(ctx, cmd, func(s *service) error {
				if out := cmd.String("out"); exchange.Known(out) {
					return s.exportFile(ctx, cmd.Root().Writer, out)
				}
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

// exportFile writes the bank as one file in the format of its name.
func (s *service) exportFile(ctx context.Context, w io.Writer, name string) error {
	items, err := s.store.Items(ctx)
	if err != nil {
		return err
	}
	config, err := s.drawing()
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := exchange.Write(&file, name, items, config); err != nil {
		return err
	}
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil { // it holds the keys
		return err
	}
	_, err = fmt.Fprintf(w, "%d items: %s\n", len(items), name)
	return err
}

// drawing draws stimuli in QTI packages as the pages do.
func (s *service) drawing() (qti.Config, error) {
	pages, err := web.New(web.Config{Pictures: s.bundle.Pictures})
	if err != nil {
		return qti.Config{}, err
	}
	return qti.Config{
		HTML:       func(text string, l models.Locale) string { return string(pages.Stimulus(i18n.Locale(l), text)) },
		Stylesheet: web.DrawingStyles(),
	}, nil
}

// writeChanged writes a file and reports whether it was another before.
func writeChanged(path string, text []byte) (changed bool, err error) {
	if before, err := os.ReadFile(path); err == nil && bytes.Equal(before, text) {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return false, err
	}
	return true, os.WriteFile(path, text, 0o644) //nolint:gosec // content is for everybody to read
}
