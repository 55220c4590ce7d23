package content_test

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/models"
)

const editedFile = "items/junior/IL23.yaml"

func fileText(t testing.TB, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(os.DirFS("."), name)
	require.NoError(t, err)
	return text
}

// An item goes through the database and back without a trace in its file.
func TestWriteItem(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"items/primary56/IL10.yaml", "items/junior/IL21.yaml", editedFile, "items/junior/IL30.yaml"} {
		text := fileText(t, name)
		it, err := content.ReadItem(text)
		require.NoError(t, err)
		written, err := content.WriteItem(it)
		require.NoError(t, err)
		require.Equal(t, string(text), string(written))
	}
}

func TestWrittenItemsAreRead(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	odd := models.Item{ID: "X", Title: models.Text{ZH: "yes", EN: "- # :\n\n  'x' \"y\"\t\n"}, Topic: "1.0", Enemies: []string{"a, b"}}
	for _, it := range append(bundle.Items, odd, models.Item{}) {
		text, err := content.WriteItem(it)
		require.NoError(t, err)
		again, err := content.ReadItem(text)
		require.NoError(t, err)
		if it.Parameters.B == nil { // an empty list is written as such
			again.Parameters.B, again.Parts, again.Hints = nil, it.Parts, it.Hints
		}
		require.Equal(t, it, again)
	}
}

func TestReadItemNamesTheLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, want string
	}{
		{"unknown field", "id: X\nsecond: 5\n", ":2: field second not found in Item; write the fields as docs/content.md shows"},
		{"wrong type", "id: X\nseconds: soon\n", ":2: cannot unmarshal !!str `soon` into int"},
		{"broken", "id: X\n  a: [\n", ":2: mapping values are not allowed in this context"},
		{"empty", "", "the file is empty"},
		{"two documents", "id: X\n---\nid: Y\n", "more than one document"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			it, err := content.ReadItem([]byte(c.text))
			require.Zero(t, it, "nothing is half applied")
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			require.ErrorContains(t, err, c.want)
			require.ErrorAs(t, err, new(content.Problems))
		})
	}
}

func TestCheckItem(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	text := fileText(t, editedFile)
	it, err := content.ReadItem(text)
	require.NoError(t, err)
	require.Empty(t, bundle.CheckItem(it, text))

	it.Seconds, it.Parts[0].Options[0].Text.EN = 5, ""
	problems := bundle.CheckItem(it, text)
	var found []string
	for _, p := range problems {
		found = append(found, p.Path)
		require.Positive(t, p.Line)
	}
	require.Contains(t, found, "seconds")
	require.Contains(t, found, "parts[0].options[0].text.en")
	for _, p := range bundle.CheckItem(it, nil) {
		require.Zero(t, p.Line)
	}
	require.NotEmpty(t, bundle.CheckItem(models.Item{}, nil))
}

// A copy is no sibling: neither in its words nor in the place of its key.
func TestCheckItemBesideItsFamily(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	it, err := content.ReadItem(fileText(t, editedFile))
	require.NoError(t, err)
	it.ID = "IL23z"
	var found []string
	for _, p := range bundle.CheckItem(it, nil) {
		found = append(found, p.Path+": "+p.What)
	}
	require.Contains(t, found, "parts: the key stands where it does in IL23")
	require.Contains(t, found, "stimulus.zh: shares 100 percent of its wording with IL23")
	require.Contains(t, found, "stimulus.en: shares 100 percent of its wording with IL23")

	bundle.Items, it.Parametric = nil, true
	alone := bundle.CheckItem(it, nil)
	require.Equal(t, "parametric", alone[len(alone)-1].Path)
}

func TestReadItems(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	text := fileText(t, editedFile)
	files := map[string]*fstest.MapFile{
		"IL23.yaml": {Data: text}, "other.yaml": {Data: text}, "broken.yaml": {Data: []byte("id: [")}, "notes.txt": {Data: []byte("-")},
	}
	items := fstest.MapFS{"framework.yaml": {Data: []byte("-")}}
	for name, file := range files {
		items["items/junior/"+name] = file
	}
	for name, folder := range map[string]fs.FS{"a content folder": items, "a folder of items": fstest.MapFS(files)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			read, err := content.ReadItems(folder)
			require.NoError(t, err)
			require.Len(t, read, 3)
			require.Empty(t, bundle.CheckFile(read[0]))
			require.Contains(t, bundle.CheckFile(read[1])[0].String(), "broken.yaml:1: did not find expected node content")
			require.Contains(t, bundle.CheckFile(read[2])[0].String(), `other.yaml:1 id: "IL23" is not the name of the file`)
		})
	}
	_, err = content.ReadItems(os.DirFS("nowhere"))
	require.Error(t, err)
}

func TestItemPath(t *testing.T) {
	t.Parallel()
	require.Equal(t, editedFile, content.ItemPath(models.Item{ID: "IL23", Stage: models.StageJunior}))
}

func FuzzReadItem(f *testing.F) {
	f.Add(fileText(f, editedFile))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("id: !!binary x"))
	f.Fuzz(func(t *testing.T, text []byte) {
		it, err := content.ReadItem(text)
		if err != nil {
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			return
		}
		_, err = content.WriteItem(it)
		require.NoError(t, err)
	})
}
