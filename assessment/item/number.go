package item

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"suyang/models"
)

// maxNumberLength is the most characters of a typed number with its unit.
const maxNumberLength = 64

// typed reads sign, whole part (plain or in groups of three), decimals and
// what follows. A second number that follows is left in the last group, where
// no unit will match it.
var typed = regexp.MustCompile(`^([+-]?) ?(\d{1,3}(?:[, ]\d{3})+|\d*)(?:\.(\d*))? ?(.*)$`)

// halfWidth writes what Chinese keyboards type for a number in ASCII.
var halfWidth = strings.NewReplacer("。", ".", "−", "-", "\u00a0", " ", "\u3000", " ", "\t", " ")

// ParseNumber reads a number as pupils type it: half- or full-width digits,
// spaces around it, comma or space between groups of three digits, and after
// it the unit in either language. A percent sign divides by 100 unless percent
// is the unit. It refuses anything else, so that a slip is not scored as an
// error; exponents, fractions and words are not numbers here.
func ParseNumber(s string, unit models.Text) (float64, error) {
	if utf8.RuneCountInString(s) > maxNumberLength {
		return 0, fmt.Errorf("more than %d characters; type the number only", maxNumberLength)
	}
	m := typed.FindStringSubmatch(strings.TrimSpace(halfWidth.Replace(width.Fold.String(s))))
	if m == nil || m[2]+m[3] == "" {
		return 0, notNumber(s)
	}
	whole := strings.NewReplacer(",", "", " ", "").Replace(m[2])
	value, err := strconv.ParseFloat(m[1]+"0"+whole+"."+m[3]+"0", 64)
	if err != nil {
		return 0, notNumber(s)
	}
	switch after := fold(m[4]); {
	case after == "" || after == fold(unit.ZH) || after == fold(unit.EN):
		return value, nil
	case after == "%":
		return value / 100, nil
	}
	return 0, notNumber(s)
}

func notNumber(s string) error {
	return fmt.Errorf("%q cannot be read as a number; type digits such as 12 or 3.5", s)
}
