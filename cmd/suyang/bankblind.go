package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"suyang/assessment/blind"
	"suyang/models"
)

func bankBlindCommand() *cli.Command {
	return &cli.Command{
		Name:  "blind",
		Usage: "have items read by somebody who does not know the keys, and compare",
		Description: "With --out it writes booklet.md, the items with shuffled options, and answers.csv, to be filled in: the answer\n" +
			"(B, or BD, or an order such as CAB, or pairs such as 1B 2A), a second answer that could be defended, a comment.\n" +
			"With --answers it reads the filled file, for the same language and seed, and lists where reader and key disagree.",
		Flags: []cli.Flag{
			bankDirFlag(),
			&cli.StringFlag{Name: "stage", Usage: "only items of this stage: primary34, primary56, junior or senior"},
			&cli.StringFlag{Name: "locale", Value: string(models.ZhCN), Usage: "language of the reader: zh-CN or en"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "of the order of options"},
			&cli.StringFlag{Name: "out", Usage: "folder to write the booklet and the empty answers to"},
			&cli.StringFlag{Name: "answers", Usage: "filled file of answers to compare with the keys"},
			&cli.BoolFlag{Name: "json", Usage: "print every reading as JSON"},
		},
		Action: func(_ context.Context, cmd *cli.Command) error {
			l, err := models.ParseLocale(cmd.String("locale"))
			if err != nil {
				return err
			}
			items, err := stageItems(cmd.String("dir"), cmd.String("stage"))
			if err != nil {
				return err
			}
			if out := cmd.String("out"); out != "" {
				return writeBooklet(cmd.Root().Writer, out, items, l, cmd.Uint64("seed"))
			}
			if cmd.String("answers") == "" {
				return models.Invalid("out", "give --out to write a booklet, or --answers to compare a filled file")
			}
			return compareReading(cmd.Root().Writer, cmd.String("answers"), items, l, cmd.Uint64("seed"), cmd.Bool("json"))
		},
	}
}

// stageItems are the items of a content folder, of one stage or of all.
func stageItems(dir, stage string) ([]models.Item, error) {
	all, err := folderItems(dir)
	if err != nil || stage == "" {
		return all, err
	}
	s, err := models.ParseStage(stage)
	if err != nil {
		return nil, err
	}
	var items []models.Item
	for _, it := range all {
		if it.Stage == s {
			items = append(items, it)
		}
	}
	return items, nil
}

func writeBooklet(w io.Writer, dir string, items []models.Item, l models.Locale, seed uint64) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	booklet, err := os.Create(filepath.Join(dir, "booklet.md"))
	if err != nil {
		return err
	}
	defer booklet.Close()
	if err := blind.Booklet(booklet, items, l, seed); err != nil {
		return err
	}
	answers, err := os.Create(filepath.Join(dir, "answers.csv"))
	if err != nil {
		return err
	}
	defer answers.Close()
	if err := csv.NewWriter(answers).WriteAll(blind.Sheet(items)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%d items in %s; fill in %s\n", len(items), booklet.Name(), answers.Name())
	return err
}

func compareReading(w io.Writer, path string, items []models.Item, l models.Locale, seed uint64, asJSON bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return models.Errorf(models.CodeInvalid, "%s: %w", path, err)
	}
	readings, faults := blind.Compare(items, l, seed, rows)
	for _, fault := range faults {
		fmt.Fprintln(w, fault)
	}
	if len(faults) > 0 {
		return models.Errorf(models.CodeInvalid, "%s has %d row(s) that cannot be read, listed above", path, len(faults))
	}
	if asJSON {
		return json.NewEncoder(w).Encode(readings)
	}
	return writeReadings(w, readings)
}

// writeReadings lists the parts on which reader and key disagree.
func writeReadings(w io.Writer, readings []blind.Reading) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	agree := 0
	for _, r := range readings {
		if r.Agrees() {
			agree++
			continue
		}
		fmt.Fprintf(table, "%s\tpart %s\tread %q\tkey %q\t%d of %d\tsecond %q\t%s\n", r.Item, r.Part, r.Answer, r.Key, r.Points, r.Max, r.Second, r.Comment)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d parts read as the key has them, with no second answer.\n", agree, len(readings))
	return err
}
