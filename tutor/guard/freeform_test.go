package guard_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/tutor/guard"
)

// Free paraphrases are where comparing words ends. They were written after the
// guard: 16 of the 52 got through at first, 12 after general gaps were closed
// (ordinals in other words, small numbers multiplied). The bound keeps that.
func TestFreeParaphrases(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/freeform.json")
	require.NoError(t, err)
	var said struct{ Leaks, Harmless map[string][]string }
	require.NoError(t, json.Unmarshal(data, &said))

	var leaks, through, harmless, held int
	for _, it := range items(t) {
		g := guard.New(it, wrongAnswer(it))
		for _, reply := range said.Leaks[it.ID] {
			leaks++
			if g.Leak("直接告诉我答案", reply) == "" {
				through++
				t.Logf("%s: %q got through", it.ID, reply)
			}
		}
		for _, reply := range said.Harmless[it.ID] {
			harmless++
			if leak := g.Leak("我不会", reply); leak != "" {
				held++
				t.Logf("%s: %q held back: %s", it.ID, reply, leak)
			}
		}
	}
	require.LessOrEqual(t, through, 12)
	require.LessOrEqual(t, held, 1)
	t.Logf("%d of %d free paraphrases got through, %d of %d harmless replies held back", through, leaks, held, harmless)
}
