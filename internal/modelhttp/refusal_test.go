package modelhttp_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/internal/modelhttp"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status    int
		retry     string
		body      string
		message   string
		after     time.Duration
		temporary bool
	}{
		"rate limited, in seconds":   {429, "7", `{"error":{"message":"slow down"}}`, "slow down", 7 * time.Second, true},
		"server error, plain text":   {503, "", "  out of\nservice ", "out of service", 0, true},
		"wrong key":                  {401, "", `{"error":{"message":"no such key"}}`, "no such key", 0, false},
		"a wait that makes no sense": {429, "-3", "", "", 0, true},
		"a wait in words":            {429, "soon", "", "", 0, true},
		"a date long past":           {429, "Mon, 02 Jan 2006 15:04:05 GMT", "", "", 0, true},
		"a very long page":           {500, "", strings.Repeat("页", 100000), strings.Repeat("页", 200) + "…", 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := &http.Response{StatusCode: c.status, Header: http.Header{"Retry-After": {c.retry}}, Body: io.NopCloser(strings.NewReader(c.body))}
			var refusal *modelhttp.Refusal
			require.ErrorAs(t, modelhttp.Check(res), &refusal)
			require.Equal(t, c.message, refusal.Message)
			require.Equal(t, c.after, refusal.RetryAfter)
			require.Equal(t, c.temporary, refusal.Temporary())
			require.Contains(t, refusal.Error(), http.StatusText(c.status))
		})
	}
	require.NoError(t, modelhttp.Check(&http.Response{StatusCode: 200}))
}
