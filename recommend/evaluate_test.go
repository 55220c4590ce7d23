package recommend_test

import (
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/recommend"
	"suyang/recommend/embed"
)

func TestReciprocalRank(t *testing.T) {
	t.Parallel()
	q := recommend.Query{Relevant: []string{"r"}, Exclude: []string{"x"}}
	for name, c := range map[string]struct {
		ranking []string
		want    float64
	}{
		"first":                  {[]string{"r", "a"}, 1},
		"third":                  {[]string{"a", "b", "r"}, 1.0 / 3},
		"excluded ones are gone": {[]string{"x", "a", "r"}, 1.0 / 2},
		"eleventh is too late":   {append(strings.Split("abcdefghij", ""), "r"), 0},
		"absent":                 {[]string{"a"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.InDelta(t, c.want, q.ReciprocalRank(c.ranking), 1e-12)
		})
	}
}

func TestReadQueriesNamesTheLine(t *testing.T) {
	t.Parallel()
	_, err := recommend.ReadQueries(strings.NewReader("{\"qid\":\"a\"}\n{oops\n"))
	require.ErrorContains(t, err, "line 2")
}

// Quality of the network-free embedder on real resources and questions. The
// floors are a little under what is measured (docs/methods/recommend.md).
func TestLocalEmbedderOnOpenResources(t *testing.T) {
	t.Parallel()
	stock := reference.Path(t, "oer/resources.jsonl.gz")
	questions := reference.Path(t, "oer/queries_dev.jsonl")
	if testing.Short() {
		t.Skip("embeds 17,732 texts: not with -short")
	}
	file, err := os.Open(questions)
	require.NoError(t, err)
	defer file.Close()
	queries, err := recommend.ReadQueries(file)
	require.NoError(t, err)
	require.Len(t, queries, 2130)

	ids, vectors := embedded(t, readStock(t, stock))
	ranks := make([]float64, len(queries))
	each(len(queries), func(i int) {
		asked, err := embed.Local{}.Embed(context.Background(), []string{queries[i].Text})
		if err == nil {
			ranks[i] = queries[i].ReciprocalRank(nearest(asked[0], ids, vectors))
		}
	})
	mrr := meanByGroup(queries, ranks)
	for _, group := range slices.Sorted(maps.Keys(mrr)) {
		t.Logf("%s MRR@10 %s: %.3f", embed.Local{}.Name(), group, mrr[group])
	}
	for group, floor := range map[string]float64{"mono en": 0.30, "mono zh": 0.20, "quiz en": 0.25, "quiz zh": 0.17} {
		require.Greater(t, mrr[group], floor, group)
	}
}

// stockRow is a resource of the reference data.
type stockRow struct{ ID, Subject, Title, Summary, Text string }

func readStock(t *testing.T, path string) []stockRow {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	require.NoError(t, err)
	var rows []stockRow
	for decoder := json.NewDecoder(unzipped); decoder.More(); {
		var row stockRow
		require.NoError(t, decoder.Decode(&row))
		rows = append(rows, row)
	}
	return rows
}

// embedded returns ids and vectors of the stock.
func embedded(t *testing.T, rows []stockRow) (ids []string, vectors [][]float32) {
	t.Helper()
	vectors = make([][]float32, len(rows))
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	each(len(rows), func(i int) {
		text := rows[i].Title + "\n" + rows[i].Summary + "\n" + rows[i].Text
		if v, err := (embed.Local{}).Embed(context.Background(), []string{text}); err == nil {
			vectors[i] = v[0]
		}
	})
	return ids, vectors
}

// nearest returns the twenty nearest ids, more than a ranking of ten needs
// after the excluded ones are taken out.
func nearest(query []float32, ids []string, vectors [][]float32) []string {
	order := make([]int, len(ids))
	scores := make([]float64, len(ids))
	for i := range ids {
		order[i], scores[i] = i, dot(query, vectors[i])
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	best := make([]string, 0, 20)
	for _, i := range order[:20] {
		best = append(best, ids[i])
	}
	return best
}

func meanByGroup(queries []recommend.Query, ranks []float64) map[string]float64 {
	sum, n := map[string]float64{}, map[string]float64{}
	for i, q := range queries {
		groups := []string{"mono " + q.Locale}
		if strings.HasPrefix(q.Kind, "x_") {
			groups[0] = "cross from " + q.Locale
		} else if q.Kind == "quiz" {
			groups = append(groups, "quiz "+q.Locale)
		}
		for _, g := range groups {
			sum[g] += ranks[i]
			n[g]++
		}
	}
	for g := range sum {
		sum[g] /= n[g]
	}
	return sum
}

// each runs f for 0 to n-1 on two goroutines.
func each(n int, f func(int)) {
	var wg sync.WaitGroup
	for first := range 2 {
		wg.Go(func() {
			for i := first; i < n; i += 2 {
				f(i)
			}
		})
	}
	wg.Wait()
}
