package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"suyang/assessment/fools"
	"suyang/models"
)

func bankFoolsCommand() *cli.Command {
	return &cli.Command{
		Name:  "fools",
		Usage: "let simulated pupils who only look at form sit the bank, and compare them with blind guesses",
		Description: "Each fool follows one habit, such as the longest option or the second. The command fails when a habit\n" +
			"scores above chance: by more than 5 points of 100 and more than 3 standard errors.",
		Flags: []cli.Flag{
			bankDirFlag(),
			&cli.BoolFlag{Name: "json", Usage: "print JSON instead of a table"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "of the blind guesses"},
		},
		Action: func(_ context.Context, cmd *cli.Command) error {
			items, err := folderItems(cmd.String("dir"))
			if err != nil {
				return err
			}
			results, err := fools.Run(items, cmd.Uint64("seed"))
			if err != nil {
				return err
			}
			if err := writeFools(cmd.Root().Writer, results, cmd.Bool("json")); err != nil {
				return err
			}
			return caught(results)
		},
	}
}

func writeFools(w io.Writer, results []fools.Result, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(results)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "fool\ttype\tlanguage\tparts\tpoints %\tchance %\tSE\t\t")
	for _, r := range results {
		verdict := ""
		if r.Caught {
			verdict = "above chance"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%.1f\t%.1f\t%.1f\t%s\t\n", r.Fool, r.Type, r.Locale, r.Parts, 100*r.Mean, 100*r.Chance, 100*r.SE, verdict)
	}
	return table.Flush()
}

// caught is the error of a bank that rewards a habit.
func caught(results []fools.Result) error {
	n := 0
	for _, r := range results {
		if r.Caught {
			n++
		}
	}
	if n > 0 {
		return models.Errorf(models.CodeInvalid, "%d of %d fools score above chance: change the items that reward their habits", n, len(results))
	}
	return nil
}
