package i18n_test

import (
	"math"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/web/i18n"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		value    float64
		decimals int
		want     string
	}{
		{"thousands", 1234567, 0, "1,234,567"},
		{"decimals kept", 0.5, 2, "0.50"},
		{"rounded", 2.345, 1, "2.3"},
		{"negative", -1.25, 2, "−1.25"},
		{"negative that rounds to zero", -0.001, 2, "0.00"},
		{"negative that rounds away from zero", -0.006, 2, "−0.01"},
		{"not a number", math.NaN(), 1, "NaN"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, l := range i18n.Locales {
				require.Equal(t, c.want, i18n.Number(l, c.value, c.decimals))
			}
		})
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	require.Equal(t, "42%", i18n.Percent(i18n.Chinese, 0.42, 0))
	require.Equal(t, "99.5%", i18n.Percent(i18n.English, 0.995, 1))
	require.Equal(t, "−3%", i18n.Percent(i18n.English, -0.03, 0))
	require.Equal(t, "0%", i18n.Percent(i18n.English, -0.001, 0))
}

func TestDatesAndDurations(t *testing.T) {
	t.Parallel()
	c, err := i18n.Load(fstest.MapFS{
		"zh-CN/common.json": {Data: []byte(`{"common.format.date": "2006年1月2日", "common.format.datetime": "2006年1月2日 15:04",
			"common.format.minutes": "{n} 分钟", "common.format.hours": "{hours} 小时 {minutes} 分钟"}`)},
		"en/common.json": {Data: []byte(`{"common.format.date": "2 January 2006", "common.format.datetime": "2 January 2006, 15:04",
			"common.format.minutes.one": "{n} minute", "common.format.minutes.other": "{n} minutes",
			"common.format.hours": "{hours} h {minutes} min"}`)},
	})
	require.NoError(t, err)
	at := time.Date(2026, 11, 3, 9, 5, 0, 0, time.FixedZone("", 8*3600))
	require.Equal(t, "2026年11月3日", c.Date(i18n.Chinese, at))
	require.Equal(t, "3 November 2026, 09:05", c.DateTime(i18n.English, at))

	cases := []struct {
		name   string
		d      time.Duration
		zh, en string
	}{
		{"at least one", 5 * time.Second, "1 分钟", "1 minute"},
		{"rounded", 150 * time.Second, "3 分钟", "3 minutes"},
		{"hours", 65 * time.Minute, "1 小时 5 分钟", "1 h 5 min"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.zh, c.Minutes(i18n.Chinese, tc.d))
			require.Equal(t, tc.en, c.Minutes(i18n.English, tc.d))
		})
	}
}
