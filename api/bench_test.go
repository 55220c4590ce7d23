package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/internal/auth"
	"suyang/platform"
)

// enroll adds pupils to a class and returns their cards.
func (s *school) enroll(n int) (cards []string) {
	s.t.Helper()
	var rows strings.Builder
	rows.WriteString("role,school_code,school_name,class,grade,number,name\n")
	for i := range n {
		fmt.Fprintf(&rows, "pupil,S9,新学校,七年级1班,7,%d,学生%d\n", i, i)
	}
	roster, _, err := platform.ReadRoster(strings.NewReader(rows.String()), county, 2026)
	require.NoError(s.t, err)
	_, issued, err := s.people.Import(s.t.Context(), roster)
	require.NoError(s.t, err)
	for _, one := range issued {
		cards = append(cards, one.Secret)
	}
	return cards
}

// BenchmarkSignIn measures how many pupils sign in a second, over HTTP and with
// the database, from one address.
func BenchmarkSignIn(b *testing.B) {
	s := newSchool(b, func(c *api.Config) { c.PerAddress = auth.ThrottleConfig{Burst: 1 << 30, Every: 1} })
	cards, turn := s.enroll(200), atomic.Int64{}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	b.Cleanup(client.CloseIdleConnections)
	b.SetParallelism(32)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			body := fmt.Sprintf(`{"code": %q}`, cards[turn.Add(1)%int64(len(cards))])
			res, err := client.Post(s.url+"/api/v1/signin/card", "application/json", strings.NewReader(body))
			if err == nil {
				err = res.Body.Close()
			}
			if err != nil || res.StatusCode != http.StatusOK {
				b.Errorf("%v %v", res, err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sign-ins/s")
	require.NotContains(b, s.log.String(), "status=5")
}
