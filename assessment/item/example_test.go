package item_test

import (
	"fmt"

	"suyang/assessment/item"
	"suyang/models"
)

func ExampleScore() {
	it := models.Item{ID: "IL04", Version: 1, Parts: []models.Part{{
		ID: "1", Type: models.PartOrdering, Rule: models.RuleAdjacentSwap, Max: 2,
		Options: []models.Option{{ID: "w"}, {ID: "x"}, {ID: "y"}, {ID: "z"}},
		Order:   []string{"z", "w", "y", "x"},
	}}}
	score, err := item.Score(it, models.Answer{Parts: map[string]models.PartAnswer{
		"1": {Order: []string{"z", "y", "w", "x"}},
	}})
	fmt.Println(score.Points, "of", score.Max, err)
	// Output: 1 of 2 <nil>
}
