package models_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/models"
)

// anyID draws an identifier; the zero one among others.
func anyID(t *rapid.T) models.SessionID {
	var id models.SessionID
	copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
	if rapid.IntRange(0, 9).Draw(t, "zero") == 0 {
		id = models.SessionID{}
	}
	return id
}

func TestIDRoundTrips(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := anyID(t)
		parsed, err := models.ParseID[models.Session](id.String())
		require.NoError(t, err)
		require.Equal(t, id, parsed)

		parsed, err = models.ParseID[models.Session](strings.ToUpper(id.String()))
		require.NoError(t, err)
		require.Equal(t, id, parsed, "upper case is read")

		document, err := json.Marshal(map[models.SessionID]models.SessionID{id: id})
		require.NoError(t, err)
		var decoded map[models.SessionID]models.SessionID
		require.NoError(t, json.Unmarshal(document, &decoded))
		require.Equal(t, map[models.SessionID]models.SessionID{id: id}, decoded)

		value, err := id.Value()
		require.NoError(t, err)
		require.Equal(t, id.IsZero(), value == nil, "only the zero ID is NULL")
		for _, src := range []any{value, id[:], [16]byte(id), []byte(id.String())} {
			scanned := models.NewID[models.Session]()
			require.NoError(t, scanned.Scan(src))
			require.Equal(t, id, scanned, "%T", src)
		}
	})
}

func TestNewIDsAreVersion7AndSortByTime(t *testing.T) {
	t.Parallel()
	before := time.Now().UnixMilli()
	seen := map[models.SessionID]bool{}
	for range 1000 {
		id := models.NewID[models.Session]()
		require.False(t, seen[id])
		seen[id] = true
		require.EqualValues(t, 7, id[6]>>4, "version")
		require.EqualValues(t, 2, id[8]>>6, "variant")
		var ms int64
		for _, b := range id[:6] {
			ms = ms<<8 | int64(b)
		}
		require.GreaterOrEqual(t, ms, before)
		require.LessOrEqual(t, ms, time.Now().UnixMilli())
	}
	first := models.NewID[models.Session]()
	time.Sleep(2 * time.Millisecond)
	require.Less(t, first.String(), models.NewID[models.Session]().String())
}

func TestMalformedIDs(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"x", "0192f3a0", "0192f3a07c1e7b1d9a572f6f0c1d2e3f", "0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3",
		"0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3g", "0192f3a0_7c1e_7b1d_9a57_2f6f0c1d2e3f",
		"{0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3f}", strings.Repeat("-", 36), strings.Repeat("0", 1000),
	} {
		_, err := models.ParseID[models.Session](text)
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), "%q", text)
	}
	var id models.SessionID
	require.Error(t, id.Scan(42))
}

func FuzzParseID(f *testing.F) {
	f.Add("0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3f")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		id, err := models.ParseID[models.Session](text)
		if err == nil && !id.IsZero() {
			require.Equal(t, strings.ToLower(text), id.String())
		}
	})
}

func ExampleParseID() {
	id, _ := models.ParseID[models.Session]("0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3f")
	fmt.Println(id, id.IsZero())
	_, err := models.ParseID[models.Session]("12")
	fmt.Println(err)
	// Output:
	// 0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3f false
	// id: "12" is not an identifier (36 characters such as 0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3f)
}
