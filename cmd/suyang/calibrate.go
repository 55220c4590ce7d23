package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
	"suyang/models"
)

func calibrateCommand() *cli.Command {
	return &cli.Command{
		Name:      "calibrate",
		Usage:     "estimate item parameters from a CSV of responses",
		ArgsUsage: "RESPONSES.csv",
		Description: "The first line of the CSV names the items, each further line is a person, each field an\n" +
			"integer code, empty or NA where missing. Columns whose names start with ID_, GROUP_, COV_\n" +
			"or WEIGHT_ are not items. A name that ends in .gz is compressed.",
		Flags: append(columnFlags(),
			&cli.StringFlag{Name: "model", Usage: "rasch, 1pl, 2pl, 3pl, 4pl, pcm, gpcm, rsm, grm or nrm; columns of two categories and of more get the member of the family that fits them, such as 2pl and gpcm; default 2pl"},
			&cli.StringFlag{Name: "spec", Usage: "YAML file of the model: dimensions, loadings, models, priors and invariance of single items"},
			&cli.StringFlag{Name: "invariance", Usage: "what groups have in common: scalar (slopes and intercepts), metric (slopes) or configural (nothing); default scalar"},
			&cli.StringFlag{Name: "reference-group", Usage: "group with mean 0 and standard deviation 1; default: the first in order"},
			&cli.StringFlag{Name: "cluster", Usage: "column of the person's cluster, such as the school, for --se sandwich"},
			&cli.StringFlag{Name: "fix", Usage: "items file whose items are held at their parameters, for fixed-parameter calibration"},
			&cli.StringFlag{Name: "prior-a", Usage: "prior of slopes, such as \"lognormal(0, 0.5)\""},
			&cli.StringFlag{Name: "prior-b", Usage: "prior of difficulties and thresholds, such as \"normal(0, 2)\""},
			&cli.StringFlag{Name: "prior-c", Usage: "prior of lower asymptotes, such as \"beta(5, 17)\" or flat; default \"logitnormal(-1.1, 0.5)\""},
			&cli.StringFlag{Name: "out", Usage: "items file to write, such as items.json"},
			&cli.FloatFlag{Name: "tol", Value: 1e-4, Usage: "largest parameter change at which to stop"},
			&cli.IntFlag{Name: "max-cycles", Value: 2000, Usage: "cycles after which to give up"},
			&cli.IntFlag{Name: "quadrature", Usage: "nodes of each latent trait; default 61 for one trait, 31 for two, 15 for three"},
			&cli.FloatFlag{Name: "range", Value: 6, Usage: "the nodes span from minus this to this"},
			&cli.StringFlag{Name: "se", Value: string(calibrate.Oakes), Usage: "standard errors: oakes, xpd (cross-products, faster), sandwich (for weights, clusters and wrong models) or none"},
			&cli.BoolFlag{Name: "covariance", Usage: "write the covariance matrix of the item parameters too, for the standard errors of suyang link"},
			threadsFlag(), jsonFlag(),
		),
		Action: runCalibrate,
	}
}

func runCalibrate(ctx context.Context, cmd *cli.Command) error {
	if err := refuseIdleFlags(cmd); err != nil {
		return err
	}
	table, err := readResponses(cmd)
	if err != nil {
		return err
	}
	options, err := calibrateOptions(cmd, table)
	if err != nil {
		return err
	}
	bar := newProgress(100)
	options.Progress = bar.approach(options.Tol)
	result, err := calibrate.Run(ctx, table.Data(), options)
	bar.done()
	if err != nil {
		return err
	}
	calibration := files.NewCalibration(result, table)
	if cmd.Bool("covariance") {
		calibration.KeepCovariance(result)
	}
	if out := cmd.String("out"); out != "" {
		if err := files.Write(out, calibration.Write); err != nil {
			return err
		}
	}
	if cmd.Bool("json") {
		return calibration.Write(cmd.Root().Writer)
	}
	return printCalibration(cmd.Root().Writer, calibration)
}

// refuseIdleFlags reports flags that would do nothing without another, and
// zeros, which the options take for their defaults.
func refuseIdleFlags(cmd *cli.Command) error {
	for _, flag := range []string{"invariance", "reference-group"} {
		if cmd.IsSet(flag) && !cmd.IsSet("group") {
			return models.Invalid("--"+flag, "is about groups; name their column with --group")
		}
	}
	if cmd.IsSet("cluster") && calibrate.SE(cmd.String("se")) != calibrate.Sandwich {
		return models.Invalid("--cluster", "only sandwich standard errors know clusters; add --se sandwich")
	}
	for _, flag := range []string{"tol", "range"} {
		if cmd.Float(flag) == 0 {
			return models.Invalid("--"+flag, "must be above 0")
		}
	}
	if cmd.Int("max-cycles") == 0 {
		return models.Invalid("--max-cycles", "0 cycles, at least 1 is needed")
	}
	return nil
}

// calibrateOptions puts together the options: the model file, then the flags,
// which override it.
func calibrateOptions(cmd *cli.Command, table *files.Table) (calibrate.Options, error) {
	o := calibrate.Options{
		Tol:        cmd.Float("tol"),
		MaxCycles:  cmd.Int("max-cycles"),
		Quadrature: cmd.Int("quadrature"),
		Range:      cmd.Float("range"),
		SE:         calibrate.SE(cmd.String("se")),
		Threads:    cmd.Int("threads"),
		Regression: cmd.String("covariates") != "",
	}
	if path := cmd.String("spec"); path != "" {
		if err := readModelSpec(path, &o, table.Items); err != nil {
			return o, err
		}
	}
	for _, flag := range []func() error{
		func() error { return parsed(cmd, "model", irt.ParseModel, &o.Model) },
		func() error { return parsed(cmd, "invariance", calibrate.ParseInvariance, &o.Invariance) },
		func() error { return parsed(cmd, "reference-group", word, &o.ReferenceGroup) },
		func() error { return parsed(cmd, "prior-a", parsePrior, &o.Priors.A) },
		func() error { return parsed(cmd, "prior-b", parsePrior, &o.Priors.B) },
		func() error { return parsed(cmd, "prior-c", parsePrior, &o.Priors.C) },
		func() error { return fixItems(cmd, table, &o) },
	} {
		if err := flag(); err != nil {
			return o, err
		}
	}
	return o, nil
}

// parsed reads a flag, where it is given.
func parsed[T any](cmd *cli.Command, flag string, parse func(string) (T, error), to *T) (err error) {
	text := cmd.String(flag)
	if text == "" {
		return nil
	}
	if *to, err = parse(text); err != nil {
		return models.Invalid("--"+flag, err.Error())
	}
	return nil
}

// fixItems holds the items of the file of --fix that are in the table.
func fixItems(cmd *cli.Command, table *files.Table, o *calibrate.Options) error {
	path := cmd.String("fix")
	if path == "" {
		return nil
	}
	calibrated, err := files.OpenCalibration(path)
	if err != nil {
		return err
	}
	if err := table.UseCodes(calibrated, cmd.Args().First()); err != nil {
		return err
	}
	for _, it := range calibrated.MultiItems() {
		if slices.Contains(table.Items, it.ID) {
			o.Fixed = append(o.Fixed, it)
		}
	}
	if len(o.Fixed) == 0 {
		return models.Invalid("--fix", fmt.Sprintf("none of the items of %s is a column of the responses", path))
	}
	return nil
}

func readResponses(cmd *cli.Command) (*files.Table, error) {
	path, err := responsesPath(cmd)
	if err != nil {
		return nil, err
	}
	reader, closer, err := files.Open(path, columns(cmd))
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	return files.ReadTable(reader)
}

// responsesPath is the one argument of the commands that read responses.
func responsesPath(cmd *cli.Command) (string, error) {
	if cmd.Args().Len() != 1 {
		return "", models.Errorf(models.CodeInvalid, "name one CSV of responses, after the flags; there are %d names", cmd.Args().Len())
	}
	return cmd.Args().First(), nil
}

func columnFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "id", Usage: "column that identifies the person"},
		&cli.StringFlag{Name: "group", Usage: "column of the group"},
		&cli.StringFlag{Name: "weight", Usage: "column of the person's weight"},
		&cli.StringFlag{Name: "covariates", Usage: "columns of numbers that the mean of the latent trait depends on (latent regression), separated by commas"},
	}
}

func columns(cmd *cli.Command) files.Columns {
	c := files.Columns{ID: cmd.String("id"), Group: cmd.String("group"), Weight: cmd.String("weight"), Cluster: cmd.String("cluster")}
	if names := cmd.String("covariates"); names != "" {
		c.Covariates = strings.Split(names, ",")
	}
	return c
}

func threadsFlag() cli.Flag {
	return &cli.IntFlag{Name: "threads", Usage: "processors to use; 0: all"}
}

func jsonFlag() cli.Flag {
	return &cli.BoolFlag{Name: "json", Usage: "print JSON instead of text"}
}
