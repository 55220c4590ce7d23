package api_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
)

var update = flag.Bool("update", false, "write golden files anew")

const golden = "testdata/openapi.json"

// TestOpenAPI compares the document with the golden file, so that a change of
// the interface is seen; run with -update when it is meant.
func TestOpenAPI(t *testing.T) {
	t.Parallel()
	res := newSite(t, nil).nobody().get("/openapi.json")
	require.Equal(t, "application/openapi+json", res.header.Get("Content-Type"))
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(res.body+"\n"), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), res.body+"\n")
}

func TestOpenAPIHasEveryOperation(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Summary     string
			Security    []map[string][]string
			Responses   map[string]struct{ Content map[string]any }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(s.nobody().get("/openapi.json").body), &document))
	require.Regexp(t, `^3\.1\.`, document.OpenAPI)
	page := s.nobody().reader().get("/docs").body
	ids := map[string]bool{}
	for route, roles := range api.Authorization() {
		method, pattern, _ := strings.Cut(route, " ")
		if !strings.HasPrefix(pattern, "/api/") {
			continue
		}
		path := strings.NewReplacer(":id", "{id}", ":name", "{name}").Replace(pattern)
		op, ok := document.Paths[path][strings.ToLower(method)]
		require.True(t, ok, "%s is not described", route)
		require.NotEmpty(t, op.Summary, route)
		require.False(t, ids[op.OperationID], "two operations are called %s", op.OperationID)
		ids[op.OperationID] = true
		require.Equal(t, roles == nil, op.Security == nil, "%s wants a sign-in or does not", route)
		require.Contains(t, op.Responses["default"].Content, "application/problem+json", route)
		require.Contains(t, page, `<code>`+method+" "+path+`</code>`)
	}
}
