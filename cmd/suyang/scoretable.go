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

func scoreTableCommand() *cli.Command {
	return &cli.Command{
		Name:  "table",
		Usage: "print the table that turns sum scores to theta",
		Description: "For a booklet of which all items are answered: the mean and standard deviation of theta (EAP) of\n" +
			"persons with each sum of codes, and the share of persons expected to have it, for each group.",
		Flags: []cli.Flag{
			itemsFlag(),
			&cli.StringFlag{Name: "booklet", Usage: "names of its items, separated by commas; all items without it"},
			metricFlag(),
			&cli.StringFlag{Name: "out", Usage: "CSV to write, in place of a table to read"},
			jsonFlag(),
		},
		Action: runScoreTable,
	}
}

func runScoreTable(_ context.Context, cmd *cli.Command) error {
	if err := requireFlags(cmd, "items"); err != nil {
		return err
	}
	metric, err := metric(cmd)
	if err != nil {
		return err
	}
	calibration, err := files.OpenCalibration(cmd.String("items"))
	if err != nil {
		return err
	}
	var booklet []string
	if names := cmd.String("booklet"); names != "" {
		booklet = strings.Split(names, ",")
	}
	table, err := calibration.SumScores(booklet, metric)
	if err != nil {
		return models.Invalid("--booklet", err.Error())
	}
	if out := cmd.String("out"); out != "" {
		return files.Write(out, func(w io.Writer) error { return files.WriteSumScores(w, table) })
	}
	if cmd.Bool("json") {
		return json.NewEncoder(cmd.Root().Writer).Encode(table)
	}
	return printSumScores(cmd.Root().Writer, table)
}

func printSumScores(w io.Writer, table []files.SumScore) error {
	out := newNumberTable(w)
	fmt.Fprintln(out, "group\tsum\ttheta\tse\tpersons expected\t")
	for _, row := range table {
		fmt.Fprintf(out, "%s\t%d\t%.3f\t%.3f\t%.2f %%\t\n", row.Group, row.Sum, row.Theta, row.SE, 100*row.Probability)
	}
	return out.Flush()
}
