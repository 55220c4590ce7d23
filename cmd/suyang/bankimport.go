package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"suyang/assessment/item/exchange"
	"suyang/content"
	"suyang/models"
)

func bankImportCommand() *cli.Command {
	return &cli.Command{
		Name:  "import",
		Usage: "bring items into the bank from content files, a QTI package or tables",
		Description: "The folder is one that bank export has written, or any with a YAML file an item. An item that differs becomes\n" +
			"a new version; its field version says which version of the bank it was made from. Each file is reported: new,\n" +
			"changed, unchanged, conflict (the bank has changed the item since that version; left as it is, unless --force)\n" +
			"or invalid (with file and line; left out). Tables change items that are there; rows that are missing change nothing.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "dir", Usage: "folder with the files"},
			&cli.StringFlag{Name: "file", Usage: "QTI package (.zip), workbook (.xlsx) or table (.csv) instead of a folder"},
			&cli.BoolFlag{Name: "dry-run", Usage: "only say what would be done"},
			&cli.BoolFlag{Name: "force", Usage: "put items in conflict over what the bank has, as new versions"},
		},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			if (cmd.String("dir") == "") == (cmd.String("file") == "") {
				return models.Invalid("dir", "give either --dir with a folder or --file with a file")
			}
			return withService(ctx, cmd, func(s *service) error {
				files, err := s.itemFiles(ctx, cmd.String("dir"), cmd.String("file"))
				if err != nil {
					return err
				}
				return s.importBank(ctx, cmd.Root().Writer, files, models.ItemImport{DryRun: cmd.Bool("dry-run"), Force: cmd.Bool("force")})
			})
		},
	}
}

// itemFiles reads a folder, or the items of one file.
func (s *service) itemFiles(ctx context.Context, dir, file string) ([]content.ItemFile, error) {
	if dir != "" {
		return content.ReadItems(os.DirFS(dir))
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	bank, err := s.store.Items(ctx)
	if err != nil {
		return nil, err
	}
	entries, err := exchange.Read(file, data, bank)
	if err != nil {
		return nil, err
	}
	files := make([]content.ItemFile, len(entries))
	for i, e := range entries {
		files[i] = content.ItemFile{Name: filepath.Base(file) + ": " + e.Place, Item: e.Item}
		if e.Err != nil {
			files[i].Problems = content.Problems{{File: e.Place, What: e.Err.Error(), Mend: "correct it and import again"}}
		}
		for _, w := range e.Warnings {
			slog.Warn(w, "place", e.Place)
		}
	}
	return files, nil
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
