package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The bank goes out as one file of each format, and nothing changes when it
// comes back.
func TestBankFiles(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	out := t.TempDir()
	for name, unchanged := range map[string]int{"bank.zip": itemCount(t), "bank.xlsx": 0, "bank.csv": 0} {
		file := filepath.Join(out, name)
		require.Contains(t, succeed(t, dataDir, "bank", "export", "--out", file), name)
		said := succeed(t, dataDir, "bank", "import", "--file", file)
		require.Contains(t, said, "0 new, 0 changed,")
		require.Equal(t, unchanged, strings.Count(said, "unchanged  "), name)
	}

	table := filepath.Join(out, "seconds.csv")
	require.NoError(t, os.WriteFile(table, []byte("id,version,seconds\nIL23,1,65\nIL24,1,soon\n"), 0o600))
	said, _, err := run(t, dataDir, "bank", "import", "--file", table)
	require.Error(t, err)
	require.Contains(t, said, "changed    seconds.csv: IL23 (1 changes)\n")
	require.Contains(t, said, `items row 3 seconds: "soon" is not a whole number`)
	require.Contains(t, said, "0 new, 1 changed, 0 unchanged, 0 in conflict, 1 invalid.")

	_, complaints, err := run(t, dataDir, "bank", "import")
	require.Error(t, err)
	require.Contains(t, complaints, "give either --dir with a folder or --file with a file")
}

// Nobody has answered anything in a fresh bank; the table says so.
func TestBankStatistics(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	require.Contains(t, succeed(t, dataDir, "bank", "statistics"), "items have been answered.")
	require.Contains(t, succeed(t, dataDir, "bank", "statistics", "--json", "--sessions", "10"), `"item_id":"IL20"`)
}
