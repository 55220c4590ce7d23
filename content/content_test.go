package content_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/models"
)

func load(t testing.TB) *content.Bundle {
	t.Helper()
	b, err := content.Load()
	require.NoError(t, err)
	return b
}

func TestEmbeddedContentIsClean(t *testing.T) {
	t.Parallel()
	b := load(t)
	require.Empty(t, content.Check(b).Error())
	require.Empty(t, content.CheckBank(b).Error())
}

// The sampler shows pupils and visitors every kind of task.
func TestSamplerShowsEveryType(t *testing.T) {
	t.Parallel()
	b := load(t)
	types := map[string]string{}
	for _, it := range b.Items {
		types[it.ID] = it.Type()
	}
	i := slices.IndexFunc(b.Forms, func(f models.Form) bool { return f.Code == "junior-sampler" })
	shown := map[string]bool{}
	for _, id := range b.Forms[i].Items {
		shown[types[id]] = true
	}
	for _, want := range []string{"single", "multiple", "ordering", "matching", "numeric", "short", "scenario"} {
		require.True(t, shown[want], "an item of type %s", want)
	}
}

func TestLoadDirTellsWhere(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		file, content, want string
	}{
		"unknown field":  {"items/primary56/IL10.yaml", "id: IL10\nversions: 1\n", "items/primary56/IL10.yaml:2: field versions not found in Item"},
		"wrong type":     {"items/primary56/IL10.yaml", "id: IL10\n\nseconds: soon\n", "items/primary56/IL10.yaml:3: cannot unmarshal"},
		"syntax":         {"lessons/L-A1.2-1.yaml", "id: L-A1.2-1\ntitle: {zh: 一\n", "lessons/L-A1.2-1.yaml:"},
		"empty file":     {"items/primary56/IL10.yaml", "# nothing yet\n", "items/primary56/IL10.yaml: the file is empty"},
		"two documents":  {"levels.yaml", "pass: {}\n---\npass: {}\n", "levels.yaml: the file holds more than one document"},
		"field of scale": {"levels.yaml", "metrics: {}\n", "levels.yaml:1: field metrics not found in scale"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder()
			dir[c.file] = &fstest.MapFile{Data: []byte(c.content)}
			_, err := content.LoadDir(dir)
			require.ErrorContains(t, err, c.want)
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
		})
	}
}

func TestLoadDirListsWhatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := content.LoadDir(fstest.MapFS{})
	for _, name := range []string{"framework.yaml", "levels.yaml", "misconceptions.yaml", "families", "forms", "items", "lessons"} {
		require.ErrorContains(t, err, name+": is missing; add it")
	}
}

func TestLoadDirLeavesOtherFilesAlone(t *testing.T) {
	t.Parallel()
	dir := folder()
	dir["items/NOTES.md"] = &fstest.MapFile{Data: []byte("not an item")}
	b, err := content.LoadDir(dir)
	require.NoError(t, err)
	require.Len(t, b.Items, len(sampleItems))
}

// The example in the manual is what an author starts from.
func TestDocumentedItemIsClean(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../docs/content.md")
	require.NoError(t, err)
	dir := folder()
	for file, start := range map[string]string{"items/XX01.yaml": "id: XX01", "families/new.yaml": "- code: XX01"} {
		_, example, found := strings.Cut(string(manual), "```yaml\n"+start)
		require.True(t, found)
		example, _, _ = strings.Cut(example, "```")
		dir[file] = &fstest.MapFile{Data: []byte(start + example)}
	}
	b, err := content.LoadDir(dir)
	require.NoError(t, err)
	require.Empty(t, content.Check(b).Error())
}

// An author may repeat a block by anchor and alias; the line is that of the
// block.
func TestCheckFollowsAliases(t *testing.T) {
	t.Parallel()
	dir := folder()
	dir["misconceptions.yaml"] = &fstest.MapFile{Data: []byte("- code: a\n  name: &same {zh: 一, en: One}\n  help: {zh: 二}\n- code: b\n  name: *same\n  help: {zh: 三, en: Three}\n- &c\n  code: c\n  name: *same\n  help: {zh: 四}\n- *c\n")}
	b, err := content.LoadDir(dir)
	require.NoError(t, err)
	problems := content.Check(b).Error()
	require.Contains(t, problems, "misconceptions.yaml:3 [0].help.en: the English text is missing; write it")
	require.Contains(t, problems, "misconceptions.yaml:10 [3].help.en: the English text is missing; write it")
}

func TestCheckWithoutFiles(t *testing.T) {
	t.Parallel()
	problems := content.Check(&content.Bundle{Items: []models.Item{{ID: "IL50"}}})
	require.Contains(t, problems.Error(), "seconds: 0 is outside 15 to 600; give the expected working time in seconds")
	for _, p := range problems {
		require.Empty(t, p.File)
		require.Zero(t, p.Line)
	}
}

// FuzzLoadDir feeds a file of the item bank: whatever an author writes, the
// answer is a bundle or problems that say where, never a panic. The rest of
// the folder is next to empty, to keep one try short.
func FuzzLoadDir(f *testing.F) {
	for _, seed := range []string{
		"id: IL10\nhints: [{zh: 一}]\nparameters: {a: .nan, b: [1, -1]}\n",
		"parts: [{type: single, max: 1, options: [{id: a, text: {zh: 甲}, correct: true}]}]\n",
		"parts: [{type: ordering, rule: exact, options: [{id: a}], order: [a, b]}]\n",
		"parts: [{type: matching, options: [{id: a, target: x}], targets: [{id: x}]}]\n",
		"parts: [{type: numeric, numeric: {value: 1e3, tolerance: -1}}]\n",
		"parts: [{type: short, rubric: {elements: [{any_of: [一, a]}]}}]\n",
		"a: &a [*a]\n---\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := content.LoadDir(fstest.MapFS{
			"framework.yaml":            {Data: []byte("[]")},
			"levels.yaml":               {Data: []byte("levels: []")},
			"misconceptions.yaml":       {Data: []byte("[]")},
			"families/README":           {},
			"forms/README":              {},
			"lessons/README":            {},
			"items/primary56/IL10.yaml": {Data: data},
		})
		problems, malformed := errors.AsType[content.Problems](err)
		require.Equal(t, err != nil, malformed)
		if !malformed {
			problems = content.Check(b)
		}
		for _, p := range problems {
			require.NotEmpty(t, p.File)
			require.NotEmpty(t, p.What)
			require.NotEmpty(t, p.Mend)
		}
	})
}
