package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"suyang/content"
	"suyang/models"
)

func bankImportCommand() *cli.Command {
	return &cli.Command{
		Name:  "import",
		Usage: "bring items into the bank from content files",
		Description: "The folder is one that bank export has written, or any with a YAML file an item. An item that differs becomes\n" +
			"a new version; its field version says which version of the bank it was made from. Each file is reported: new,\n" +
			"changed, unchanged, conflict (the bank has changed the item since that version; left as it is, unless --force)\n" +
			"or invalid (with file and line; left out).",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "dir", Usage: "folder with the files", Required: true},
			&cli.BoolFlag{Name: "dry-run", Usage: "only say what would be done"},
			&cli.BoolFlag{Name: "force", Usage: "put items in conflict over what the bank has, as new versions"},
		},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			files, err := content.ReadItems(os.DirFS(cmd.String("dir")))
			if err != nil {
				return err
			}
			return withService(ctx, cmd, func(s *service) error {
				return s.importBank(ctx, cmd.Root().Writer, files, models.ItemImport{DryRun: cmd.Bool("dry-run"), Force: cmd.Bool("force")})
			})
		},
	}
}

// importBank stores the items of the files that are in order, and tells of each
// file what became of it.
func (s *service) importBank(ctx context.Context, w io.Writer, files []content.ItemFile, how models.ItemImport) error {
	bank, err := s.store.Items(ctx)
	if err != nil {
		return err
	}
	problems := checkFiles(*s.bundle, bank, files)
	var items []models.Item
	for i, f := range files {
		if problems[i] == nil {
			items = append(items, f.Item)
		}
	}
	outcomes, err := s.store.ImportItems(ctx, items, how)
	if err != nil {
		return err
	}
	return tellImport(w, files, problems, outcomes, how)
}

// checkFiles returns what is wrong in each file beside the bank and the other
// files.
func checkFiles(bundle content.Bundle, bank []models.Item, files []content.ItemFile) []content.Problems {
	first := map[string]string{} // file of an item, by id
	bundle.Items = nil
	for _, f := range files {
		if f.Problems == nil && first[f.Item.ID] == "" {
			first[f.Item.ID] = f.Name
			bundle.Items = append(bundle.Items, f.Item)
		}
	}
	for _, it := range bank {
		if first[it.ID] == "" {
			bundle.Items = append(bundle.Items, it)
		}
	}
	found := make([]content.Problems, len(files))
	for i, f := range files {
		found[i] = bundle.CheckFile(f)
		if before := first[f.Item.ID]; f.Problems == nil && before != f.Name {
			found[i] = append(found[i], content.Problem{File: f.Name, Line: 1, Path: "id", What: f.Item.ID + " stands in " + before + ", too", Mend: "keep one of them"})
		}
	}
	return found
}

// tellImport prints a line a file, and how many there are of each kind. Files
// that were left out are an error.
func tellImport(w io.Writer, files []content.ItemFile, problems []content.Problems, outcomes []models.ItemOutcome, how models.ItemImport) error {
	const invalid models.ItemOutcome = "invalid"
	count := map[models.ItemOutcome]int{}
	for i, f := range files {
		outcome := invalid
		if problems[i] == nil {
			outcome, outcomes = outcomes[0], outcomes[1:]
		}
		count[outcome]++
		fmt.Fprintf(w, "%-10s %s\n", outcome, f.Name)
		for _, p := range problems[i] {
			fmt.Fprintf(w, "           %s\n", p)
		}
	}
	left := ""
	if how.DryRun {
		left = " Nothing was stored."
	}
	fmt.Fprintf(w, "%d new, %d changed, %d unchanged, %d in conflict, %d invalid.%s\n",
		count[models.ItemAdded], count[models.ItemChanged], count[models.ItemUnchanged], count[models.ItemConflict], count[invalid], left)
	if n := count[models.ItemConflict] + count[invalid]; n > 0 {
		return models.Errorf(models.CodeInvalid, "%d of %d files were left out, see above", n, len(files))
	}
	return nil
}
