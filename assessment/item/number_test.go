package item_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/models"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	steps, percent := text("步", "steps"), text("%", "%")
	for _, tt := range []struct {
		name  string
		typed string
		unit  models.Text
		want  float64
	}{
		{"plain", "12", steps, 12},
		{"full-width digits", "12", steps, 12},
		{"full-width point", "3.5", steps, 3.5},
		{"ideographic full stop as point", "3。5", steps, 3.5},
		{"point without whole part", ".5", steps, 0.5},
		{"point without decimals", "5.", steps, 5},
		{"spaces around", "  12　", steps, 12},
		{"comma in groups", "1,234,567.5", steps, 1234567.5},
		{"Chinese comma in groups", "1,234", steps, 1234},
		{"space in groups", "12 345", steps, 12345},
		{"leading zeros", "007", steps, 7},
		{"minus", "-3", steps, -3},
		{"full-width minus", "-3", steps, -3},
		{"minus sign", "− 3", steps, -3},
		{"plus", "+3", steps, 3},
		{"Chinese unit", "12步", steps, 12},
		{"English unit with space and case", "12 Steps", steps, 12},
		{"percent of a share", "85%", steps, 0.85},
		{"full-width percent", "85%", steps, 0.85},
		{"percent that is the unit", "85%", percent, 85},
		{"percent left out", "85", percent, 85},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := item.ParseNumber(tt.typed, tt.unit)
			require.NoError(t, err)
			require.InDelta(t, tt.want, got, 1e-12)
		})
	}
}

func TestParseNumberRefuses(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"", " ", ".", "-", "%", "步", "twelve", "十二", "12或13", "12 13", "1,23", "1,2345", "3.5.1", "1/2", "1e3", "0x10",
		"5²", "½", "12米", "--3", "NaN", "Inf", "12%%", strings.Repeat("9", 65),
	} {
		t.Run(typed, func(t *testing.T) {
			t.Parallel()
			_, err := item.ParseNumber(typed, text("步", "steps"))
			require.Error(t, err)
		})
	}
}
