package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v3"

	"suyang/assessment/fools"
	"suyang/content"
)

// runBank runs a subcommand of "bank" and returns what it printed.
func runBank(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	root := &cli.Command{Name: "suyang", Writer: &out, Commands: []*cli.Command{bankCommand()}}
	err := root.Run(t.Context(), append([]string{"suyang", "bank"}, args...))
	return out.String(), err
}

// oneItemFolder adds to the content a single item, IL10, and its family.
func oneItemFolder(t *testing.T) string {
	t.Helper()
	dir, source := t.TempDir(), filepath.Join("..", "..", "content")
	for _, name := range []string{
		"families/primary56.yaml", "items/primary56/IL10.yaml",
	} {
		data, err := os.ReadFile(filepath.Join(source, name))
		require.NoError(t, err)
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	return dir
}

// itemCount is how many items are built in.
func itemCount(t *testing.T) int {
	t.Helper()
	bundle, err := content.Load()
	require.NoError(t, err)
	return len(bundle.Items)
}

func TestBankCheckPart(t *testing.T) {
	t.Parallel()
	out, err := runBank(t, "check", "--part", "--dir", oneItemFolder(t))
	require.NoError(t, err)
	require.Contains(t, out, "No problems: 51 framework nodes,")
	require.Contains(t, out, fmt.Sprintf("%d items,", itemCount(t)), "it takes the place of the built-in item")
	require.Regexp(t, `primary56( +\d+){5}( +\d+%){4} +\d+`, out, "families, items, secure, practice, points, shares, lessons")
}

// The rules for a bank as a whole miss a stage that is not there.
func TestBankCheckWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "content"))))
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "items", "senior")))
	out, err := runBank(t, "check", "--dir", dir)
	require.ErrorContains(t, err, "problem(s), listed above")
	require.Contains(t, out, "items/senior: 0 items; write at least 42")
}

func TestBankFools(t *testing.T) {
	t.Parallel()
	out, err := runBank(t, "fools", "--dir", oneItemFolder(t))
	require.NoError(t, err, "one item tells nothing")
	require.Regexp(t, `third option +single +zh-CN +1 +100\.0`, out)
	out, err = runBank(t, "fools", "--json", "--dir", oneItemFolder(t))
	require.NoError(t, err)
	var results []fools.Result
	require.NoError(t, json.Unmarshal([]byte(out), &results))
	require.Equal(t, "first option", results[0].Fool)
	require.Zero(t, results[0].Mean)
}

// Nine items whose keys all stand third.
func TestBankFoolsCaught(t *testing.T) {
	t.Parallel()
	dir := oneItemFolder(t)
	data, err := os.ReadFile(filepath.Join(dir, "items", "primary56", "IL10.yaml"))
	require.NoError(t, err)
	for i := range 8 {
		id := fmt.Sprint("XX", i)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "items", id+".yaml"), bytes.Replace(data, []byte("id: IL10"), []byte("id: "+id), 1), 0o600))
	}
	out, err := runBank(t, "fools", "--dir", dir)
	require.ErrorContains(t, err, "fools score above chance")
	require.Regexp(t, `third option +single +en +9 +100\.0 +2\d\.\d +\d+\.\d +above chance`, out)
}

func TestBankCheckFolder(t *testing.T) {
	t.Parallel()
	item := filepath.Join("items", "primary56", "IL10.yaml")
	cases := map[string]struct {
		old, new string // replaced in the item
		line     string // printed
	}{
		"format":  {old: "seconds: 50", new: "second: 50", line: "items/primary56/IL10.yaml:9: field second not found in Item"},
		"content": {old: "seconds: 50", new: "seconds: 5", line: "items/primary56/IL10.yaml:9 seconds: 5 is outside 15 to 600"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := oneItemFolder(t)
			data, err := os.ReadFile(filepath.Join(dir, item))
			require.NoError(t, err)
			require.Contains(t, string(data), c.old)
			data = bytes.Replace(data, []byte(c.old), []byte(c.new), 1)
			require.NoError(t, os.WriteFile(filepath.Join(dir, item), data, 0o600))

			out, err := runBank(t, "check", "--part", "--dir", dir)
			require.ErrorContains(t, err, "problem(s), listed above")
			require.Contains(t, out, c.line)
		})
	}
}

func TestBankCheckMissingFolder(t *testing.T) {
	t.Parallel()
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	out, err := runBank(t, "check", "--dir", nowhere)
	require.Error(t, err)
	require.Contains(t, out, "framework.yaml: is missing; add it")
	_, err = runBank(t, "check", "--part", "--dir", nowhere)
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// Parameters go out as an items file and come back: changed ones make new
// versions, what does not fit changes nothing.
func TestBankParameters(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	items, n := filepath.Join(t.TempDir(), "items.json"), itemCount(t)
	require.Contains(t, succeed(t, dataDir, "bank", "parameters", "export", "--out", items), fmt.Sprintf("%d items: ", n))
	require.Contains(t, succeed(t, dataDir, "bank", "parameters", "import", "--source", "prior", items), fmt.Sprintf("0 items have new parameters, %d had them already\n", n))

	text, err := os.ReadFile(items)
	require.NoError(t, err)
	change := func(from, to string) string {
		changed := bytes.Replace(text, []byte(from), []byte(to), 1)
		require.NotEqual(t, text, changed)
		path := filepath.Join(t.TempDir(), "changed.json")
		require.NoError(t, os.WriteFile(path, changed, 0o600))
		return path
	}
	out := succeed(t, dataDir, "bank", "parameters", "import", "--source", "prior", change(`"id": "IL10"`, `"id": "XX10"`))
	require.Contains(t, out, fmt.Sprintf("warning: the bank has no item XX10\n0 items have new parameters, %d had", n-1))
	_, complaints, err := run(t, dataDir, "bank", "parameters", "import", change("\"id\": \"IL10\",\n      \"model\": \"gpcm\"", "\"id\": \"IL10\",\n      \"model\": \"nrm\""))
	require.Error(t, err)
	require.Contains(t, complaints, "calibrated by the nominal model")
	out = succeed(t, dataDir, "bank", "parameters", "import", items)
	require.Contains(t, out, fmt.Sprintf("%d items have new parameters, 0 had", n), "they now have another source")
}
