package store_test

import (
	"context"
	"fmt"

	"suyang/models"
	"suyang/store"
)

func ExampleOpen() { //nolint:testableexamples // it needs a server
	ctx, dsn := context.Background(), "postgres://suyang@localhost/suyang"
	if err := store.Migrate(ctx, dsn); err != nil {
		fmt.Println(models.CodeOf(err), err)
		return
	}
	s, err := store.Open(ctx, dsn, store.Config{})
	if err != nil {
		fmt.Println(models.CodeOf(err), err)
		return
	}
	defer s.Close()
	regions, err := s.Regions(ctx)
	fmt.Println(regions, err)
}
