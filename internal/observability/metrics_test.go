package observability_test

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/observability"
)

func scrape(t *testing.T, m *observability.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	require.Equal(t, 200, w.Code)
	return w.Body.String()
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	m := observability.NewMetrics()
	done := m.RequestStarted("GET")
	closed := m.StreamOpened()
	m.SignedIn("card", "ok")
	m.SignedIn("card", "ok")
	text := scrape(t, m)
	require.Contains(t, text, "suyang_http_requests_in_flight 1")
	require.Contains(t, text, "suyang_http_streams 1")
	require.Contains(t, text, `suyang_sign_ins_total{means="card",outcome="ok"} 2`)
	require.Contains(t, text, "go_goroutines")

	done("/api/v1/sessions/:id", 200)
	closed()
	text = scrape(t, m)
	require.Contains(t, text, "suyang_http_requests_in_flight 0")
	require.Contains(t, text, "suyang_http_streams 0")
	require.Contains(t, text, `suyang_http_request_duration_seconds_count{method="GET",route="/api/v1/sessions/:id",status="200"} 1`)
}
