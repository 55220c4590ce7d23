package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"suyang/models"
	"suyang/recommend"
)

func resourcesCommand() *cli.Command {
	return &cli.Command{
		Name:  "resources",
		Usage: "open resources to recommend beside the service's own lessons",
		Commands: []*cli.Command{
			{
				Name: "import", ArgsUsage: "RESOURCES.jsonl[.gz]",
				Usage: "bring in resources, one JSON object a line, each with id, lang, title and licence",
				Flags: []cli.Flag{
					&cli.StringFlag{Name: "source", Usage: "name of the collection the ids belong to (default: the file's name)"},
				},
				Action: importResources,
			},
			{
				Name: "search", ArgsUsage: "WORDS", Usage: "find resources as the pages do",
				Flags:  []cli.Flag{&cli.IntFlag{Name: "k", Value: 10, Usage: "how many"}},
				Action: searchResources,
			},
		},
	}
}

func importResources(ctx context.Context, cmd *cli.Command) error {
	file, err := os.Open(cmd.Args().First())
	if err != nil {
		return err
	}
	defer file.Close()
	source := cmd.String("source")
	if source == "" {
		source, _, _ = strings.Cut(filepath.Base(file.Name()), ".")
	}
	return withService(ctx, cmd, func(s *service) error {
		bar := newProgress(0)
		options := recommend.ImportOptions{Source: source, Progress: func(p recommend.ImportReport) { bar.count(p.Rows) }}
		report, err := s.resources.Import(ctx, file, options)
		bar.done()
		for _, row := range report.Errors {
			fmt.Fprintf(cmd.Root().ErrWriter, "%s: %s\n", file.Name(), row)
		}
		fmt.Fprintf(cmd.Root().Writer, "%d rows: %d added, %d updated, %d unchanged, %d left out\n",
			report.Rows, report.Added, report.Updated, report.Unchanged, report.Failed)
		return err
	})
}

func searchResources(ctx context.Context, cmd *cli.Command) error {
	return withService(ctx, cmd, func(s *service) error {
		found, err := s.resources.Search(ctx, strings.Join(cmd.Args().Slice(), " "), models.ResourceFilter{}, cmd.Int("k"))
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(cmd.Root().Writer, 0, 0, 2, ' ', 0)
		for _, c := range found {
			fmt.Fprintf(table, "%.3f\t%s\t%s\t%s\n", c.Similarity, c.Resource.Locale, c.Resource.Title, c.Resource.URL)
		}
		return table.Flush()
	})
}
