package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/assessment/item"
	"suyang/irt"
	"suyang/irt/files"
	"suyang/models"
)

func bankParametersCommand() *cli.Command {
	return &cli.Command{
		Name:  "parameters",
		Usage: "exchange item parameters with calibrate, score and link",
		Commands: []*cli.Command{
			{
				Name:   "export",
				Usage:  "write the parameters of the bank's items as an items file",
				Flags:  []cli.Flag{&cli.StringFlag{Name: "out", Usage: "items file to write, such as items.json", Required: true}},
				Action: exportParameters,
			},
			{
				Name:      "import",
				Usage:     "give the bank's items the parameters of an items file",
				ArgsUsage: "ITEMS.json",
				Description: "Each item whose parameters change becomes a new version; sittings under way keep the old one. The\n" +
					"file must be on the bank's scale: put a calibration of its own there with suyang link first.",
				Flags:  []cli.Flag{&cli.StringFlag{Name: "source", Usage: "name of the calibration, kept with the parameters; the file's name if not given"}},
				Action: importParameters,
			},
		},
	}
}

func exportParameters(ctx context.Context, cmd *cli.Command) error {
	return withService(ctx, cmd, func(s *service) error {
		items, err := s.store.Items(ctx)
		if err != nil {
			return err
		}
		out := cmd.String("out")
		if err := files.Write(out, bankCalibration(items).Write); err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.Root().Writer, "%d items: %s\n", len(items), out)
		return err
	})
}

// bankCalibration is the bank as a calibration in whose population theta is
// standard normal.
func bankCalibration(items []models.Item) *files.Calibration {
	functions := make([]irt.Item, len(items))
	for i, it := range items {
		functions[i] = item.IRT(it)
	}
	return files.NewItems(functions)
}

func importParameters(ctx context.Context, cmd *cli.Command) error {
	if cmd.Args().Len() != 1 {
		return models.Errorf(models.CodeInvalid, "name one items file, after the flags; there are %d names", cmd.Args().Len())
	}
	path := cmd.Args().First()
	calibration, err := files.OpenCalibration(path)
	if err != nil {
		return err
	}
	source := cmd.String("source")
	if source == "" {
		source = filepath.Base(path)
	}
	return withService(ctx, cmd, func(s *service) error {
		return s.putParameters(ctx, cmd.Root().Writer, calibration.ResponseModels(), source)
	})
}

// putParameters stores the parameters of the items the bank has. One that does
// not fit stops all: half a calibration is no common scale.
func (s *service) putParameters(ctx context.Context, w io.Writer, found []irt.Item, source string) error {
	bank, err := s.store.Items(ctx)
	if err != nil {
		return err
	}
	changed, unknown, err := calibrated(bank, found, source)
	if err != nil {
		return err
	}
	done, err := s.store.PutItems(ctx, changed)
	if err != nil {
		return err
	}
	if len(unknown) > 0 {
		fmt.Fprintf(w, "warning: the bank has no item %s\n", strings.Join(unknown, ", "))
	}
	_, err = fmt.Fprintf(w, "%d items have new parameters, %d had them already\n", done.Updated, done.Unchanged)
	return err
}

// calibrated gives the bank's items with the parameters found, and the ids the
// bank does not have.
func calibrated(bank []models.Item, found []irt.Item, source string) (changed []models.Item, unknown []string, err error) {
	byID := make(map[string]models.Item, len(bank))
	for _, it := range bank {
		byID[it.ID] = it
	}
	var faults []error
	for _, f := range found {
		it, known := byID[f.ID]
		if !known {
			unknown = append(unknown, f.ID)
			continue
		}
		it, fault := item.Calibrated(it, f, source)
		faults, changed = append(faults, fault), append(changed, it)
	}
	return changed, unknown, errors.Join(faults...)
}
