package blind_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/blind"
	"suyang/assessment/item"
	"suyang/assessment/paper"
	"suyang/content"
	"suyang/models"
)

const seed = 3

func bank(t *testing.T) []models.Item {
	t.Helper()
	b, err := content.Load()
	require.NoError(t, err)
	return b.Items
}

// filled is a sheet by a reader who knows the keys.
func filled(items []models.Item, l models.Locale) [][]string {
	rows := blind.Sheet(items)
	for i, row := range rows[1:] {
		it := items[slices.IndexFunc(items, func(it models.Item) bool { return it.ID == row[0] })]
		for j, p := range item.View(it, l, seed).Parts {
			if p.ID == row[1] {
				rows[i+1][2] = paper.Write(p, item.Key(it.Parts[j]))
			}
		}
	}
	return rows
}

// A reader who finds every key agrees with the whole bank, in both languages.
func TestCompareAgrees(t *testing.T) {
	t.Parallel()
	items := bank(t)
	for _, l := range models.Locales() {
		readings, faults := blind.Compare(items, l, seed, filled(items, l))
		require.Empty(t, faults)
		for _, r := range readings {
			require.True(t, r.Agrees(), "%+v", r)
		}
	}
}

func TestCompareTellsWhatDiffers(t *testing.T) {
	t.Parallel()
	items := slices.DeleteFunc(bank(t), func(it models.Item) bool { return it.ID != "IL23" && it.ID != "IL22" })
	rows := filled(items, models.En)
	at := slices.IndexFunc(rows, func(r []string) bool { return r[0] == "IL23" })
	key := rows[at][2]
	rows[at][2] = map[bool]string{true: "B", false: "A"}[key == "A"]
	readings, faults := blind.Compare(items, models.En, seed, rows)
	require.Empty(t, faults)
	require.Equal(t, key, readings[at-1].Key)
	require.Zero(t, readings[at-1].Points)
	require.False(t, readings[at-1].Agrees())

	rows[at][2], rows[at][3] = key, "C"
	readings, _ = blind.Compare(items, models.En, seed, rows)
	require.False(t, readings[at-1].Agrees(), "a second answer could be defended")
}

func TestCompareReportsRows(t *testing.T) {
	t.Parallel()
	items := slices.DeleteFunc(bank(t), func(it models.Item) bool { return it.ID != "IL22" })
	header := blind.Sheet(items)[0]
	for _, tc := range []struct {
		name string
		rows [][]string
		want string
	}{
		{"no header", nil, "the first row must hold the columns"},
		{"unknown item", [][]string{header, {"IL00", "1", "A", "", ""}}, `row 2: there is no item "IL00"`},
		{"unknown part", [][]string{header, {"IL22", "9", "A", "", ""}}, `row 2: item IL22 has no part "9"`},
		{"no number", [][]string{header, {"IL22", "1", "many", "", ""}}, "row 2: item IL22 part 1"},
		{"too few cells", [][]string{header, {"IL22"}}, "row 2: 1 cells"},
		{"left out", [][]string{header}, "item IL22 part 1 has no row"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, faults := blind.Compare(items, models.En, seed, tc.rows)
			require.NotEmpty(t, faults)
			require.ErrorContains(t, faults[0], tc.want)
		})
	}
}

// The booklet shows what a reader needs and nothing that tells the key.
func TestBooklet(t *testing.T) {
	t.Parallel()
	items := slices.DeleteFunc(bank(t), func(it models.Item) bool { return it.ID != "IL23" })
	var b strings.Builder
	require.NoError(t, blind.Booklet(&b, items, models.En, seed))
	for _, o := range items[0].Parts[0].Options {
		require.Contains(t, b.String(), ": "+o.Text.EN)
		require.NotContains(t, b.String(), o.Rationale.EN)
	}
	require.NotContains(t, b.String(), items[0].Title.EN)
	require.NotContains(t, b.String(), items[0].Explanation.EN)
}
