package content

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"suyang/models"
)

// How far an item may be from its family before any data: they stand in for
// each other.
const (
	familyB       = 0.75 // mean threshold, theta
	familyA       = 1.5  // discrimination, as a factor
	familySeconds = 1.6  // working time, as a factor
)

// familyTypes are the types of items, see [models.Item.Type].
func familyTypes() []string {
	types := []string{"scenario"}
	for _, t := range models.PartTypes() {
		types = append(types, string(t))
	}
	return types
}

// specifications checks the families of items.
func (c *checker) specifications() {
	for i, f := range c.bundle.Families {
		r := c.list(fmt.Sprintf("families[%d]", i))
		r.unique("families", "code", f.Code)
		r.family(f)
	}
}

func (r record) family(f models.Family) {
	r.bilingual("", f)
	r.stage("stage", f.Stage)
	stages := []models.Stage{f.Stage}
	if f.LinkStage != "" {
		r.stage("link_stage", f.LinkStage)
		stages = append(stages, f.LinkStage)
	}
	r.indicator(f.Indicator, stages...)
	if !slices.Contains(familyTypes(), f.Type) {
		r.bad("type", fmt.Sprintf("%q is not a type", f.Type), "use one of "+strings.Join(familyTypes(), ", "))
	}
	if f.Max < 1 {
		r.bad("max", fmt.Sprintf("%d is below 1", f.Max), "give the most points of its items")
	}
	if !(f.A > 0) {
		r.bad("a", fmt.Sprintf("%g is not above 0", f.A), "give the discrimination, such as 1")
	}
	if !(math.Abs(f.B) <= 6) {
		r.bad("b", fmt.Sprintf("%g is outside -6 to 6", f.B), "give the mean threshold on the theta scale")
	}
	if f.Seconds < minSeconds || f.Seconds > maxSeconds {
		r.bad("seconds", fmt.Sprintf("%d is outside %d to %d", f.Seconds, minSeconds, maxSeconds), "give the expected working time in seconds")
	}
	if f.Topic == "" {
		r.bad("topic", "is empty", "say in a word or two what the items are about")
	}
}

// sibling is what an item's identity adds to the code of its family.
var sibling = regexp.MustCompile(`^[b-z]?$`)

// member checks an item against its family.
func (r record) member(it models.Item) {
	f, found := r.families[it.Family]
	if !found {
		r.bad("family", fmt.Sprintf("there is no family %q", it.Family), "specify it in a file of the folder families, or name another")
		return
	}
	if letter, belongs := strings.CutPrefix(it.ID, f.Code); !belongs || !sibling.MatchString(letter) {
		r.bad("id", fmt.Sprintf("%q does not say that it is of the family %s", it.ID, f.Code), "call the first item "+f.Code+", its siblings "+f.Code+"b, "+f.Code+"c ...")
	}
	for i, enemy := range it.Enemies {
		path := fmt.Sprintf("enemies[%d]", i)
		if _, known := r.families[enemy]; !known {
			r.bad(path, fmt.Sprintf("there is no family %q", enemy), "name the code of a family")
		}
		if enemy == it.Family {
			r.bad(path, "is its own family", "take it out; siblings never meet in a test")
		}
	}
	same := func(path, item, family string) {
		if item != family {
			r.bad(path, fmt.Sprintf("%q, but the family %s says %q", item, f.Code, family), "make them agree")
		}
	}
	same("indicator", it.Indicator, f.Indicator)
	same("stage", string(it.Stage), string(f.Stage))
	same("link_stage", string(it.LinkStage), string(f.LinkStage))
	same("parts", it.Type(), f.Type)
	same("parts", fmt.Sprint(it.Max(), " points"), fmt.Sprint(f.Max, " points"))
	r.expectations(it, f)
}

// expectations compares what is expected of the item and of its family. A
// calibrated item has data, which are right.
func (r record) expectations(it models.Item, f models.Family) {
	if factor(float64(it.Seconds), float64(f.Seconds)) > familySeconds {
		r.bad("seconds", fmt.Sprintf("%d, but the family %s says %d", it.Seconds, f.Code, f.Seconds), fmt.Sprintf("stay within a factor of %g", familySeconds))
	}
	if it.Parameters.Source != priorSource {
		return
	}
	if b := mean(it.Parameters.B); math.Abs(b-f.B) > familyB {
		r.bad("parameters.b", fmt.Sprintf("mean %.2f, but the family %s says %.2f", b, f.Code, f.B), fmt.Sprintf("stay within %g", familyB))
	}
	if factor(it.Parameters.A, f.A) > familyA {
		r.bad("parameters.a", fmt.Sprintf("%g, but the family %s says %g", it.Parameters.A, f.Code, f.A), fmt.Sprintf("stay within a factor of %g", familyA))
	}
}

// priorSource names parameters that an author expects and no data have shown.
const priorSource = "prior"

// factor is how many times the larger is the smaller of two positive numbers.
func factor(x, y float64) float64 { return math.Max(x/y, y/x) }

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
