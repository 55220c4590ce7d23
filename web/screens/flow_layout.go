package screens

import (
	"cmp"
	"slices"

	"suyang/models/screen"
	"suyang/web/svg"
)

// Sizes of a flowchart in units of the picture, which are pixels on a phone.
const (
	flowWidth  = 340.0
	flowFont   = 17.0
	flowLine   = 23.0 // distance of two lines
	flowGap    = 44.0 // between two boxes
	flowJoin   = 16.0 // above a box, where ways from the side meet its own
	flowPad    = 12.0 // between the edge of a box and its words
	askHeight  = 64.0 // of the flattest diamond
	laneFirst  = 32.0 // from a box to the first lane, with room for Yes or No
	laneStep   = 12.0 // between two lanes
	lanesMost  = 60.0 // between the first lane and the last, which stand closer where there are many
	flowMargin = 6.0
)

// flowBox is a step with its place. X is its left edge, Y its upper.
type flowBox struct {
	screen.Step
	X, Y, Width, Height float64
	Lines               []string
}

func (b flowBox) middle() float64 { return b.X + b.Width/2 }
func (b flowBox) bottom() float64 { return b.Y + b.Height }

// side is where a way runs that does not lead to the box below.
type side int

const (
	below side = iota
	left
	right
)

// way leads from a box to another; Lane counts from the boxes outwards.
type way struct {
	From, To int
	Answer   string // yes, no, or empty
	Side     side
	Lane     int
}

// flowLayout is a flowchart with every place decided.
type flowLayout struct {
	Boxes  []flowBox
	Ways   []way
	Height float64
	box    float64 // left edge and width of the widest box
	wide   float64
	lanes  map[side]int
}

// laneX is the place of a lane.
func (l flowLayout) laneX(w way) float64 {
	off := laneFirst + float64(w.Lane)*stepOf(l.lanes[w.Side])
	if w.Side == left {
		return l.box - off
	}
	return l.box + l.wide + off
}

// layOut places boxes from top to bottom, and ways beside them: forwards on the right, loops back on
// the left; where both answers of a question leave to the side, one on each.
func layOut(f *screen.Flow) flowLayout {
	l := flowLayout{Ways: waysOf(f)}
	l.lanes = assignLanes(l.Ways)
	l.box = flowMargin + room(l.lanes[left])
	l.wide = flowWidth - l.box - room(l.lanes[right]) - flowMargin
	y := flowMargin
	if slices.ContainsFunc(l.Ways, func(w way) bool { return w.To == 0 }) {
		y += flowJoin
	}
	for _, s := range f.Steps {
		b := boxOf(s, l.box, l.wide)
		b.Y = y
		l.Boxes = append(l.Boxes, b)
		y = b.bottom() + flowGap
	}
	l.Height = y - flowGap + flowMargin
	return l
}

// room is what a number of lanes takes beside the boxes.
func room(lanes int) float64 {
	if lanes == 0 {
		return 0
	}
	return laneFirst + float64(lanes-1)*stepOf(lanes)
}

// stepOf is the distance of two lanes of a side.
func stepOf(lanes int) float64 { return min(laneStep, lanesMost/float64(max(1, lanes-1))) }

// boxOf sizes a box to its words. A question's diamond is wide enough for its text block: the share
// that a block takes of the width and of the height add up to one.
func boxOf(s screen.Step, x, wide float64) flowBox {
	b := flowBox{Step: s, X: x, Width: wide}
	switch s.Kind {
	case "ask":
		const share = 0.58 // of the width, for the words
		b.Lines = svg.Chop(s.Text, wide*share/flowFont)
		b.Height = max(askHeight, float64(len(b.Lines))*flowLine/(1-share))
	case "io":
		b.Lines = svg.Chop(s.Text, (wide-2*flowPad-2*slant)/flowFont)
		b.Height = float64(len(b.Lines))*flowLine + 2*flowPad
	case "start", "end":
		b.Lines = svg.Chop(s.Text, (wide-4*flowPad)/flowFont)
		b.Height = float64(len(b.Lines))*flowLine + 2*flowPad
		b.Width = min(wide, widest(b.Lines)*flowFont+5*flowPad)
		b.X += (wide - b.Width) / 2
	default:
		b.Lines = svg.Chop(s.Text, (wide-2*flowPad)/flowFont)
		b.Height = float64(len(b.Lines))*flowLine + 2*flowPad
	}
	return b
}

// slant is how far a parallelogram leans.
const slant = 14.0

func widest(lines []string) float64 {
	width := 0.0
	for _, line := range lines {
		width = max(width, svg.Width(line))
	}
	return width
}

// waysOf lists the ways of all steps with the sides they take.
func waysOf(f *screen.Flow) []way {
	var ways []way
	for i, s := range f.Steps {
		switch s.Kind {
		case "end":
		case "ask":
			yes := way{From: i, To: f.At(s.Yes, i), Answer: "yes"}
			no := way{From: i, To: f.At(s.No, i), Answer: "no"}
			yes.Side, no.Side = sideOf(yes), sideOf(no)
			if yes.Side == no.Side && yes.Side != below {
				no.Side = left + right - yes.Side
			}
			ways = append(ways, yes, no)
		default:
			w := way{From: i, To: f.At(s.Next, i)}
			w.Side = sideOf(w)
			ways = append(ways, w)
		}
	}
	return ways
}

func sideOf(w way) side {
	switch {
	case w.To == w.From+1:
		return below
	case w.To > w.From:
		return right
	}
	return left
}

// trunk is the lane that all ways of a side to one box share.
type trunk struct {
	side       side
	to         int
	first, end int // steps it passes
	lane       int
}

// assignLanes gives every way to the side its lane, short ones next to the boxes, and returns the
// number of lanes of each side.
func assignLanes(ways []way) map[side]int {
	trunks := trunksOf(ways)
	slices.SortStableFunc(trunks, func(a, b *trunk) int { return cmp.Compare(a.end-a.first, b.end-b.first) })
	lanes := make(map[side]int)
	for i, t := range trunks {
		for slices.ContainsFunc(trunks[:i], func(o *trunk) bool {
			return o.side == t.side && o.lane == t.lane && o.first <= t.end && t.first <= o.end
		}) {
			t.lane++
		}
		lanes[t.side] = max(lanes[t.side], t.lane+1)
	}
	for i := range ways {
		for _, t := range trunks {
			if t.side == ways[i].Side && t.to == ways[i].To {
				ways[i].Lane = t.lane
			}
		}
	}
	return lanes
}

func trunksOf(ways []way) []*trunk {
	var trunks []*trunk
	for _, w := range ways {
		if w.Side == below {
			continue
		}
		i := slices.IndexFunc(trunks, func(t *trunk) bool { return t.side == w.Side && t.to == w.To })
		if i < 0 {
			trunks = append(trunks, &trunk{side: w.Side, to: w.To, first: min(w.From, w.To), end: max(w.From, w.To)})
			continue
		}
		trunks[i].first, trunks[i].end = min(trunks[i].first, w.From), max(trunks[i].end, w.From)
	}
	return trunks
}
