package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

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
			&cli.StringFlag{Name: "model", Value: "2pl", Usage: "2pl, 3pl, grm or gpcm; columns of more than two categories get gpcm unless grm is asked for"},
			&cli.StringFlag{Name: "out", Usage: "items file to write, such as items.json"},
			&cli.FloatFlag{Name: "tol", Value: 1e-4, Usage: "largest parameter change at which to stop"},
			&cli.IntFlag{Name: "max-cycles", Value: 2000, Usage: "cycles after which to give up"},
			&cli.IntFlag{Name: "quadrature", Value: 61, Usage: "number of nodes of the latent trait"},
			&cli.FloatFlag{Name: "range", Value: 6, Usage: "the nodes span from minus this to this"},
			&cli.StringFlag{Name: "se", Value: string(calibrate.Oakes), Usage: "standard errors: oakes, xpd (cross-products, faster) or none"},
			threadsFlag(), jsonFlag(),
		),
		Action: runCalibrate,
	}
}

func runCalibrate(ctx context.Context, cmd *cli.Command) error {
	table, err := readResponses(cmd)
	if err != nil {
		return err
	}
	options, err := calibrateOptions(cmd)
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

func calibrateOptions(cmd *cli.Command) (calibrate.Options, error) {
	model, err := irt.ParseModel(cmd.String("model"))
	if err != nil {
		return calibrate.Options{}, models.Invalid("--model", err.Error())
	}
	return calibrate.Options{
		Model:      model,
		Tol:        cmd.Float("tol"),
		MaxCycles:  cmd.Int("max-cycles"),
		Quadrature: cmd.Int("quadrature"),
		Range:      cmd.Float("range"),
		SE:         calibrate.SE(cmd.String("se")),
		Threads:    cmd.Int("threads"),
	}, nil
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
		&cli.StringFlag{Name: "group", Usage: "column of the group; each has a mean and a standard deviation of its own, the first in order 0 and 1"},
		&cli.StringFlag{Name: "weight", Usage: "column of the person's weight"},
		&cli.StringFlag{Name: "covariates", Usage: "further columns that are not items, separated by commas"},
	}
}

func columns(cmd *cli.Command) files.Columns {
	c := files.Columns{ID: cmd.String("id"), Group: cmd.String("group"), Weight: cmd.String("weight")}
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

// printCalibration prints a summary and a table of items for a person to read.
func printCalibration(w io.Writer, c *files.Calibration) error {
	fmt.Fprintf(w, "%d persons, %d items, model %v: %s\n", c.Persons, len(c.Items), c.Model, c.Convergence.Verdict)
	fmt.Fprintf(w, "log-likelihood %.4f, %d parameters, AIC %.2f, BIC %.2f\n", c.LogLikelihood, c.Parameters, c.AIC, c.BIC)
	for _, p := range c.Convergence.Problems {
		fmt.Fprintln(w, "warning:", p.Message)
	}
	if len(c.Groups) > 1 {
		for _, g := range c.Groups {
			fmt.Fprintf(w, "group %s: mean %.3f, sd %.3f\n", g.Name, g.Mean, g.SD)
		}
	}
	fmt.Fprintln(w)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "item\tmodel\ta\tse\tc\tb\tse\t")
	for _, it := range c.Items {
		printItem(table, it)
	}
	return table.Flush()
}

// printItem prints a line per threshold, the first with what the item has once.
func printItem(w io.Writer, it files.Item) {
	for k, b := range it.B {
		var seA, seB string
		if it.SE != nil {
			seA, seB = fmt.Sprintf("%.3f", it.SE.A[0]), fmt.Sprintf("%.3f", it.SE.B[k])
		}
		if k == 0 {
			fmt.Fprintf(w, "%s\t%v\t%.3f\t%s\t%.3f\t", it.ID, it.Model, it.A[0], seA, it.C)
		} else {
			fmt.Fprint(w, "\t\t\t\t\t")
		}
		fmt.Fprintf(w, "%.3f\t%s\t\n", b, seB)
	}
}
