package simulate

import (
	"iter"
	"math/rand/v2"
	"runtime"

	"suyang/irt"
)

// blockSize is the number of persons whose responses come from one stream of
// random numbers.
const blockSize = 4096

// Generator draws responses to valid items that measure the same traits.
type Generator struct {
	Items []irt.MultiItem
	// Booklets holds the items of each booklet, as indices in Items. Persons are
	// given the booklets in turn and miss all other items. Nil: all are given
	// all items.
	Booklets [][]int
	// Missing is the probability that a response to an item given is missing, in
	// [0, 1).
	Missing float64
	Seed    uint64
	// Threads bounds the goroutines; 0: one per processor.
	Threads int
}

// Responses draws the responses of persons at theta, persons x traits.
func (g Generator) Responses(theta [][]float64) irt.Responses {
	r := irt.Responses{Items: g.names(), Cells: make([]uint8, 0, len(theta)*len(g.Items))}
	for block := range g.Blocks(theta) {
		r.Cells = append(r.Cells, block.Cells...)
	}
	return r
}

func (g Generator) names() []string {
	names := make([]string, len(g.Items))
	for j, it := range g.Items {
		names[j] = it.ID
	}
	return names
}

// Blocks gives the responses in blocks of some thousand persons, in order.
func (g Generator) Blocks(theta [][]float64) iter.Seq[irt.Responses] {
	return func(yield func(irt.Responses) bool) {
		threads := g.Threads
		if threads <= 0 {
			threads = runtime.GOMAXPROCS(0)
		}
		names, composites, given := g.names(), g.composites(), g.given()
		done := make([]chan irt.Responses, threads)
		blocks := (len(theta) + blockSize - 1) / blockSize
		draw := func(w, b int) {
			persons := theta[b*blockSize : min((b+1)*blockSize, len(theta))]
			cells := g.block(composites, given, persons, b)
			done[w] <- irt.Responses{Items: names, Cells: cells}
		}
		for w := range threads {
			done[w] = make(chan irt.Responses, 1) // nobody waits for the receiver
			if w < blocks {
				go draw(w, w)
			}
		}
		for b := range blocks {
			r := <-done[b%threads]
			if next := b + threads; next < blocks {
				go draw(b%threads, next)
			}
			if !yield(r) {
				return
			}
		}
	}
}

// composites are the items along their composites, which spares finding the
// thresholds for each person.
func (g Generator) composites() []irt.Item {
	composites := make([]irt.Item, len(g.Items))
	for j, it := range g.Items {
		composites[j] = it.Composite()
	}
	return composites
}

// given tells for each booklet which items it holds.
func (g Generator) given() [][]bool {
	given := make([][]bool, len(g.Booklets))
	for b, items := range g.Booklets {
		given[b] = make([]bool, len(g.Items))
		for _, j := range items {
			given[b][j] = true
		}
	}
	return given
}

// block draws the responses of the persons of block b.
func (g Generator) block(composites []irt.Item, given [][]bool, theta [][]float64, b int) []uint8 {
	rng := source(g.Seed, responseStream+streams*uint64(b))
	cells := make([]uint8, 0, len(theta)*len(g.Items))
	for i, point := range theta {
		var booklet []bool
		if len(given) > 0 {
			booklet = given[(b*blockSize+i)%len(given)]
		}
		cells = g.person(cells, composites, booklet, point, rng)
	}
	return cells
}

func (g Generator) person(cells []uint8, composites []irt.Item, booklet []bool, theta []float64, rng *rand.Rand) []uint8 {
	var buffer [irt.MaxCategories]float64
	for j, it := range composites {
		if (booklet != nil && !booklet[j]) || (g.Missing > 0 && rng.Float64() < g.Missing) {
			cells = append(cells, irt.MissingCell)
			continue
		}
		cells = append(cells, uint8(Draw(it.Probabilities(buffer[:0], g.Items[j].Along(theta)), rng)))
	}
	return cells
}

// Draw draws a category by the probabilities of all.
func Draw(probabilities []float64, rng *rand.Rand) int {
	u, last := rng.Float64(), len(probabilities)-1
	for k, p := range probabilities[:last] {
		if u < p {
			return k
		}
		u -= p
	}
	return last
}

// Responses draws the response of a simulee at each theta to each item. No
// response is missing. The items must be valid.
func Responses(items []irt.Item, theta []float64, seed uint64) irt.Responses {
	g := Generator{Seed: seed}
	for _, it := range items {
		g.Items = append(g.Items, it.Multi())
	}
	return g.Responses(Points(theta))
}

// Points turns values of one trait to points of a space of one trait.
func Points(theta []float64) [][]float64 {
	points := make([][]float64, len(theta))
	for i := range theta {
		points[i] = theta[i : i+1 : i+1]
	}
	return points
}
