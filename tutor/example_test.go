package tutor_test

import (
	"context"
	"fmt"
	"testing"

	"suyang/models"
	"suyang/tutor"
)

func Example() {
	w := newWorld(&testing.T{}, nil) // in-memory stores and the shipped items
	ctx := context.Background()
	c, _, _ := w.service.Start(ctx, w.pupil, tutor.StartRequest{ItemID: "IL10", Locale: models.En})
	_ = w.service.Say(ctx, w.pupil, c.ID, "I am stuck", func(chunk tutor.Chunk) error {
		if chunk.Message != nil {
			fmt.Println("move:", chunk.Message.Move, "generated:", chunk.Message.Generated)
		}
		return nil
	})
	// Output: move: hint generated: false
}
