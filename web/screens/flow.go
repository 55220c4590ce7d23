package screens

import (
	"fmt"
	"html/template"
	"strings"

	"suyang/models/screen"
	"suyang/web/i18n"
	"suyang/web/svg"
)

// flow draws a flowchart.
func (d *Drawer) flow(f *screen.Flow, l i18n.Locale) template.HTML {
	plan := layOut(f)
	var b svg.Builder
	b.Open("svg", "class", "screen-svg flow-map", "viewBox", "0 0 "+svg.Px(flowWidth)+" "+svg.Px(plan.Height),
		"role", "img", "aria-label", d.flowWords(f, l))
	for _, w := range plan.Ways {
		plan.way(&b, w)
	}
	for _, box := range plan.Boxes {
		box.draw(&b)
	}
	answers := map[string]string{"yes": d.catalog.T(l, "screen.flow.yes"), "no": d.catalog.T(l, "screen.flow.no")}
	for _, w := range plan.Ways {
		plan.answer(&b, w, answers[w.Answer])
	}
	b.Close("svg")
	return template.HTML(b.String()) //nolint:gosec // the builder escapes every text and attribute
}

// flowWords tells the chart step by step.
func (d *Drawer) flowWords(f *screen.Flow, l i18n.Locale) string {
	told := make([]string, len(f.Steps))
	for i, s := range f.Steps {
		told[i] = fmt.Sprintf("%d. %s", i+1, s.Text)
		switch {
		case s.Kind == "ask":
			told[i] += d.catalog.T(l, "screen.flow.ways", "yes", f.At(s.Yes, i)+1, "no", f.At(s.No, i)+1)
		case s.Kind != "end" && s.Next != "":
			told[i] += d.catalog.T(l, "screen.flow.next", "n", f.At(s.Next, i)+1)
		}
	}
	return lines(told)
}

// lines puts the words of a screen into one text alternative.
func lines(words []string) string { return strings.Join(words, "\n") }

// way draws a line that ends in an arrow on top of a box. Lines to the side turn in a curve, so
// that one which crosses another is told from one which joins it.
func (l flowLayout) way(b *svg.Builder, w way) {
	from, to := l.Boxes[w.From], l.Boxes[w.To]
	path := "M" + at(from.middle(), from.bottom())
	if w.Side != below {
		path = l.aside(w)
	}
	b.El("path", "class", "flow-way", "d", path+"L"+at(to.middle(), to.Y))
	b.El("path", "class", "flow-arrow", "d", "M"+at(to.middle(), to.Y)+"l-5 -8h10z")
}

const flowCurve = 8.0 // radius of a turn

// aside is the path from the side of a box along a lane to the line above another.
func (l flowLayout) aside(w way) string {
	from, to := l.Boxes[w.From], l.Boxes[w.To]
	x, y, join := l.laneX(w), from.Y+from.Height/2, to.Y-flowJoin
	out, down := flowCurve, flowCurve // the directions of the first two stretches
	if w.Side == left {
		out = -out
	}
	if join < y {
		down = -down
	}
	return "M" + at(from.edge(w.Side), y) + "H" + svg.Px(x-out) + "Q" + at(x, y) + " " + at(x, y+down) +
		"V" + svg.Px(join-down) + "Q" + at(x, join) + " " + at(x-out, join) +
		"H" + svg.Px(to.middle()+out) + "Q" + at(to.middle(), join) + " " + at(to.middle(), join+flowCurve)
}

func at(x, y float64) string { return svg.Px(x) + " " + svg.Px(y) }

// edge is where a way leaves the box to a side.
func (b flowBox) edge(s side) float64 {
	lean := 0.0
	if b.Kind == "io" {
		lean = slant / 2
	}
	if s == left {
		return b.X + lean
	}
	return b.X + b.Width - lean
}

// answer writes Yes or No where the way leaves its question.
func (l flowLayout) answer(b *svg.Builder, w way, word string) {
	if word == "" {
		return
	}
	from := l.Boxes[w.From]
	x, y, anchor := from.middle()+8, from.bottom()+18, ""
	switch w.Side {
	case right:
		x, y = from.X+from.Width+2, from.Y+from.Height/2-6
	case left:
		x, y, anchor = from.X-2, from.Y+from.Height/2-6, "end"
	}
	b.Leaf("text", word, "class", "flow-answer", "x", svg.Px(x), "y", svg.Px(y), "text-anchor", anchor)
}

// draw writes the outline of a box and its words.
func (b flowBox) draw(out *svg.Builder) {
	x, y, w, h := b.X, b.Y, b.Width, b.Height
	switch b.Kind {
	case "ask":
		out.El("path", "class", "flow-box flow-ask", "d", "M"+at(x+w/2, y)+"L"+at(x+w, y+h/2)+"L"+at(x+w/2, y+h)+"L"+at(x, y+h/2)+"z")
	case "io":
		out.El("path", "class", "flow-box", "d", "M"+at(x+slant, y)+"H"+svg.Px(x+w)+"L"+at(x+w-slant, y+h)+"H"+svg.Px(x)+"z")
	case "start", "end":
		out.El("rect", "class", "flow-box flow-end", "x", svg.Px(x), "y", svg.Px(y), "width", svg.Px(w), "height", svg.Px(h), "rx", svg.Px(min(w, h)/2))
	default:
		out.El("rect", "class", "flow-box", "x", svg.Px(x), "y", svg.Px(y), "width", svg.Px(w), "height", svg.Px(h), "rx", "4")
	}
	first := y + h/2 - float64(len(b.Lines)-1)*flowLine/2 + flowFont*0.36
	for i, line := range b.Lines {
		out.Leaf("text", line, "class", "flow-text", "x", svg.Px(b.middle()), "y", svg.Px(first+float64(i)*flowLine), "text-anchor", "middle")
	}
}
