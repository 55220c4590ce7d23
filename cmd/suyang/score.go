package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt/files"
	"suyang/models"
)

func scoreCommand() *cli.Command {
	return &cli.Command{
		Name:      "score",
		Usage:     "score the persons of a CSV of responses on calibrated items",
		ArgsUsage: "RESPONSES.csv",
		Description: "Writes one line \"person,theta,se\" per person, in order. Persons are numbered from 1, or named\n" +
			"by the column of --id. Columns that are not calibrated items are passed over.",
		Flags: append(columnFlags(),
			&cli.StringFlag{Name: "items", Usage: "items file that suyang calibrate wrote", Required: true},
			&cli.StringFlag{Name: "method", Value: "eap", Usage: "eap: posterior mean and standard deviation"},
			&cli.StringFlag{Name: "out", Usage: "CSV to write; its name may end in .gz", Required: true},
			threadsFlag(), jsonFlag(),
		),
		Action: runScore,
	}
}

func runScore(ctx context.Context, cmd *cli.Command) error {
	if method := cmd.String("method"); method != "eap" {
		return models.Invalid("--method", fmt.Sprintf("%q is not known: use eap", method))
	}
	path, err := responsesPath(cmd)
	if err != nil {
		return err
	}
	calibration, err := files.OpenCalibration(cmd.String("items"))
	if err != nil {
		return err
	}
	summary, err := scoreFile(ctx, cmd, calibration, path)
	if err != nil {
		return err
	}
	if cmd.Bool("json") {
		return json.NewEncoder(cmd.Root().Writer).Encode(summary)
	}
	if len(summary.Absent) > 0 {
		fmt.Fprintf(cmd.Root().Writer, "warning: %s has no column for %s; they count as missing\n", path, strings.Join(summary.Absent, ", "))
	}
	_, err = fmt.Fprintf(cmd.Root().Writer, "%d persons scored: %s\n", summary.Persons, cmd.String("out"))
	return err
}

func scoreFile(ctx context.Context, cmd *cli.Command, c *files.Calibration, path string) (summary files.ScoreSummary, err error) {
	columns := columns(cmd)
	for _, it := range c.Items {
		columns.Items = append(columns.Items, it.ID)
	}
	reader, closer, err := files.Open(path, columns)
	if err != nil {
		return summary, err
	}
	defer closer.Close()
	bar := newProgress(0)
	defer bar.done()
	err = files.Write(cmd.String("out"), func(w io.Writer) (err error) {
		summary, err = c.Score(ctx, w, reader, files.ScoreOptions{Threads: cmd.Int("threads"), Progress: bar.count})
		return err
	})
	return summary, err
}
