package content

import (
	"fmt"
	"regexp"

	"suyang/models"
)

// Lessons of the bank: enough that a pupil who needs one on an indicator finds
// one of about the right stage.
const bankLessons, indicatorLessons = 120, 3

// example is the heading that a lesson's example stands under.
var example = regexp.MustCompile(`(?mi)^#+ .*(例子|例|example)`)

// bankLessons checks that every indicator is taught, and each lesson whole.
func (c *checker) bankLessons() {
	taught := map[string]int{}
	for i, l := range c.bundle.Lessons {
		taught[l.Indicator]++
		r := c.list(fmt.Sprintf("lessons[%d]", i))
		for _, locale := range models.Locales() {
			if !example.MatchString(l.Body.In(locale)) {
				r.bad(join("body", side(locale)), "has no example", "add one under a heading such as ## 例子, ## Example")
			}
		}
		if l.SelfCheck == nil {
			r.bad("self_check", "is missing", "add a single choice that shows whether the goal is reached")
		}
		if len(l.Sources) == 0 {
			r.bad("sources", "is empty", "name what the lesson rests on")
		}
	}
	if n := len(c.bundle.Lessons); n < bankLessons {
		c.lacks("lessons", fmt.Sprintf("%d lessons", n), fmt.Sprintf("write at least %d", bankLessons))
	}
	for _, n := range c.bundle.Framework {
		if n.Level == 3 && taught[n.Code] < indicatorLessons {
			c.lacks("lessons", fmt.Sprintf("%d lessons on %s", taught[n.Code], n.Code), fmt.Sprintf("write at least %d over the stages", indicatorLessons))
		}
	}
}
