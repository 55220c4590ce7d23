package main

import (
	"context"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
	"suyang/irt/files"
	"suyang/models"
)

func difCommand() *cli.Command {
	return &cli.Command{
		Name:      "dif",
		Usage:     "find items that are harder for one group than for another at the same ability",
		ArgsUsage: "RESPONSES.csv",
		Description: "Compares each focal group with the reference group, by one of four methods. mh: Mantel-Haenszel\n" +
			"with the classes A, B and C of the ETS. logistic: logistic regression, also for differences that\n" +
			"depend on ability. lr: likelihood-ratio test of calibrations. rmsd: distance of each group's\n" +
			"curve from the common one. Differences are focal minus reference: below 0, the item is harder\n" +
			"for the focal group.",
		Flags: append(columnFlags(),
			&cli.StringFlag{Name: "reference-group", Usage: "group that the others are compared with (default: the first in order)"},
			&cli.StringFlag{Name: "method", Value: string(dif.MantelHaenszel), Usage: "mh, logistic, lr or rmsd"},
			&cli.StringFlag{Name: "anchors", Usage: "items known to be fair, separated by commas; they are not tested"},
			&cli.BoolFlag{Name: "purify", Usage: "search again without the flagged items among the anchors until nothing changes"},
			&cli.StringFlag{Name: "matching", Usage: "score that mh and logistic match persons on: total, rest (without the item) or eap (ability) (default: eap where responses are missing or --items is given, else total)"},
			&cli.FloatFlag{Name: "alpha", Value: 0.05, Usage: "level of significance"},
			&cli.StringFlag{Name: "adjust", Value: string(dif.BenjaminiHochberg), Usage: "control for the number of items: bh (Benjamini-Hochberg), holm or none"},
			&cli.FloatFlag{Name: "limit", Value: 0.12, Usage: "RMSD above which an item is flagged"},
			&cli.StringFlag{Name: "items", Usage: "items file whose parameters are used by rmsd and by --matching eap (default: they are estimated)"},
			&cli.StringFlag{Name: "model", Value: "2pl", Usage: "model where items are estimated, as of suyang calibrate"},
			&cli.StringFlag{Name: "out", Usage: "JSON file to write"},
			threadsFlag(), jsonFlag(),
		),
		Action: runDIF,
	}
}

func runDIF(ctx context.Context, cmd *cli.Command) error {
	if cmd.String("group") == "" {
		return models.Invalid("--group", "name the column of the groups to compare")
	}
	options, err := difOptions(cmd)
	if err != nil {
		return err
	}
	table, err := readResponses(cmd)
	if err != nil {
		return err
	}
	if err := difItems(cmd, table, &options); err != nil {
		return err
	}
	bar := newProgress(100)
	options.Progress = func(done, total int) { bar.count(99 * done / total) }
	result, err := dif.Run(ctx, table.Data(), options)
	bar.done()
	if err != nil {
		return err
	}
	result.Problems = append(result.Problems, table.Gaps()...)
	return writeDIF(cmd, result)
}

func difOptions(cmd *cli.Command) (dif.Options, error) {
	model, err := irt.ParseModel(cmd.String("model"))
	if err != nil {
		return dif.Options{}, models.Invalid("--model", err.Error())
	}
	o := dif.Options{
		Method:      dif.Method(cmd.String("method")),
		Reference:   cmd.String("reference-group"),
		Purify:      cmd.Bool("purify"),
		Matching:    dif.Matching(cmd.String("matching")),
		Alpha:       cmd.Float("alpha"),
		Adjust:      dif.Adjustment(cmd.String("adjust")),
		Limit:       cmd.Float("limit"),
		Calibration: calibrate.Options{Model: model},
		Threads:     cmd.Int("threads"),
	}
	if names := cmd.String("anchors"); names != "" {
		o.Anchors = strings.Split(names, ",")
	}
	return o, nil
}

// difItems takes over the items file, if one is named.
func difItems(cmd *cli.Command, table *files.Table, o *dif.Options) error {
	path := cmd.String("items")
	if path == "" {
		return nil
	}
	calibration, err := files.OpenCalibration(path)
	if err != nil {
		return err
	}
	o.Items = calibration.MultiItems()
	return table.UseCodes(calibration, cmd.Args().First())
}

// difFile is the JSON of a search, described by docs/schema/dif.schema.json.
type difFile struct {
	SchemaVersion int `json:"schema_version"`
	*dif.Result
}

func (f difFile) write(w io.Writer) error { return writeJSON(w, f) }

func writeDIF(cmd *cli.Command, r *dif.Result) error {
	file := difFile{SchemaVersion: reportVersion, Result: r}
	if out := cmd.String("out"); out != "" {
		if err := files.Write(out, file.write); err != nil {
			return err
		}
	}
	if cmd.Bool("json") {
		return file.write(cmd.Root().Writer)
	}
	return printDIF(cmd.Root().Writer, r)
}
