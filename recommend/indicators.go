package recommend

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"suyang/models"
)

// indicators places the framework's tested indicators in the embedder's space.
// They are embedded at first use and kept.
type indicators struct {
	embedder Embedder
	nodes    []models.Node // tested indicators, in the framework's order

	mu     sync.Mutex
	places []place // by node; nil until embedded
}

// place is where an indicator lies when described in each language and in both.
type place struct{ zh, en, both []float32 }

func newIndicators(e Embedder, framework []models.Node) *indicators {
	return &indicators{embedder: e, nodes: slices.DeleteFunc(slices.Clone(framework), func(n models.Node) bool {
		return n.Level != 3 || !n.Tested
	})}
}

// all returns the places by node. An embedder that fails is asked again the
// next time.
func (x *indicators) all(ctx context.Context) ([]place, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.places != nil || len(x.nodes) == 0 {
		return x.places, nil
	}
	var texts []string
	for _, n := range x.nodes {
		texts = append(texts,
			n.Name.ZH+"\n"+n.Description.ZH,
			n.Name.EN+"\n"+n.Description.EN,
			n.Name.ZH+" "+n.Name.EN+"\n"+n.Description.ZH+" "+n.Description.EN)
	}
	vectors, err := x.embedder.Embed(ctx, texts)
	if err != nil {
		return nil, err
	}
	for v := range slices.Chunk(vectors, 3) {
		x.places = append(x.places, place{zh: v[0], en: v[1], both: v[2]})
	}
	return x.places, nil
}

// query returns the vector to find resources about the indicator with.
func (x *indicators) query(ctx context.Context, code string) ([]float32, error) {
	places, err := x.all(ctx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(x.nodes, func(n models.Node) bool { return n.Code == code })
	if at < 0 {
		return nil, models.NotFound("tested indicator " + code)
	}
	return places[at].both, nil
}

// name returns the indicator's name; the code itself if there is no such.
func (x *indicators) name(code string, l models.Locale) string {
	for _, n := range x.nodes {
		if n.Code == code {
			return n.Name.In(l)
		}
	}
	return code
}

// serving returns the indicators that are tested at the stage.
func (x *indicators) serving(stage models.Stage) []models.Node {
	return slices.DeleteFunc(slices.Clone(x.nodes), func(n models.Node) bool { return !slices.Contains(n.Stages, stage) })
}

// taughtBy returns the codes of at most two indicators that lie at least as
// near to v as threshold, in either language, nearest first.
func (x *indicators) taughtBy(ctx context.Context, v []float32, threshold float64) ([]string, error) {
	places, err := x.all(ctx)
	if err != nil {
		return nil, err
	}
	near := make(map[string]float64)
	var codes []string
	for i, n := range x.nodes {
		if similarity := max(cosine(v, places[i].zh), cosine(v, places[i].en)); similarity >= threshold {
			near[n.Code] = similarity
			codes = append(codes, n.Code)
		}
	}
	slices.SortStableFunc(codes, func(a, b string) int { return cmp.Compare(near[b], near[a]) })
	return codes[:min(2, len(codes))], nil
}

// cosine of two vectors of length 1.
func cosine(a, b []float32) float64 {
	var sum float64
	for i := range min(len(a), len(b)) {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
