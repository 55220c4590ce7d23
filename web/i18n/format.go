package i18n

import (
	"math"
	"strconv"
	"time"

	"golang.org/x/text/language"
	xmessage "golang.org/x/text/message"
	"golang.org/x/text/number"
)

// minus is the typographic minus sign, which aligns with digits and is read aloud as "minus".
const minus = "\u2212"

var printers = map[Locale]*xmessage.Printer{
	Chinese: xmessage.NewPrinter(language.SimplifiedChinese),
	English: xmessage.NewPrinter(language.English),
}

// Number writes v with exactly the given count of decimals and grouped thousands: 1,234.5.
func Number(l Locale, v float64, decimals int) string {
	return sign(v, decimals, func(abs float64) string {
		return printers[l].Sprint(number.Decimal(abs, number.Scale(decimals)))
	})
}

// Percent writes the share v (0 to 1) in per cent with the given count of decimals: 42%.
func Percent(l Locale, v float64, decimals int) string {
	return sign(v, decimals+2, func(abs float64) string {
		return printers[l].Sprint(number.Percent(abs, number.Scale(decimals)))
	})
}

// sign writes the sign of v unless v rounds to zero at the given count of decimals.
func sign(v float64, decimals int, write func(abs float64) string) string {
	scale := math.Pow10(decimals)
	if v < 0 && math.Round(v*scale) != 0 {
		return minus + write(-v)
	}
	return write(math.Abs(v))
}

// Date writes the day of t, in t's own time zone.
func (c *Catalog) Date(l Locale, t time.Time) string {
	return t.Format(c.T(l, "common.format.date"))
}

// DateTime writes the day and minute of t, in t's own time zone.
func (c *Catalog) DateTime(l Locale, t time.Time) string {
	return t.Format(c.T(l, "common.format.datetime"))
}

// Minutes writes d to the nearest minute, at least one: "12 minutes", "1 hour 5 minutes".
func (c *Catalog) Minutes(l Locale, d time.Duration) string {
	total := max(1, int(d.Round(time.Minute)/time.Minute))
	hours, minutes := total/60, total%60
	if hours == 0 {
		return c.T(l, "common.format.minutes", "n", minutes)
	}
	return c.T(l, "common.format.hours", "hours", strconv.Itoa(hours), "minutes", strconv.Itoa(minutes))
}
