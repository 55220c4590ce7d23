package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// change replaces something in a file of an exported bank.
func change(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	changed := bytes.Replace(text, []byte(from), []byte(to), 1)
	require.NotEqual(t, text, changed)
	require.NoError(t, os.WriteFile(file, changed, 0o600))
}

// The bank goes out as files and comes back; each file says what became of it.
func TestBankExportAndImport(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	out := t.TempDir()
	file := func(id string) string { return filepath.Join(out, "items", "junior", id+".yaml") }
	succeed(t, dataDir, "bank", "export", "--out", out)
	text, err := os.ReadFile(file("IL23"))
	require.NoError(t, err)
	source, err := os.ReadFile("../../content/items/junior/IL23.yaml")
	require.NoError(t, err)
	require.Equal(t, string(source), string(text), "an item that nobody has edited is the file it came from")
	require.Contains(t, succeed(t, dataDir, "bank", "export", "--out", out), " 0 files written")
	require.Contains(t, succeed(t, dataDir, "bank", "import", "--dir", out), "0 new, 0 changed,")

	change(t, file("IL23"), "seconds: 60", "seconds: 65")
	said := succeed(t, dataDir, "bank", "import", "--dir", out, "--dry-run")
	require.Contains(t, said, "changed    items/junior/IL23.yaml\n")
	require.Contains(t, said, "0 new, 1 changed,")
	require.Contains(t, said, "Nothing was stored.")
	require.Contains(t, succeed(t, dataDir, "bank", "import", "--dir", out), "0 new, 1 changed,")

	change(t, file("IL23"), "seconds: 65", "seconds: 70") // still says version 1, and the bank has version 2
	change(t, file("IL24"), "id: IL24", "idd: IL24")
	change(t, file("IL25"), "indicator: ", "indicator: X")
	require.NoError(t, os.WriteFile(filepath.Join(out, "items", "IL26.yaml"), mustRead(t, file("IL26")), 0o600))
	said, complaints, err := run(t, dataDir, "bank", "import", "--dir", out)
	require.Error(t, err)
	require.Contains(t, said, "conflict   items/junior/IL23.yaml\n")
	require.Contains(t, said, "items/junior/IL24.yaml:1: field idd not found in Item")
	require.Contains(t, said, "items/junior/IL25.yaml:3 indicator: there is no indicator")
	require.Contains(t, said, "items/junior/IL26.yaml:1 id: IL26 stands in items/IL26.yaml, too")
	require.Contains(t, said, "0 new, 0 changed,")
	require.Contains(t, complaints, "4 of ")

	for _, id := range []string{"IL24", "IL25", "IL26"} {
		require.NoError(t, os.Remove(file(id)))
	}
	require.Contains(t, succeed(t, dataDir, "bank", "import", "--dir", out, "--force"), "0 new, 1 changed,")
	succeed(t, dataDir, "bank", "export", "--out", out)
	text = mustRead(t, file("IL23"))
	require.Contains(t, string(text), "version: 3\n")
	require.Contains(t, string(text), "seconds: 70\n")
}

func mustRead(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return text
}
