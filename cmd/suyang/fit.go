package main

import (
	"context"
	"io"

	"github.com/urfave/cli/v3"

	"suyang/irt/files"
	"suyang/irt/fit"
)

func fitCommand() *cli.Command {
	return &cli.Command{
		Name:      "fit",
		Usage:     "check how well calibrated items describe a CSV of responses",
		ArgsUsage: "RESPONSES.csv",
		Description: "Prints the fit of the whole (M2, RMSEA, SRMSR, CFI, TLI), reliability, a table of items, and in words\n" +
			"what is suspicious. The responses should be those of the calibration. Columns that are not calibrated\n" +
			"items are passed over. Infit and outfit are over the posterior. --json and --out have more: every\n" +
			"statistic of every item and pair, observed curves, information. docs/methods/fit.md has the formulas.",
		Flags: append(columnFlags(),
			&cli.StringFlag{Name: "items", Usage: "items file that suyang calibrate wrote", Required: true},
			&cli.StringFlag{Name: "out", Usage: "JSON file to write the whole report to"},
			&cli.StringFlag{Name: "persons", Usage: "CSV file to write the fit of each person to; its name may end in .gz"},
			&cli.StringFlag{Name: "options", Usage: "CSV of the options chosen before they were scored: the same persons in the same order, the same columns"},
			&cli.StringFlag{Name: "figures", Usage: "directory to write figures to, as SVG: item characteristic curves, test information, Wright map"},
			threadsFlag(), jsonFlag(),
		),
		Action: runFit,
	}
}

func runFit(ctx context.Context, cmd *cli.Command) error {
	input, err := readFit(cmd)
	if err != nil {
		return err
	}
	o := fit.Options{Threads: cmd.Int("threads"), Persons: cmd.String("persons") != "" || cmd.String("options") != "" || cmd.String("figures") != ""}
	result, err := fit.Run(ctx, input.data, input.model, o)
	if err != nil {
		return err
	}
	report := &fitReport{SchemaVersion: reportVersion, Report: result}
	report.note(input.calibration)
	if err := report.addOptions(cmd, input); err != nil {
		return err
	}
	if err := report.writeFiles(cmd, input); err != nil {
		return err
	}
	if cmd.Bool("json") {
		return report.write(cmd.Root().Writer)
	}
	return report.print(cmd.Root().Writer)
}

// writeFiles writes what the flags ask for.
func (r *fitReport) writeFiles(cmd *cli.Command, input *fitInput) error {
	if out := cmd.String("out"); out != "" {
		if err := files.Write(out, r.write); err != nil {
			return err
		}
	}
	if out := cmd.String("persons"); out != "" {
		if err := files.Write(out, func(w io.Writer) error { return r.writePersons(w, input.table) }); err != nil {
			return err
		}
	}
	if dir := cmd.String("figures"); dir != "" {
		return r.writeFigures(dir, input)
	}
	return nil
}

// write writes the whole report as JSON.
func (r *fitReport) write(w io.Writer) error { return writeJSON(w, r) }
