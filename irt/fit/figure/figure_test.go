package figure_test

import (
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/fit"
	"suyang/irt/fit/figure"
)

var update = flag.Bool("update", false, "write the golden files anew")

var items = []irt.Item{
	{ID: "easy", A: 1, B: []float64{-1.2}},
	{ID: "off the map", A: 0.2, B: []float64{7.31}},
	{ID: "guessed", Model: irt.ThreePL, A: 1.5, B: []float64{0.4}, C: 0.2},
	{ID: `<script>"essay"`, Model: irt.GPCM, A: 0.9, B: []float64{-0.5, 0.3, 1.6}},
}

var typical = []struct {
	name string
	svg  func() []byte
}{
	{"curve", func() []byte {
		return figure.ItemCurves(items[2], []fit.Bin{
			{Theta: -1.5, N: 40, Observed: []float64{0.75, 0.25}}, {Theta: 0, N: 40, Observed: []float64{0.5, 0.5}}, {Theta: 1.5, N: 40, Observed: []float64{0, 1}},
		}, nil)
	}},
	{"categories", func() []byte {
		return figure.ItemCurves(items[3], []fit.Bin{{Theta: 0, N: 100, Observed: []float64{0.3, 0.3, 0.3, 0.1}}}, []int{1, 2, 3, 5})
	}},
	{"information", func() []byte { return figure.TestInformation(items) }},
	{"wright", func() []byte {
		return figure.WrightMap([]float64{-9, -1.1, -1, -0.2, 0, 0.1, 0.2, 1, 1.9, 2.4}, nil, items)
	}},
	{"wright-weighted", func() []byte {
		return figure.WrightMap([]float64{-1, 1}, []float64{3, 1}, items)
	}},
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, c := range typical {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join("testdata", c.name+".golden.svg")
			got := string(c.svg())
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(want), got, "run the test with -update")
		})
	}
}

// Names of items come from files: they must not become markup.
func TestMarkup(t *testing.T) {
	t.Parallel()
	for _, c := range typical {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			svg := string(c.svg())
			require.NotContains(t, svg, "<script>")
			require.NotContains(t, svg, "NaN")
			require.NoError(t, xml.Unmarshal([]byte(svg), new(struct{ XMLName xml.Name })))
			require.Contains(t, svg, "<title>")
		})
	}
	require.Contains(t, string(figure.WrightMap([]float64{0}, nil, items)), "&lt;script&gt;&#34;essay&#34;.2")
}
