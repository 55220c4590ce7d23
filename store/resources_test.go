package store_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/store"
)

func resource(sourceID string) models.Resource {
	return models.Resource{
		ID: models.NewID[models.Resource](), Source: "oer", SourceID: sourceID, Locale: "en", Title: "Title " + sourceID,
		Summary: "Summary", Body: "Body", URL: "https://example.org/" + sourceID, Licence: "CC BY 4.0", Format: models.FormatVideo,
		Indicators: []string{"C1.2", "K2.1"}, Stages: []models.Stage{models.StageJunior}, Minutes: 12,
		Difficulty: -0.25, DifficultySD: 0.5, Group: "g1", CreatedAt: now,
	}
}

// axis is the embedding of a resource along one axis of the space.
func axis(id models.ResourceID, n int) models.Embedding {
	v := make([]float32, 384)
	v[n] = 1
	return models.Embedding{ResourceID: id, Model: "test-1", Vector: v}
}

func TestResourceRoundTrip(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	full, bare := resource("full"), resource("bare")
	bare.Indicators, bare.Stages, bare.Summary, bare.Body, bare.URL, bare.Group = nil, nil, "", "", "", ""
	done, err := s.UpsertResources(ctx, []models.Resource{full, bare}, nil)
	require.NoError(t, err)
	require.Equal(t, models.ImportCount{Added: 2}, done)

	got, err := s.Resource(ctx, full.ID)
	require.NoError(t, err)
	require.Equal(t, full, got)
	got, err = s.Resource(ctx, bare.ID)
	require.NoError(t, err)
	bare.Indicators, bare.Stages = []string{}, []models.Stage{}
	require.Equal(t, bare, got)
	_, err = s.Resource(ctx, models.NewID[models.Resource]())
	requireCode(t, models.CodeNotFound, err)
}

func TestUpsertAgain(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	first := resource("1")
	_, err := s.UpsertResources(ctx, []models.Resource{first}, []models.Embedding{axis(first.ID, 0)})
	require.NoError(t, err)

	same := resource("1") // another identifier and time, as a second import gives
	same.CreatedAt = now.Add(time.Hour)
	added := resource("2")
	done, err := s.UpsertResources(ctx, []models.Resource{same, added}, []models.Embedding{axis(same.ID, 1), axis(added.ID, 0)})
	require.NoError(t, err)
	require.Equal(t, models.ImportCount{Added: 1, Unchanged: 1}, done)
	got, err := s.Resource(ctx, first.ID)
	require.NoError(t, err)
	require.Equal(t, first, got, "identifier and time of creation stay")

	found, err := s.Nearest(ctx, "test-1", axis(first.ID, 1).Vector, models.ResourceFilter{}, 1)
	require.NoError(t, err)
	require.Equal(t, []models.ResourceCandidate{{Resource: first, Similarity: 1}}, found, "its new embedding is there under its old identifier")

	changed := models.Resource{
		ID: same.ID, Source: "oer", SourceID: "1", Locale: "zh", Title: "t", Summary: "s", Body: "b", URL: "u", Licence: "l",
		Format: models.FormatLesson, Indicators: []string{"A"}, Stages: []models.Stage{models.StageSenior}, Minutes: 1,
		Difficulty: 1, DifficultySD: 1, Group: "g", CreatedAt: same.CreatedAt,
	}
	done, err = s.UpsertResources(ctx, []models.Resource{changed}, nil)
	changed.ID, changed.CreatedAt = first.ID, first.CreatedAt
	require.NoError(t, err)
	require.Equal(t, models.ImportCount{Updated: 1}, done)
	got, err = s.Resource(ctx, first.ID)
	require.NoError(t, err)
	require.Equal(t, changed, got)
	done, err = s.UpsertResources(ctx, nil, []models.Embedding{axis(first.ID, 5)})
	require.NoError(t, err, "an embedding may name a stored resource")
	require.Zero(t, done)
}

func TestUpsertRefusals(t *testing.T) {
	t.Parallel()
	s := open(t)
	change := func(fn func(*models.Resource)) models.Resource {
		r := resource("1")
		fn(&r)
		return r
	}
	tests := []struct {
		name       string
		resources  []models.Resource
		embeddings []models.Embedding
		want       models.Code
	}{
		{"one twice", []models.Resource{resource("1"), resource("1")}, nil, models.CodeInvalid},
		{"unknown format", []models.Resource{change(func(r *models.Resource) { r.Format = "game" })}, nil, models.CodeInvalid},
		{"unknown stage", []models.Resource{change(func(r *models.Resource) { r.Stages = []models.Stage{"adult"} })}, nil, models.CodeInvalid},
		{"no licence", []models.Resource{change(func(r *models.Resource) { r.Licence = "" })}, nil, models.CodeInvalid},
		{"text PostgreSQL cannot hold", []models.Resource{change(func(r *models.Resource) { r.Body = "a\x00b" })}, nil, models.CodeInvalid},
		{"embedding of nothing", nil, []models.Embedding{axis(models.NewID[models.Resource](), 0)}, models.CodeInvalid},
		{"embedding of another length", []models.Resource{change(func(r *models.Resource) { r.ID = models.ResourceID{1} })},
			[]models.Embedding{{ResourceID: models.ResourceID{1}, Model: "test-1", Vector: []float32{1, 2}}}, models.CodeInvalid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := s.UpsertResources(t.Context(), test.resources, test.embeddings)
			requireCode(t, test.want, err)
		})
	}
	for _, format := range models.ResourceFormats() {
		_, err := s.UpsertResources(t.Context(), []models.Resource{change(func(r *models.Resource) { r.Format = format })}, nil)
		require.NoError(t, err)
	}
}

func TestZeroVectorIsNearNothing(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	first, mute := resource("1"), resource("2")
	nothing := models.Embedding{ResourceID: mute.ID, Model: "test-1", Vector: make([]float32, 384)}
	_, err := s.UpsertResources(ctx, []models.Resource{first, mute}, []models.Embedding{axis(first.ID, 0), nothing})
	require.NoError(t, err)
	found, err := s.Nearest(ctx, "test-1", axis(first.ID, 0).Vector, models.ResourceFilter{}, 10)
	require.NoError(t, err)
	require.Equal(t, []models.ResourceCandidate{{Resource: first, Similarity: 1}}, found)
	found, err = s.Nearest(ctx, "test-1", nothing.Vector, models.ResourceFilter{}, 10)
	require.NoError(t, err)
	require.Empty(t, found)
}

// library is resources with embeddings near a plane of few dimensions, as
// those of texts are.
type library struct {
	resources  []models.Resource
	embeddings []models.Embedding
	directions [][]float32
	random     *rand.Rand
}

func newLibrary(size int) *library {
	l := &library{random: rand.New(rand.NewPCG(1, 2))}
	for range 12 {
		direction := make([]float32, 384)
		for i := range direction {
			direction[i] = float32(l.random.NormFloat64())
		}
		l.directions = append(l.directions, direction)
	}
	for i := range size {
		r := resource(fmt.Sprint(i))
		r.Locale = []string{"zh", "en"}[i%2]
		r.Stages = []models.Stage{models.Stages()[i%4], models.Stages()[(i+1)%4]}
		r.Indicators = []string{fmt.Sprintf("C%d", i%10), fmt.Sprintf("K%d", i%7)}
		l.resources = append(l.resources, r)
		l.embeddings = append(l.embeddings, models.Embedding{ResourceID: r.ID, Model: "test-1", Vector: l.vector()})
	}
	return l
}

func (l *library) vector() []float32 {
	v := make([]float32, 384)
	for _, direction := range l.directions {
		weight := float32(l.random.NormFloat64())
		for i := range v {
			v[i] += weight * direction[i]
		}
	}
	return v
}

func (l *library) store(t testing.TB, s *store.Store) {
	t.Helper()
	const batch = 500
	for from := 0; from < len(l.resources); from += batch {
		to := min(from+batch, len(l.resources))
		_, err := s.UpsertResources(t.Context(), l.resources[from:to], l.embeddings[from:to])
		require.NoError(t, err)
	}
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// nearest compares one by one.
func (l *library) nearest(query []float32, f models.ResourceFilter, limit int) []models.ResourceCandidate {
	var found []models.ResourceCandidate
	for i, r := range l.resources {
		switch {
		case f.Stage != "" && !slices.Contains(r.Stages, f.Stage):
		case f.Locale != "" && r.Locale != f.Locale:
		case len(f.Indicators) > 0 && !slices.ContainsFunc(r.Indicators, func(c string) bool { return slices.Contains(f.Indicators, c) }):
		case slices.Contains(f.Exclude, r.ID):
		default:
			found = append(found, models.ResourceCandidate{Resource: r, Similarity: cosine(query, l.embeddings[i].Vector)})
		}
	}
	slices.SortFunc(found, func(a, b models.ResourceCandidate) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return found[:min(limit, len(found))]
}

func TestNearestAgreesWithComparingOneByOne(t *testing.T) {
	t.Parallel()
	s, l := open(t), newLibrary(2600)
	l.store(t, s)
	query := l.vector()
	var best []models.ResourceID
	for _, c := range l.nearest(query, models.ResourceFilter{}, 300) {
		best = append(best, c.Resource.ID)
	}
	tests := []struct {
		name   string
		filter models.ResourceFilter
		exact  bool
	}{
		{"all", models.ResourceFilter{}, false},
		{"without the nearest 300", models.ResourceFilter{Exclude: best}, false},
		{"of a stage", models.ResourceFilter{Stage: models.StageSenior}, true},
		{"in a language", models.ResourceFilter{Locale: "zh"}, true},
		{"of an indicator", models.ResourceFilter{Indicators: []string{"C3"}}, true},
		{"of two indicators", models.ResourceFilter{Indicators: []string{"C3", "K5"}}, true},
		{"of an unknown indicator", models.ResourceFilter{Indicators: []string{"X"}}, true},
		{"all at once", models.ResourceFilter{
			Stage: models.StageJunior, Locale: "en", Indicators: []string{"C1", "K2"}, Exclude: best}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := s.Nearest(t.Context(), "test-1", query, test.filter, 20)
			require.NoError(t, err)
			want := l.nearest(query, test.filter, 20)
			require.Len(t, got, len(want))
			hits := 0
			for i := range got {
				// half-precision numbers have 11 bits; over 384 of them the errors even out
				if test.exact {
					require.InDelta(t, want[i].Similarity, got[i].Similarity, 1e-4)
				}
				at := slices.IndexFunc(l.resources, func(r models.Resource) bool { return r.ID == got[i].Resource.ID })
				require.Equal(t, l.resources[at], got[i].Resource)
				require.InDelta(t, cosine(query, l.embeddings[at].Vector), got[i].Similarity, 1e-4)
				require.False(t, i > 0 && got[i].Similarity > got[i-1].Similarity, "nearest first")
				require.NotContains(t, test.filter.Exclude, got[i].Resource.ID)
				if got[i].Similarity > want[len(want)-1].Similarity-1e-4 {
					hits++
				}
			}
			require.GreaterOrEqual(t, hits, len(want)*19/20)
		})
	}
	other, err := s.Nearest(t.Context(), "another model", query, models.ResourceFilter{}, 20)
	require.NoError(t, err)
	require.Empty(t, other)
	_, err = s.Nearest(t.Context(), "test-1", []float32{1}, models.ResourceFilter{}, 20)
	requireCode(t, models.CodeInvalid, err)
}

func BenchmarkUpsertResources500(b *testing.B) {
	s := open(b)
	for b.Loop() {
		b.StopTimer()
		l := newLibrary(500)
		for i := range l.resources {
			l.resources[i].SourceID = l.resources[i].ID.String()
		}
		b.StartTimer()
		l.store(b, s)
	}
}

func BenchmarkNearest(b *testing.B) {
	s, l := open(b), newLibrary(17_732)
	l.store(b, s)
	_, err := s.Pool().Exec(b.Context(), "analyze")
	require.NoError(b, err)
	for name, f := range map[string]models.ResourceFilter{
		"all":                  {},
		"stage":                {Stage: models.StageJunior},
		"stage and indicators": {Stage: models.StageJunior, Indicators: []string{"C1", "K2"}},
		"one indicator":        {Stage: models.StageJunior, Locale: "zh", Indicators: []string{"C2"}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				found, err := s.Nearest(b.Context(), "test-1", l.vector(), f, 50)
				require.NoError(b, err)
				require.Len(b, found, 50)
			}
		})
	}
}
