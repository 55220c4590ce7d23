package content_test

import (
	"fmt"
	"testing/fstest"

	"suyang/content"
	"suyang/models"
)

func Example() {
	bundle, err := content.Load()
	if err != nil {
		panic(err)
	}
	for _, it := range bundle.Items {
		if it.ID == "IL20" {
			fmt.Println(it.Title.In(models.En), it.Indicator, it.Type(), it.Max())
		}
	}
	// Output:
	// Is the five-day water cut true C1.2 scenario 4
}

func ExampleLoadDir() {
	_, err := content.LoadDir(fstest.MapFS{
		"framework.yaml":      {Data: []byte("[]")},
		"levels.yaml":         {Data: []byte("levels: []")},
		"misconceptions.yaml": {Data: []byte("[]")},
		"families/README":     {},
		"forms/README":        {},
		"lessons/README":      {},
		"items/IL50.yaml":     {Data: []byte("id: IL50\nsecond: 60\n")},
	})
	fmt.Println(err)
	// Output:
	// content: items/IL50.yaml:2: field second not found in Item; write the fields as docs/content.md shows
}
