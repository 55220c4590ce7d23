package store_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/testdb"
	"suyang/models"
	"suyang/store"
)

func TestExamine(t *testing.T) {
	t.Parallel()
	server, err := store.Examine(t.Context(), testdb.DSN(t))
	require.NoError(t, err)
	require.Regexp(t, `^PostgreSQL \d+\.\S.*, pgvector \d+\.\d+`, server)

	_, err = store.Examine(t.Context(), "postgres://nobody@127.0.0.1:1/none?connect_timeout=2")
	requireCode(t, models.CodeUnavailable, err)
	_, err = store.Examine(t.Context(), "postgres://:port")
	requireCode(t, models.CodeInvalid, err)
}

func TestVacant(t *testing.T) {
	t.Parallel()
	used := testdb.DSN(t)
	vacant, err := store.Vacant(t.Context(), used)
	require.NoError(t, err)
	require.False(t, vacant, "it has the schema")

	other, err := url.Parse(used)
	require.NoError(t, err)
	other.Path = "/template1"
	vacant, err = store.Vacant(t.Context(), other.String())
	require.NoError(t, err)
	require.True(t, vacant)
}
