package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v3"

	"suyang/content"
)

// bankCheck runs "bank check" and returns what it printed.
func bankCheck(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	root := &cli.Command{Name: "suyang", Writer: &out, Commands: []*cli.Command{bankCommand()}}
	err := root.Run(t.Context(), append([]string{"suyang", "bank", "check"}, args...))
	return out.String(), err
}

// itemCount is how many items are built in.
func itemCount(t *testing.T) int {
	t.Helper()
	bundle, err := content.Load()
	require.NoError(t, err)
	return len(bundle.Items)
}

func TestBankCheckBuiltIn(t *testing.T) {
	t.Parallel()
	out, err := bankCheck(t)
	require.NoError(t, err)
	require.Contains(t, out, fmt.Sprintf("No problems: 51 framework nodes, %d items,", itemCount(t)))
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
			dir := t.TempDir()
			require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "content"))))
			data, err := os.ReadFile(filepath.Join(dir, item))
			require.NoError(t, err)
			require.Contains(t, string(data), c.old)
			data = bytes.Replace(data, []byte(c.old), []byte(c.new), 1)
			require.NoError(t, os.WriteFile(filepath.Join(dir, item), data, 0o600))

			out, err := bankCheck(t, "--dir", dir)
			require.ErrorContains(t, err, "1 problem")
			require.Contains(t, out, c.line)
		})
	}
}

func TestBankCheckMissingFolder(t *testing.T) {
	t.Parallel()
	out, err := bankCheck(t, "--dir", filepath.Join(t.TempDir(), "nowhere"))
	require.Error(t, err)
	require.Contains(t, out, "framework.yaml: is missing; add it")
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
