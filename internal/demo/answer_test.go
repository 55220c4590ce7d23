package demo

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/content"
)

// Every score an item of the bank can have is reached, whichever parts chance
// gives the points to.
func TestAnAnswerEarnsThePointsAskedFor(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	for _, it := range bundle.Items {
		for points := range it.Max() + 1 {
			t.Run(fmt.Sprintf("%s for %d", it.ID, points), func(t *testing.T) {
				t.Parallel()
				for seed := range uint64(50) {
					answer := answerFor(rand.New(rand.NewPCG(seed, 1)), it, points)
					score, err := item.Score(it, answer)
					require.NoError(t, err)
					require.Equal(t, points, score.Points, "%+v", answer)
					for id, part := range answer.Parts {
						require.False(t, part.Omitted(), id)
					}
				}
			})
		}
	}
}
