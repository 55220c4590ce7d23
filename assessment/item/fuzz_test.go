package item_test

import (
	"encoding/json"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/models"
)

// FuzzAnswer decodes anything as an answer: it is either refused with a field
// or scored within the item's points.
func FuzzAnswer(f *testing.F) {
	f.Add(`{"parts":{"1":{"choices":["b"]},"2":{"choices":["a","c"]},"3":{"order":["p","q","r","s"]}}}`)
	f.Add(`{"parts":{"4":{"pairs":{"a":"x","b":"y"}},"5":{"number":"1,2 步"},"6":{"text":"goal\u0000"}}}`)
	f.Add(`{"parts":{"1":{"choices":["b","b"]},"9":{}}}`)
	f.Add(`{"parts":null}`)
	f.Fuzz(func(t *testing.T, raw string) {
		var a models.Answer
		if json.Unmarshal([]byte(raw), &a) != nil {
			return
		}
		it := scenario()
		score, err := item.Score(it, a)
		item.Misconceptions(it, a)
		if err != nil {
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			return
		}
		require.GreaterOrEqual(t, score.Points, 0)
		require.LessOrEqual(t, score.Points, score.Max)
		for _, p := range score.Parts {
			require.LessOrEqual(t, p.Points, p.Max)
		}
	})
}

// FuzzParseNumber reads anything; what it accepts is finite, and whatever Go
// prints as a decimal it reads back.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"12", "1,234.5步", "85%", "-.5", "。", "1 234 567"} {
		f.Add(s, 1.5)
	}
	f.Fuzz(func(t *testing.T, s string, x float64) {
		unit := text("步", "steps")
		if v, err := item.ParseNumber(s, unit); err == nil {
			require.False(t, math.IsNaN(v) || math.IsInf(v, 0), "%q", s)
		}
		printed := strconv.FormatFloat(x, 'f', -1, 64)
		if math.IsNaN(x) || math.IsInf(x, 0) || len(printed) > 60 {
			return
		}
		v, err := item.ParseNumber(printed+" 步", unit)
		require.NoError(t, err)
		require.InEpsilon(t, 1+math.Abs(x), 1+math.Abs(v), 1e-12)
	})
}
