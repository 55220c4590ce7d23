package web_test

import (
	"maps"
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	colour   = regexp.MustCompile(`(--[a-z0-9-]+):\s*(#[0-9a-f]{6});`)
	cssBlock = regexp.MustCompile(`(?s)([^{}]+)\{([^{}]*)\}`)
)

// tokens reads the colours of the three blocks of 00-tokens.css: light, dark by the device,
// dark by choice.
func tokens(t *testing.T) (light, darkDevice, darkChoice map[string]string) {
	t.Helper()
	css, err := os.ReadFile("static/css/00-tokens.css")
	require.NoError(t, err)
	var blocks []map[string]string
	for _, block := range cssBlock.FindAllStringSubmatch(string(css), -1) {
		colours := make(map[string]string)
		for _, m := range colour.FindAllStringSubmatch(block[2], -1) {
			colours[m[1]] = m[2]
		}
		if len(colours) > 0 {
			blocks = append(blocks, colours)
		}
	}
	require.Len(t, blocks, 3)
	return blocks[0], blocks[1], blocks[2]
}

func TestDarkIsTheSameByDeviceAndByChoice(t *testing.T) {
	t.Parallel()
	_, device, choice := tokens(t)
	require.Equal(t, device, choice)
}

// Ratios of WCAG 2.2: 7 for text pupils read (1.4.6), 4.5 for other text (1.4.3), 3 for edges of
// controls and marks of charts (1.4.11).
func TestContrast(t *testing.T) {
	t.Parallel()
	light, dark, _ := tokens(t)
	all := maps.Clone(light)
	maps.Copy(all, dark)
	cases := []struct {
		name    string
		ink     []string
		grounds []string
		atLeast float64
	}{
		{"text", []string{"--text", "--text-soft", "--accent", "--accent-strong", "--error", "--success"}, []string{"--bg", "--surface"}, 7},
		{"text on sunken ground", []string{"--text", "--text-soft"}, []string{"--sunken"}, 7},
		{"text on notices", []string{"--text"}, []string{"--accent-soft", "--success-soft", "--info-soft", "--warning-soft", "--error-soft"}, 7},
		{"primary button", []string{"--on-accent"}, []string{"--accent", "--accent-strong"}, 7},
		{"danger button", []string{"--on-error"}, []string{"--error"}, 4.5},
		{"success", []string{"--success"}, []string{"--success-soft"}, 4.5},
		{"info", []string{"--info"}, []string{"--info-soft"}, 4.5},
		{"warning", []string{"--warning"}, []string{"--warning-soft"}, 4.5},
		{"error", []string{"--error"}, []string{"--error-soft"}, 4.5},
		{"accent on its ground", []string{"--accent"}, []string{"--accent-soft"}, 4.5},
		{"edges and focus", []string{"--line-strong", "--focus"}, []string{"--bg", "--surface"}, 3},
		{"names of curves", []string{"--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5"}, []string{"--surface", "--bg"}, 4.5},
		{"place on a path", []string{"--mark-dot"}, []string{"--surface", "--bg"}, 3},
		{"chart marks on a track", []string{"--chart-1", "--chart-2", "--chart-3", "--accent"}, []string{"--chart-track"}, 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for theme, colours := range map[string]map[string]string{"light": light, "dark": all} {
				for _, ink := range c.ink {
					for _, ground := range c.grounds {
						ratio := contrast(t, colours[ink], colours[ground])
						require.GreaterOrEqual(t, ratio, c.atLeast, "%s: %s on %s", theme, ink, ground)
					}
				}
			}
		})
	}
}

// contrast is the contrast ratio of WCAG 2.2 between two colours written #rrggbb.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	require.Len(t, hex, 7)
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		require.NoError(t, err)
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
