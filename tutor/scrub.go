package tutor

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"suyang/models"
)

// personal finds personal data by their shape.
var personal = []struct {
	shape *regexp.Regexp
	mark  string
}{
	{regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`), "[e-mail]"},
	{regexp.MustCompile(`[1-9]\d{5}[\s-]?(?:18|19|20)\d{2}[\s-]?\d{4}[\s-]?\d{3}[\dXx]`), "[身份证号 ID]"},
	{regexp.MustCompile(`(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}`), "[电话 phone]"},
	{regexp.MustCompile(`\d(?:[\s-]?\d){6,}`), "[号码 number]"},
	{regexp.MustCompile(`((?:我叫|我的名字(?:是|叫)|我姓名))\s*\p{Han}{1,4}`), "$1[姓名]"},
	{regexp.MustCompile(`(?i)(\bmy name is|\bi am called)\s+\pL+(?:\s+\pL+)?`), "$1 [name]"},
	{regexp.MustCompile(`\p{Han}{2,12}(?:小学|中学|学校|一中|二中|三中|实验学校)`), "[学校]"},
	{regexp.MustCompile(`(?:https?://|www\.)\S+`), "[链接 link]"},
}

// scrub takes personal data out of a text before it leaves for a model: what
// has the shape of them, and the learner's own name and number.
func scrub(text string, learner models.Learner) string {
	text = norm.NFKC.String(text)
	for _, p := range personal {
		text = p.shape.ReplaceAllString(text, p.mark)
	}
	for own, mark := range map[string]string{learner.Name: "[姓名 name]", learner.Number: "[学号 number]"} {
		if len(own) > 1 {
			text = strings.ReplaceAll(text, own, mark)
		}
	}
	return text
}
