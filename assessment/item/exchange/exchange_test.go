package exchange_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item/exchange"
	"suyang/assessment/item/qti"
	"suyang/content"
	"suyang/models"
)

func some(t *testing.T) []models.Item {
	t.Helper()
	b, err := content.Load()
	require.NoError(t, err)
	return slices.DeleteFunc(b.Items, func(it models.Item) bool { return it.ID != "IL22" && it.ID != "IL24" })
}

func TestThereAndBack(t *testing.T) {
	t.Parallel()
	items := some(t)
	for name, want := range map[string]int{"bank.zip": 2, "bank.XLSX": 0, "bank.csv": 0} {
		var file bytes.Buffer
		require.NoError(t, exchange.Write(&file, name, items, qti.Config{}))
		entries, err := exchange.Read(name, file.Bytes(), items)
		require.NoError(t, err)
		require.Len(t, entries, want, name)
		for i, e := range entries {
			require.NoError(t, e.Err)
			require.Equal(t, items[i], e.Item)
		}
	}
}

func TestReadTables(t *testing.T) {
	t.Parallel()
	file := "id,version,seconds\nIL24,1,90\nIL22,1,soon\nIL99,1,90\n"
	entries, err := exchange.Read("a.csv", []byte(file), some(t))
	require.NoError(t, err)
	require.Len(t, entries, 3)
	require.Equal(t, "IL24 (1 changes)", entries[0].Place)
	require.Equal(t, 90, entries[0].Item.Seconds)
	require.Equal(t, "items row 3 seconds", entries[1].Place)
	require.ErrorContains(t, entries[1].Err, `"soon" is not a whole number`)
	require.Equal(t, "items row 4 id", entries[2].Place)
}

func TestUnknownFormat(t *testing.T) {
	t.Parallel()
	require.False(t, exchange.Known("bank.pdf"))
	require.ErrorContains(t, exchange.Write(io.Discard, "bank.pdf", nil, qti.Config{}), "must end in one of .zip, .xlsx, .csv")
	_, err := exchange.Read("bank", nil, nil)
	require.ErrorContains(t, err, "must end in one of")
	for _, name := range []string{"a.zip", "a.xlsx"} {
		_, err := exchange.Read(name, []byte(strings.Repeat("x", 100)), nil)
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
	}
}
