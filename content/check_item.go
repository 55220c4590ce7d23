package content

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"suyang/models"
)

// Bounds of the expected working time of one item, in seconds.
const minSeconds, maxSeconds = 15, 600

// hintCount is how many hints the companion gives before the explanation.
const hintCount = 3

// item checks one item of the bank.
func (r record) item(it models.Item) {
	r.bilingual("", it, "stimulus", "numeric.unit")
	stages := []models.Stage{it.Stage}
	r.stage("stage", it.Stage)
	if it.LinkStage != "" {
		stages = append(stages, it.LinkStage)
		r.stage("link_stage", it.LinkStage)
	}
	r.indicator(it.Indicator, stages...)
	if n := r.nodes[it.Indicator]; n.Level == 3 && !n.Tested {
		r.bad("indicator", n.Code+" is not measured by a test", "choose an indicator with tested: true")
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
	r.member(it)
	r.parameters(it)
	r.parts(it)
	r.reading(it)
	r.craft(it)
	r.leaks(it)
}

// indicator checks that the indicator exists and is meant for the stages.
func (r record) indicator(code string, stages ...models.Stage) {
	n, found := r.nodes[code]
	if !found || n.Level != 3 {
		r.bad("indicator", fmt.Sprintf("there is no indicator %q", code), "name one of level 3 of framework.yaml")
		return
	}
	for _, s := range stages {
		if !slices.Contains(n.Stages, s) {
			r.bad("indicator", fmt.Sprintf("%s is not meant for the stage %s", code, s), "choose another indicator or stage")
		}
	}
}

// parameters checks the item parameters: one finite, ascending threshold a
// point.
func (r record) parameters(it models.Item) {
	p := it.Parameters
	if p.Model != "" && !slices.Contains(models.ItemModels, p.Model) {
		r.bad("parameters.model", fmt.Sprintf("%q is not a model", p.Model), "use one of "+strings.Join(models.ItemModels, ", ")+", or leave it out")
	}
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
