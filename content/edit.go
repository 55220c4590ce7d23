package content

import (
	"errors"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"suyang/models"
)

// ReadItem reads an item from the text of its file. The error is a
// [models.Error] that wraps [Problems], each with its line.
func ReadItem(text []byte) (models.Item, error) {
	var it models.Item
	if err := decode(text, &it); err != nil {
		r := &reader{}
		r.fail("", err)
		return models.Item{}, models.Errorf(models.CodeInvalid, "item: %w", r.problems)
	}
	return it, nil
}

// CheckItem returns what [Check] finds wrong in one item beside the bundle's
// other records; it takes the place of the bundle's item of its id. The
// problems have lines when the text of the item's file is given.
func (b *Bundle) CheckItem(it models.Item, text []byte) Problems {
	return b.judge(it, ItemFile{Text: text})
}

func (b *Bundle) judge(it models.Item, file ItemFile) Problems {
	beside := *b
	beside.Items, beside.origins = []models.Item{it}, map[string]origin{}
	for _, other := range b.Items {
		if other.ID != it.ID {
			beside.Items = append(beside.Items, other)
		}
	}
	var root yaml.Node
	if len(file.Text) > 0 && yaml.Unmarshal(file.Text, &root) == nil {
		beside.origins["items[0]"] = origin{file: file.Name, root: &root}
	}
	c := newChecker(&beside)
	r := c.at("items", 0, it.ID)
	r.item(it)
	r.kin(beside.Items)
	return c.problems
}

// kin compares the first of the items with its siblings.
func (r record) kin(items []models.Item) {
	it, alone := items[0], true
	for _, other := range items[1:] {
		if other.Family == it.Family && it.Family != "" {
			alone = false
			r.alike(it, other)
		}
	}
	r.parametric(it, alone)
}

// ItemFile is one file of items read by [ReadItems].
type ItemFile struct {
	Name     string // such as items/junior/IL20.yaml
	Text     []byte // nil: the item has no file of its own
	Item     models.Item
	Problems Problems // why the file cannot be read; then there is no Item
}

// ReadItems reads every item below a folder: its folder items, or the folder
// itself where there is none.
func ReadItems(fsys fs.FS) ([]ItemFile, error) {
	dir := "items"
	if _, err := fs.Stat(fsys, dir); errors.Is(err, fs.ErrNotExist) {
		dir = "."
	}
	r := &reader{fsys: fsys}
	var found []ItemFile
	for _, name := range r.names(dir) {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		file := ItemFile{Name: name, Text: text}
		file.Item, err = ReadItem(text)
		file.Problems = inFile(name, err)
		found = append(found, file)
	}
	if len(r.problems) > 0 {
		return nil, models.Errorf(models.CodeInvalid, "content: %w", r.problems)
	}
	return found, nil
}

// CheckFile returns what is wrong in an item's file, beside the bundle's other
// records.
func (b *Bundle) CheckFile(f ItemFile) Problems {
	if f.Problems != nil {
		return f.Problems
	}
	return b.judge(f.Item, f)
}

func inFile(name string, err error) Problems {
	problems, _ := errors.AsType[Problems](err)
	for i := range problems {
		problems[i].File = name
	}
	return problems
}

// ItemPath is where an item's file stands in a content folder.
func ItemPath(it models.Item) string {
	return path.Join("items", string(it.Stage), it.ID+".yaml")
}
