package chart_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/web/chart"
)

var update = flag.Bool("update", false, "write the golden files anew")

// figure is a caption whose every text would do harm if it were not escaped.
func figure(id string) chart.Figure {
	return chart.Figure{
		ID: id, Title: `<script>alert("title")</script>`, Desc: `"><img src=x onerror=alert(1)>`,
		Source: "Source: a & b; n = 40", Table: "Data table",
	}
}

var bands = []chart.Band{{Name: "Starting", From: 300, To: 400}, {Name: "On track", From: 400, To: 500}, {Name: "Leading", From: 500, To: 600}}

func day(month int) time.Time { return time.Date(2026, time.Month(month), 1, 0, 0, 0, 0, time.UTC) }

// typical is one picture of every chart, and of its edges.
var typical = []struct {
	name string
	html func() template.HTML
}{
	{"levels", chart.LevelDots{
		Figure: figure("levels"), LevelHead: "Level", CountHead: "Pupils", PupilsHead: "Names",
		Levels: []chart.Level{
			{Name: "Starting", Pupils: []chart.Dot{{Name: "Li <b>Xiang</b>"}}},
			{Name: "On track", Pupils: []chart.Dot{{Name: "林晓", URL: `/pupils/1?a=1&b="2"`}, {Name: "Mei", Open: true}, {Name: "Bo"}}},
			{Name: "Leading"},
		},
	}.HTML},
	{"levels-empty", chart.LevelDots{Figure: figure("levels")}.HTML},
	{"bars", chart.Bars{
		Figure: figure("bars"), Axis: chart.Axis{Label: "right answers (%)", Max: 100},
		Reference: &chart.Reference{Label: "county <mean>", Value: 58},
		RowHead:   "Indicator", ValueHead: "Right", IntervalHead: "95% interval",
		Rows: []chart.Bar{
			{Label: "机器学习与生成式AI原理及局限", Value: 41, Low: 31, High: 51, Note: "only 12 <pupils>"},
			{Label: "Beyond the axis", Value: 130, Low: 90, High: 140},
			{Label: "Not seen", Missing: "not <measured>"},
		},
	}.HTML},
	{"bars-around-zero", chart.Bars{
		Figure: figure("gap"), Axis: chart.Axis{Label: "gap", Min: -50, Max: 50},
		Rows: []chart.Bar{{Label: "Girls − boys", Value: -12.5, Low: -20, High: -5}},
	}.HTML},
	{"strips", chart.Strips{
		Figure: figure("strips"), Bands: bands, RowHead: "Area", BandHead: "Level",
		Rows: []chart.Strip{
			{Label: "Awareness", Value: 450, Low: 420, High: 480, Word: "On <track>"},
			{Label: "Ethics", Missing: "not measured"},
		},
	}.HTML},
	{"path", chart.Path{
		Figure: figure("path"), Levels: bands, Here: 450, Low: 420, High: 480, HereLabel: "you are <here>",
		LevelHead: "Level", PlaceHead: "Place",
	}.HTML},
	{"path-below", chart.Path{Figure: figure("path"), Levels: bands, Here: 210, Low: 180, High: 240, HereLabel: "you"}.HTML},
	{"histogram", chart.Histogram{
		Figure: figure("histogram"), X: chart.Axis{Label: "score", Min: 0, Max: 4}, Y: chart.Axis{Label: "pupils"},
		Bins: []chart.Bin{{0, 2, 3}, {2, 4, 1}}, Reference: &chart.Reference{Label: "cut", Value: 2.5},
	}.HTML},
	{"histogram-empty", chart.Histogram{Figure: figure("histogram")}.HTML},
	{"curves", chart.Curves{
		Figure: figure("curves"), NameHead: "Item", RangeHead: "95% interval",
		X: chart.Axis{Label: "θ", Min: -2, Max: 2}, Y: chart.Axis{Label: "chance", Max: 1},
		Series: []chart.Curve{
			{Name: "A<1>", LabelAt: 0, Points: []chart.Point{{-2, 0.1}, {0, 0.5}, {2, 0.9}}, Observed: []chart.Observation{{X: 0, Y: 0.45, Low: 0.4, High: 0.5, N: 120}}},
			{Name: "A2", LabelAt: 0, Points: []chart.Point{{-2, 0.12}, {0, 0.5}, {2, 0.88}}},
			{Name: "none"},
		},
	}.HTML},
	{"progress", chart.Progress{
		Figure: figure("progress"), Y: chart.Axis{Label: "score", Min: 300, Max: 600}, Levels: bands, TimeHead: "Day", IntervalHead: "95% interval",
		Moments: []chart.Moment{
			{At: day(1), Label: "2026-01", Value: 420, Low: 400, High: 440},
			{At: day(2), Label: "2026-<02>", Value: 430, Low: 410, High: 450},
			{At: day(9), Label: "2026-09", Value: 455, Low: 435, High: 475},
		},
	}.HTML},
	{"progress-once", chart.Progress{
		Figure: figure("progress"), Y: chart.Axis{Min: 300, Max: 600},
		Moments: []chart.Moment{{At: day(1), Label: "2026-01", Value: 420, Low: 400, High: 440}},
	}.HTML},
	{"wright", chart.WrightMap{
		Figure: figure("wright"), Axis: chart.Axis{Label: "logits", Min: -2, Max: 2}, PersonsHead: "Pupils", ItemsHead: "Items",
		Persons: []chart.Bin{{-2, -1, 4}, {-1, 0, 10}, {0, 1, 8}, {1, 2, 2}},
		Items:   []chart.Item{{"too easy", -9}, {"A", 0.1}, {"B", 0.2}, {"C", 0.3}, {"D", 0.4}, {"E<5>", 0.5}},
	}.HTML},
	{"wright-crowded", chart.WrightMap{
		Figure: figure("wright"), Axis: chart.Axis{Label: "logits", Min: -1, Max: 2},
		Persons: []chart.Bin{{-1, 0, 1}, {0, 1, 3}, {1, 2, 2}},
		Items: []chart.Item{
			{"a name far too long for any screen, however wide it may be", -0.5},
			{"算法与程序基础第一题", 0.5}, {"IL02", 0.5}, {"IL03", 0.5}, {"IL04", 0.5}, {"IL05", 0.5}, {"IL06", 0.5}, {"IL07", 0.5},
			{"IL08", 1.5}, {"IL09", 1.5}, {"IL10", 1.5}, {"IL11", 1.5},
		},
	}.HTML},
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, c := range typical {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := strings.ReplaceAll(string(c.html()), "><", ">\n<") + "\n"
			file := filepath.Join("testdata", c.name+".golden.html")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
}

// Every chart is well-formed, names itself, and lets no text become markup.
func TestMarkup(t *testing.T) {
	t.Parallel()
	for _, c := range typical {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			html := string(c.html())
			seen := elements(t, html)
			for _, name := range []string{"figure", "figcaption", "title", "desc", "table", "summary"} {
				require.NotZero(t, seen[name], name)
			}
			for _, name := range []string{"script", "img", "b"} {
				require.Zero(t, seen[name], name)
			}
			require.NotContains(t, html, " style=")
			require.NotContains(t, html, "NaN")
			require.NotContains(t, html, "Inf")
		})
	}
}

// elements counts the elements of a fragment by name, and fails where it is not well-formed.
func elements(t *testing.T, fragment string) map[string]int {
	t.Helper()
	seen := make(map[string]int)
	decoder := xml.NewDecoder(strings.NewReader(fragment))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return seen
		}
		require.NoError(t, err)
		if element, ok := token.(xml.StartElement); ok {
			seen[element.Name.Local]++
		}
	}
}

// A picture with links in it must not be an image to a screen reader, which hides what is inside.
func TestLinksStayReachable(t *testing.T) {
	t.Parallel()
	linked := chart.LevelDots{Figure: figure("a"), Levels: []chart.Level{{Pupils: []chart.Dot{{Name: "Mei", URL: "/p"}}}}}
	require.Contains(t, string(linked.HTML()), `role="group"`)
	require.Contains(t, string(linked.HTML()), `<a href="/p" aria-label="Mei">`)
	plain := chart.LevelDots{Figure: figure("a"), Levels: []chart.Level{{Pupils: []chart.Dot{{Name: "Mei"}}}}}
	require.Contains(t, string(plain.HTML()), `role="img"`)
}

func TestBins(t *testing.T) {
	t.Parallel()
	axis := chart.Axis{Min: 0, Max: 1}
	require.Equal(t, []chart.Bin{{0, 0.5, 2}, {0.5, 1, 3}}, chart.Bins([]float64{-5, 0.49, 0.5, 1, 7}, axis, 0.5))
	require.Len(t, chart.Bins(nil, chart.Axis{Min: -3, Max: 3}, 0.1), 60, "a width that has no exact binary form")
	require.Nil(t, chart.Bins([]float64{1}, axis, 0))
	require.Nil(t, chart.Bins([]float64{1}, chart.Axis{}, 1))
}

func TestNumbersOfTheAxis(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		min, max float64
		want     []string
	}{
		{"per cent", 0, 100, []string{"0", "20", "40", "60", "80", "100"}},
		{"logits", -3, 3, []string{"−2", "0", "2"}},
		{"probability", 0, 1, []string{"0", "0.2", "0.4", "0.6", "0.8", "1"}},
		{"scores", 322, 746, []string{"400", "500", "600", "700"}},
		{"no length", 5, 5, []string{"5"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			html := string(chart.Bars{Figure: figure("x"), Axis: chart.Axis{Min: c.min, Max: c.max}}.HTML())
			var got []string
			for _, part := range strings.Split(html, "<text ")[1:] {
				_, rest, _ := strings.Cut(part, ">")
				if words, _, _ := strings.Cut(rest, "<"); words != "" {
					got = append(got, words)
				}
			}
			require.Equal(t, c.want, got)
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add("机器学习与生成式AI原理及局限", "</text><script>")
	f.Add("", "\x00 \u2028")
	f.Add("a  b", "，。")
	f.Fuzz(func(t *testing.T, label, word string) {
		bars := chart.Bars{Figure: chart.Figure{ID: "x", Title: label, Desc: word}, Rows: []chart.Bar{{Label: label, Note: word, Missing: word}}}
		html := string(bars.HTML())
		require.NotContains(t, html, "<script")
		require.Equal(t, strings.Count(html, "<text "), strings.Count(html, "</text>"))
	})
}

func ExampleBars() {
	bars := chart.Bars{
		Figure: chart.Figure{
			ID: "indicators", Title: "Cross-checking needs the most work", Desc: "Share of right answers by indicator.",
			Source: "Class 7(3), November 2026; n = 40", Table: "Show the data table",
		},
		Axis:    chart.Axis{Label: "right answers (%)", Max: 100},
		Rows:    []chart.Bar{{Label: "Cross-checking", Value: 34, Low: 27, High: 42}},
		RowHead: "Indicator", ValueHead: "Right answers (%)", IntervalHead: "95% interval",
	}
	caption, _, _ := strings.Cut(string(bars.HTML()), "<svg")
	fmt.Println(caption)
	// Output:
	// <figure class="chart" id="indicators"><figcaption class="chart-title">Cross-checking needs the most work</figcaption>
}
