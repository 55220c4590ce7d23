package files_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/files"
)

// writeMany writes persons with three items, the codes of person i being the
// digits of i, and returns the file's name.
func writeMany(t testing.TB, persons int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "many.csv.gz")
	require.NoError(t, files.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "a,b,c\n")
		for i := range persons {
			if err == nil {
				_, err = fmt.Fprintf(w, "%d,%d,%d\n", i/100%10, i/10%10, i%10)
			}
		}
		return err
	}))
	return path
}

func TestLongCompressedFiles(t *testing.T) {
	t.Parallel()
	const persons = 200_000 // several times what is read ahead
	r, closer, err := files.Open(writeMany(t, persons), files.Columns{})
	require.NoError(t, err)
	defer closer.Close()
	table, err := files.ReadTable(r)
	require.NoError(t, err)
	require.Equal(t, persons, table.Persons())
	for i := range persons {
		if got := table.Row(i); int(got[0])*100+int(got[1])*10+int(got[2]) != i%1000 {
			require.Failf(t, "wrong person", "person %d has %v", i, got)
		}
	}
}

func TestCompressedFilesThatEndEarly(t *testing.T) {
	t.Parallel()
	path := writeMany(t, 50_000)
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, content[:len(content)/2], 0o600))
	r, closer, err := files.Open(path, files.Columns{})
	require.NoError(t, err)
	_, err = files.ReadTable(r)
	require.ErrorContains(t, err, "cannot be read: unexpected EOF")
	require.NoError(t, closer.Close())
}

func TestClosingBeforeTheEnd(t *testing.T) {
	t.Parallel()
	_, closer, err := files.Open(writeMany(t, 200_000), files.Columns{})
	require.NoError(t, err)
	require.NoError(t, closer.Close())
}

func BenchmarkReadTable(b *testing.B) {
	path := writeMany(b, 100_000)
	for b.Loop() {
		r, closer, err := files.Open(path, files.Columns{})
		require.NoError(b, err)
		_, err = files.ReadTable(r)
		require.NoError(b, err)
		require.NoError(b, closer.Close())
	}
}
