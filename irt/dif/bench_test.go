package dif_test

import (
	"testing"

	"suyang/irt/dif"
)

// BenchmarkRun searches 60 items answered by 50,000 persons.
func BenchmarkRun(b *testing.B) {
	d := draw(1, sampled{rasch(60), 25000, 0, 1}, sampled{rasch(60), 25000, -0.5, 1})
	for name, o := range map[string]dif.Options{
		"mh":             {},
		"mh/rest":        {Matching: dif.Rest},
		"mh/purified":    {Purify: true},
		"logistic":       {Method: dif.Logistic},
		"logistic/given": {Method: dif.Logistic, Anchors: []string{"item1", "item20", "item40", "item60"}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := dif.Run(b.Context(), d, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
