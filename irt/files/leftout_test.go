package files_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// An item that everybody of a group solves is left out there, and only there:
// whether the group is the reference group or not, the file can be read, and
// answers of the group to the item count as missing.
func TestItemLeftOutInOneGroup(t *testing.T) {
	t.Parallel()
	for _, constantIn := range []string{"east", "west"} {
		t.Run(constantIn, func(t *testing.T) {
			t.Parallel()
			responses, blanked := leftOutData(constantIn)
			c := configural(t, responses)
			require.Len(t, c.Items, 4)
			for _, g := range c.Groups {
				if g.Name == constantIn {
					require.Equal(t, []string{"d"}, g.LeftOut)
				} else {
					require.Empty(t, g.LeftOut)
				}
			}
			require.Equal(t, scoresOf(t, c, blanked), scoresOf(t, c, responses))
		})
	}
}

// leftOutData are answers of two groups to items a, b, c and d, and the same
// without those to d in the group in which all solve it.
func leftOutData(constantIn string) (responses, blanked string) {
	var all, without strings.Builder
	for _, b := range []*strings.Builder{&all, &without} {
		b.WriteString("GROUP_g,a,b,c,d\n")
	}
	for i := range 800 {
		group, d := []string{"east", "west"}[i%2], fmt.Sprint(i/3%2)
		row := fmt.Sprintf("%s,%d,%d,%d,", group, (i*7+i/5)%3/2, (i*5+i/7)%4/2, (i*3+i/11)%5/3)
		if group == constantIn {
			all.WriteString(row + "1\n")
			without.WriteString(row + "\n")
			continue
		}
		all.WriteString(row + d + "\n")
		without.WriteString(row + d + "\n")
	}
	return all.String(), without.String()
}

func configural(t *testing.T, responses string) *files.Calibration {
	t.Helper()
	reader, err := files.NewReader(strings.NewReader(responses), "responses.csv", files.Columns{Group: "GROUP_g"})
	require.NoError(t, err)
	table, err := files.ReadTable(reader)
	require.NoError(t, err)
	r, err := calibrate.Run(t.Context(), table.Data(), calibrate.Options{Invariance: calibrate.Configural})
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, files.NewCalibration(r, table).Write(&text))
	c, err := files.ReadCalibration(&text, "items.json")
	require.NoError(t, err)
	return c
}

func scoresOf(t *testing.T, c *files.Calibration, responses string) string {
	t.Helper()
	reader, err := files.NewReader(strings.NewReader(responses), "responses.csv", files.Columns{Group: "GROUP_g"})
	require.NoError(t, err)
	var scores bytes.Buffer
	_, err = c.Score(t.Context(), &scores, reader, files.ScoreOptions{Method: irt.ByEAP})
	require.NoError(t, err)
	return scores.String()
}
