package content

import (
	"fmt"
	"math"
	"slices"

	"suyang/models"
)

// Bounds of the expected working time of one item, in seconds.
const minSeconds, maxSeconds = 15, 600

// hintCount is how many hints the companion gives before the explanation.
const hintCount = 3

// item checks one item of the bank.
func (r record) item(it models.Item) {
	r.bilingual("", it, "stimulus", "numeric.unit")
	r.place("indicator", it.Indicator, it.Stage)
	if it.LinkStage != "" {
		r.place("indicator", it.Indicator, it.LinkStage)
	}
	if it.LinkStage == it.Stage {
		r.bad("link_stage", "is the stage itself", "name the other stage the item is used in, or leave it out")
	}
	if _, err := models.ParsePool(string(it.Pool)); err != nil {
		r.bad("pool", fmt.Sprintf("%q is not a pool", it.Pool), "use practice or secure")
	}
	if it.Version < 1 {
		r.bad("version", fmt.Sprintf("%d is below 1", it.Version), "count versions from 1")
	}
	if it.Topic == "" {
		r.bad("topic", "is empty", "say in a word or two what the item is about")
	}
	if it.Seconds < minSeconds || it.Seconds > maxSeconds {
		r.bad("seconds", fmt.Sprintf("%d is outside %d to %d", it.Seconds, minSeconds, maxSeconds), "give the expected working time in seconds")
	}
	if len(it.Hints) != hintCount {
		r.bad("hints", fmt.Sprintf("%d hints", len(it.Hints)), fmt.Sprintf("write exactly %d, of rising help", hintCount))
	}
	for i, id := range it.Lessons {
		if !r.lessons[id] {
			r.bad(fmt.Sprintf("lessons[%d]", i), fmt.Sprintf("there is no lesson %q", id), "name a lesson of the folder lessons")
		}
	}
	r.parameters(it)
	r.parts(it)
	r.leaks(it)
}

// place checks that the indicator exists, is tested and is meant for the
// stage.
func (r record) place(path, indicator string, s models.Stage) {
	r.stage("stage", s)
	n, found := r.nodes[indicator]
	switch {
	case !found || n.Level != 3:
		r.bad(path, fmt.Sprintf("there is no indicator %q", indicator), "name one of level 3 of framework.yaml")
	case !n.Tested:
		r.bad(path, indicator+" is not measured by a test", "choose an indicator with tested: true")
	case !slices.Contains(n.Stages, s):
		r.bad(path, fmt.Sprintf("%s is not meant for the stage %s", indicator, s), "choose another indicator or stage")
	}
}

// parameters checks the item parameters: one finite, ascending threshold a
// point.
func (r record) parameters(it models.Item) {
	p := it.Parameters
	if !(p.A > 0) || math.IsInf(p.A, 0) {
		r.bad("parameters.a", fmt.Sprintf("%g is not above 0", p.A), "give the discrimination, such as 1")
	}
	if len(p.B) != it.Max() {
		r.bad("parameters.b", fmt.Sprintf("%d thresholds for %d points", len(p.B), it.Max()), "give one threshold a point of all parts")
	}
	for i, b := range p.B {
		path := fmt.Sprintf("parameters.b[%d]", i)
		if math.IsNaN(b) || math.Abs(b) > 6 {
			r.bad(path, fmt.Sprintf("%g is outside -6 to 6", b), "give thresholds on the theta scale")
		}
		if i > 0 && b <= p.B[i-1] {
			r.bad(path, fmt.Sprintf("%g is not above the threshold before", b), "list the thresholds in ascending order")
		}
	}
	if p.Source == "" {
		r.bad("parameters.source", "is empty", "say where the parameters come from, such as prior or the name of a calibration")
	}
}

// parts checks the parts one by one.
func (r record) parts(it models.Item) {
	if len(it.Parts) == 0 {
		r.bad("parts", "an item needs at least one part", "write one")
	}
	ids := map[string]bool{}
	for i, p := range it.Parts {
		path := fmt.Sprintf("parts[%d]", i)
		r.once(ids, path+".id", p.ID)
		r.part(path, p)
	}
}

// once reports an id that is empty or was there before in a record.
func (r record) once(ids map[string]bool, path, id string) {
	if id == "" || ids[id] {
		r.bad(path, fmt.Sprintf("the id %q is empty or used twice", id), "give each its own")
	}
	ids[id] = true
}
