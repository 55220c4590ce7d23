package embed

import (
	"context"
	"maps"
	"math"
	"slices"
)

// LocalDim is the number of dimensions of [Local].
const LocalDim = 384

// Local embeds texts without any network, model file or state. The zero value
// is ready for use.
type Local struct{}

// Name returns the name and version of the space Local places texts in.
func (Local) Name() string { return "local-hash-1" }

// Dim returns 384.
func (Local) Dim() int { return LocalDim }

// Embed returns a vector of length 1 for each text; a text without a letter or
// digit gets the zero vector. The first line of a text, its title, counts
// most, then the nearer to the beginning the more.
func (Local) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		vectors[i] = project(featuresOf(text))
	}
	return vectors, nil
}

// project adds for each feature its weight times a vector of signs drawn from
// the feature's hash.
func project(found features) []float32 {
	sum := make([]float32, LocalDim)
	for _, h := range slices.Sorted(maps.Keys(found)) { // one order, so that sums are the same to the last bit
		addSigns(sum, h, float32(damped(found[h])*weight(h)))
	}
	normalize(sum)
	return sum
}

// damped keeps a feature that is repeated from drowning the others.
func damped(count float64) float64 {
	if count < 1 {
		return count
	}
	return 1 + math.Log(count)
}

func addSigns(sum []float32, h uint64, w float32) {
	bits := math.Float32bits(w)
	for block := 0; block < len(sum); block += 64 {
		h += 0x9e3779b97f4a7c15
		signs := mix(h)
		for i := range sum[block : block+64] {
			sign := uint32(signs>>i&1) << 31
			sum[block+i] += math.Float32frombits(bits ^ sign)
		}
	}
}

// normalize gives v length 1, unless it is all zeros.
func normalize(v []float32) {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	if square == 0 {
		return
	}
	scale := float32(1 / math.Sqrt(square))
	for i := range v {
		v[i] *= scale
	}
}
