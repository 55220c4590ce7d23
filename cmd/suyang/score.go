package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt"
	"suyang/irt/files"
	"suyang/models"
)

func scoreCommand() *cli.Command {
	return &cli.Command{
		Name:      "score",
		Usage:     "score the persons of a CSV of responses on calibrated items",
		ArgsUsage: "RESPONSES.csv",
		Description: "Writes one line \"person,theta,se\" per person, in order; with several traits a pair of columns for\n" +
			"each, with plausible values \"person,pv1,pv2,...\". Persons are numbered from 1, or named by the\n" +
			"column of --id. Columns that are not calibrated items are passed over. Estimates without a bound\n" +
			"are written Inf and -Inf, what does not exist NA. With groups, --group names their column; with a\n" +
			"latent regression, --covariates names its columns.",
		Flags: localFlags(append(columnFlags(),
			itemsFlag(),
			&cli.StringFlag{Name: "method", Value: "eap", Usage: "eap: posterior mean; map: posterior mode; wle: weighted likelihood (Warm); ml: maximum likelihood; pv: plausible values; density: the posterior density at each node"},
			&cli.IntFlag{Name: "pv", Value: 10, Usage: "number of plausible values"},
			seedFlag(),
			metricFlag(),
			&cli.StringFlag{Name: "out", Usage: "CSV to write (required); its name may end in .gz"},
			threadsFlag(), jsonFlag(),
		)...),
		Action:   runScore,
		Commands: []*cli.Command{scoreTableCommand()},
	}
}

func metricFlag() cli.Flag {
	return &cli.StringFlag{Name: "metric", Usage: "mean and standard deviation of the reference group on the scale to report, such as 500,100"}
}

func runScore(ctx context.Context, cmd *cli.Command) error {
	if err := requireFlags(cmd, "items", "out"); err != nil {
		return err
	}
	options, err := scoreOptions(cmd)
	if err != nil {
		return err
	}
	path, err := responsesPath(cmd)
	if err != nil {
		return err
	}
	calibration, err := files.OpenCalibration(cmd.String("items"))
	if err != nil {
		return err
	}
	summary, err := scoreFile(ctx, cmd, calibration, path, options)
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

func scoreOptions(cmd *cli.Command) (o files.ScoreOptions, err error) {
	o = files.ScoreOptions{Seed: cmd.Uint64("seed"), Threads: cmd.Int("threads")}
	switch method := cmd.String("method"); method {
	case "pv":
		if o.PlausibleValues = cmd.Int("pv"); o.PlausibleValues < 1 {
			return o, models.Invalid("--pv", fmt.Sprintf("%d plausible values, at least 1 is needed", o.PlausibleValues))
		}
	case "density":
		o.Densities = true
	default:
		if o.Method, err = irt.ParseMethod(method); err != nil {
			return o, models.Invalid("--method", fmt.Sprintf("%q is not known: use eap, map, wle, ml, pv or density", method))
		}
	}
	o.Metric, err = metric(cmd)
	return o, err
}

// metric reads --metric; nil: there is none.
func metric(cmd *cli.Command) (*files.Metric, error) {
	text := cmd.String("metric")
	if text == "" {
		return nil, nil
	}
	first, second, _ := strings.Cut(text, ",")
	mean, meanErr := strconv.ParseFloat(strings.TrimSpace(first), 64)
	sd, sdErr := strconv.ParseFloat(strings.TrimSpace(second), 64)
	if meanErr != nil || sdErr != nil || !(sd > 0) || sd > 1e6 || !(mean >= -1e6 && mean <= 1e6) {
		return nil, models.Invalid("--metric", fmt.Sprintf("%q is not a mean and a standard deviation above 0, such as 500,100", text))
	}
	return &files.Metric{Mean: mean, SD: sd}, nil
}

func scoreFile(ctx context.Context, cmd *cli.Command, c *files.Calibration, path string, o files.ScoreOptions) (summary files.ScoreSummary, err error) {
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
	o.Progress = bar.count
	err = files.Write(cmd.String("out"), func(w io.Writer) (err error) {
		summary, err = c.Score(ctx, w, reader, o)
		return err
	})
	return summary, err
}
