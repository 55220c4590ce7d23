package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"suyang/content"
)

// school is what a school adds: a family, an item of it, and an item of the
// bank that it words otherwise.
func school(t *testing.T) fstest.MapFS {
	t.Helper()
	item := strings.NewReplacer("id: IL22", "id: SC01", "family: IL22", "family: SC01").Replace(string(read(itemFile("IL22")).Data))
	family := "- {code: SC01, title: {zh: 一, en: One}, indicator: C2.2, stage: junior, link_stage: senior, type: numeric, max: 1, b: 0.2, a: 1.2, seconds: 120, topic: sheet, evidence: {zh: 二, en: Two}, scoring: {zh: 三, en: Three}}\n"
	return fstest.MapFS{
		"families/own.yaml":      {Data: []byte(family)},
		"items/SC01.yaml":        {Data: []byte(item)},
		"items/junior/IL24.yaml": {Data: []byte(strings.Replace(string(read(itemFile("IL24")).Data), "seconds: 75", "seconds: 80", 1))},
	}
}

func TestExtend(t *testing.T) {
	t.Parallel()
	builtIn := sample(t)
	b, err := builtIn.Extend(school(t))
	require.NoError(t, err)
	require.Empty(t, content.Check(b))
	require.Len(t, b.Items, len(builtIn.Items)+1)
	require.Len(t, b.Families, len(builtIn.Families)+1)
	require.Equal(t, builtIn.Framework, b.Framework)
	require.Equal(t, 80, b.Items[1].Seconds)
	require.Len(t, builtIn.Items, len(b.Items)-1, "the bundle is as it was")
}

func TestExtendTellsWhere(t *testing.T) {
	t.Parallel()
	dir := school(t)
	delete(dir, "families/own.yaml")
	b, err := sample(t).Extend(dir)
	require.NoError(t, err)
	require.Contains(t, content.Check(b).Error(), `items/SC01.yaml:6 family: there is no family "SC01"`)

	dir["items/SC01.yaml"] = &fstest.MapFile{Data: []byte("id: SC01\nseconds: soon\n")}
	_, err = sample(t).Extend(dir)
	require.ErrorContains(t, err, "items/SC01.yaml:2: cannot unmarshal")

	_, err = sample(t).Extend(fstest.MapFS{"levels.yaml": {Data: []byte("levels: [{code: a}]")}})
	require.ErrorContains(t, err, "a folder that adds to the content has none of its own")
}
