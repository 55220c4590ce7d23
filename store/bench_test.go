package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"suyang/models"
)

// BenchmarkAnswers is 100 pupils who answer 20 items each at once, without a
// pause: the storing of an answer together with the next item. One operation is
// all their 2,000 answers; the metrics are times of one answer.
func BenchmarkAnswers(b *testing.B) {
	const pupils, items = 100, 20
	c := populate(b, open(b), largeCounty(pupils))
	for b.Loop() {
		b.StopTimer()
		a := c.assign(b, now)
		sittings := make([]models.SessionID, pupils)
		for i := range sittings {
			s := c.sitting(a, c.pupils[i])
			require.NoError(b, c.CreateSession(b.Context(), s))
			sittings[i] = s.ID
		}
		times := make([][]time.Duration, pupils)
		b.StartTimer()
		var wait sync.WaitGroup
		for i, id := range sittings {
			wait.Go(func() {
				for n := range items {
					start := time.Now()
					assert.NoError(b, c.UpdateSession(b.Context(), id, func(trail *models.SessionTrail) error {
						if n > 0 {
							answer(trail, models.NewID[models.Answer](), false)
						}
						trail.Responses = append(trail.Responses, presented(fmt.Sprint("IL", n)))
						return nil
					}))
					times[i] = append(times[i], time.Since(start))
				}
			})
		}
		wait.Wait()
		all := slices.Sorted(slices.Values(slices.Concat(times...)))
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "ms-p50")
		b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, "ms-p95")
	}
}

// largeCounty is a county whose first class has as many pupils.
func largeCounty(pupils int) models.Roster {
	roster := countyRoster("510100")
	for i := range pupils {
		roster.Pupils = append(roster.Pupils, models.RosterPupil{
			School: "S1", Class: "8-1", Number: fmt.Sprintf("1%03d", i), Name: fmt.Sprint("Pupil ", i),
		})
	}
	return roster
}

// BenchmarkPersonByWebSession is what every request begins with.
func BenchmarkPersonByWebSession(b *testing.B) {
	c := newCounty(b)
	require.NoError(b, c.CreateWebSession(b.Context(), []byte("token"), c.teacher.ID, now))
	for b.Loop() {
		_, err := c.PersonByWebSession(b.Context(), []byte("token"), now.Add(-time.Hour))
		require.NoError(b, err)
	}
}
