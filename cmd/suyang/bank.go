package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"suyang/content"
	"suyang/models"
)

func bankCommand() *cli.Command {
	return &cli.Command{
		Name:     "bank",
		Usage:    "look after the items, forms and lessons",
		Commands: []*cli.Command{bankCheckCommand(), bankFoolsCommand(), bankBlindCommand(), bankExportCommand(), bankImportCommand(), bankFormCommand(), bankStatisticsCommand(), bankParametersCommand()},
	}
}

func bankCheckCommand() *cli.Command {
	return &cli.Command{
		Name:  "check",
		Usage: "say what is wrong in the content, with file and line, and what the bank lacks as a whole",
		Flags: []cli.Flag{
			bankDirFlag(),
			&cli.BoolFlag{Name: "part", Usage: "the folder adds to the built-in content: check it beside that, without the rules for a bank as a whole"},
		},
		Action: func(_ context.Context, cmd *cli.Command) error {
			return checkBank(cmd.Root().Writer, cmd.String("dir"), cmd.Bool("part"))
		},
	}
}

func bankDirFlag() cli.Flag {
	return &cli.StringFlag{Name: "dir", Usage: "content folder to use instead of the built-in one"}
}

// checkBank prints each problem on a line of its own, or what was found to be
// in order, and a table of what there is.
func checkBank(w io.Writer, dir string, part bool) error {
	load := loadBank
	if part {
		load = extendBank
	}
	bundle, err := load(dir)
	if problems, malformed := errors.AsType[content.Problems](err); malformed {
		return reportProblems(w, problems)
	}
	if err != nil {
		return err
	}
	problems := content.Check(bundle)
	if !part {
		problems = append(problems, content.CheckBank(bundle)...)
	}
	if len(problems) == 0 {
		fmt.Fprintf(w, "No problems: %s.\n", bundle.Counts())
		return writeSummary(w, bundle)
	}
	if err := writeSummary(w, bundle); err != nil {
		return err
	}
	return reportProblems(w, problems)
}

func reportProblems(w io.Writer, problems content.Problems) error {
	fmt.Fprintln(w, problems)
	return models.Errorf(models.CodeInvalid, "the content has %d problem(s), listed above", len(problems))
}

// writeSummary prints what the bank has for each stage.
func writeSummary(w io.Writer, bundle *content.Bundle) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "stage\tfamilies\titems\tsecure\tpractice\tpoints\tA\tB\tC\tD\tlessons\t")
	for _, row := range content.Summary(bundle) {
		points := 0
		for _, p := range row.Points {
			points += p
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t", row.Stage, row.Families, row.Items, row.Pools[models.PoolSecure], row.Pools[models.PoolPractice], points)
		for _, dimension := range []string{"A", "B", "C", "D"} {
			fmt.Fprintf(table, "%.0f%%\t", 100*float64(row.Points[dimension])/float64(max(points, 1)))
		}
		fmt.Fprintf(table, "%d\t\n", row.Lessons)
	}
	return table.Flush()
}

func loadBank(dir string) (*content.Bundle, error) {
	if dir == "" {
		return content.Load()
	}
	return content.LoadDir(os.DirFS(dir))
}

// extendBank puts the content of a folder, if there is one, over the built-in
// content.
func extendBank(dir string) (*content.Bundle, error) {
	bundle, err := content.Load()
	if err != nil || dir == "" {
		return bundle, err
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	return bundle.Extend(os.DirFS(dir))
}

// folderItems are the items of a folder, which need hold nothing else, or the
// built-in ones.
func folderItems(dir string) ([]models.Item, error) {
	if dir == "" {
		bundle, err := content.Load()
		if err != nil {
			return nil, err
		}
		return bundle.Items, nil
	}
	files, err := content.ReadItems(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	var items []models.Item
	var problems content.Problems
	for _, f := range files {
		items, problems = append(items, f.Item), append(problems, f.Problems...)
	}
	if len(problems) > 0 {
		return nil, models.Errorf(models.CodeInvalid, "content: %w", problems)
	}
	return items, nil
}
