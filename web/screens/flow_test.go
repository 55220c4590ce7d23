package screens

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/models/screen"
	"suyang/web/svg"
)

// flows draws flowcharts whose every way leads to a step.
func flows() *rapid.Generator[*screen.Flow] {
	return rapid.Custom(func(t *rapid.T) *screen.Flow {
		n := rapid.IntRange(2, 12).Draw(t, "steps")
		id := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("s%d", rapid.IntRange(0, n-1).Draw(t, "to")) })
		text := rapid.OneOf(rapid.StringMatching(`[a-zA-Z0-9 ]{1,60}`), rapid.StringMatching(`[水温低于度吗？，0-9]{1,40}`))
		f := &screen.Flow{}
		for i := range n {
			s := screen.Step{ID: fmt.Sprintf("s%d", i), Text: text.Draw(t, "text")}
			s.Kind = rapid.SampledFrom([]string{"start", "do", "ask", "io", "end"}).Draw(t, "kind")
			if i == n-1 {
				s.Kind = "end"
			}
			if rapid.Bool().Draw(t, "jump") {
				s.Yes, s.Next = id.Draw(t, "yes"), id.Draw(t, "next")
			}
			if rapid.Bool().Draw(t, "jump back") {
				s.No = id.Draw(t, "no")
			}
			f.Steps = append(f.Steps, s)
		}
		return f
	})
}

// No box touches another or leaves the picture, words stay in their boxes, lanes stay beside the
// boxes and inside the picture, and two lanes with different goals never share a stretch.
func TestFlowLayout(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := flows().Draw(t, "flow")
		l := layOut(f)
		require.Len(t, l.Boxes, len(f.Steps))
		require.GreaterOrEqual(t, l.wide, 140.0, "the boxes are too narrow for words")
		for i, b := range l.Boxes {
			require.GreaterOrEqual(t, b.X, 0.0)
			require.LessOrEqual(t, b.X+b.Width, flowWidth)
			require.LessOrEqual(t, b.bottom(), l.Height)
			if i > 0 {
				require.Greater(t, b.Y-l.Boxes[i-1].bottom(), flowJoin)
			}
			wordsInside(t, b)
		}
		for i, w := range l.Ways {
			if w.Side == below {
				continue
			}
			x := l.laneX(w)
			require.True(t, x > 0 && x < flowWidth, "a lane at %g leaves the picture", x)
			require.True(t, x < l.box || x > l.box+l.wide, "a lane at %g runs through boxes from %g, %g wide", x, l.box, l.wide)
			for _, o := range l.Ways[:i] {
				if o.Side == w.Side && o.Lane != w.Lane {
					require.GreaterOrEqual(t, math.Abs(l.laneX(o)-x), 5.0, "two lanes run into each other")
				}
				if o.Side == w.Side && o.Lane == w.Lane && o.To != w.To {
					require.True(t, max(o.From, o.To) < min(w.From, w.To) || max(w.From, w.To) < min(o.From, o.To), "%v and %v share a lane", o, w)
				}
			}
		}
	})
}

// wordsInside measures the lines of a box against its width at their height.
func wordsInside(t *rapid.T, b flowBox) {
	high := float64(len(b.Lines)) * flowLine
	require.LessOrEqual(t, high, b.Height)
	for _, line := range b.Lines {
		room := b.Width
		if b.Kind == "ask" {
			room = b.Width * (1 - high/b.Height)
		}
		if len([]rune(line)) > 1 { // one character alone may be wider than a very narrow box
			require.LessOrEqual(t, svg.Width(line)*flowFont, room+1e-9, "%q in a %s of %g", line, b.Kind, b.Width)
		}
	}
}

func TestFlowSides(t *testing.T) {
	t.Parallel()
	l := layOut(&screen.Flow{Steps: []screen.Step{
		{ID: "a", Text: "a"},
		{Kind: "ask", Text: "both answers back", Yes: "a", No: "a"},
		{Kind: "ask", Text: "both answers on", Yes: "e", No: "e"},
		{Text: "b"},
		{ID: "e", Kind: "end", Text: "e"},
	}})
	sides := make([]side, len(l.Ways))
	for i, w := range l.Ways {
		sides[i] = w.Side
	}
	require.Equal(t, []side{below, left, right, right, left, below}, sides)
}
