package recommend_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestThreePicksAnswerThreeNeeds(t *testing.T) {
	t.Parallel()
	var stock []models.Resource
	for i := range 10 {
		stock = append(stock, page(fmt.Sprint("check-", i), "C1.2", "zh", nil))
	}
	stock = append(stock, page("password", "D1.2", "zh", nil), page("prompt", "C5.1", "en", nil))
	s, _ := service(t, stock...)
	picks := next(t, s, pupil(), 3)
	require.Contains(t, picks[0], "check-")
	require.ElementsMatch(t, []string{"password", "prompt"}, picks[1:])
	require.Len(t, next(t, s, pupil(), 20), 12, "all of a small stock")
	require.Empty(t, next(t, s, pupil(), 0))
}

func TestOnePageIsPickedOnce(t *testing.T) {
	t.Parallel()
	both := page("both", "C1.2", "zh", func(r *models.Resource) { r.Indicators = []string{"C1.2", "D1.2"} })
	first := page("part-1", "C5.1", "zh", func(r *models.Resource) { r.Group = "series" })
	second := page("part-2", "C5.1", "zh", func(r *models.Resource) { r.Group = "series" })
	s, _ := service(t, both, first, second)
	require.Len(t, next(t, s, pupil(), 9), 2)
}
