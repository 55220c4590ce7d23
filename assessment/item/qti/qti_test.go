package qti_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item/qti"
	"suyang/content"
	"suyang/models"
	"suyang/web/i18n"
	"suyang/web/screens"
)

func bank(t testing.TB) []models.Item {
	t.Helper()
	b, err := content.Load()
	require.NoError(t, err)
	return b.Items
}

func written(t testing.TB, c qti.Config, items ...models.Item) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, qti.Write(&b, items, c))
	return b.Bytes()
}

func read(t testing.TB, data []byte) []qti.Imported {
	t.Helper()
	items, err := qti.Read(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	return items
}

// drawn draws as the pages do.
func drawn(t testing.TB) qti.Config {
	t.Helper()
	catalog, err := i18n.Load(os.DirFS("../../../web/locales"))
	require.NoError(t, err)
	b, err := content.Load()
	require.NoError(t, err)
	drawer, err := screens.New(catalog, b.Pictures)
	require.NoError(t, err)
	return qti.Config{
		HTML:       func(markdown string, l models.Locale) string { return string(drawer.HTML(markdown, i18n.Locale(l))) },
		Stylesheet: []byte("svg { fill: none }"),
	}
}

// Nothing of an item is lost on the way out and back, with drawn screens and
// without.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	items := bank(t)
	for _, tc := range []struct {
		name   string
		config qti.Config
	}{{"drawn", drawn(t)}, {"words", qti.Config{}}} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			back := read(t, written(t, tc.config, items...))
			require.Len(t, back, len(items))
			for i, got := range back {
				require.NoError(t, got.Err)
				require.Empty(t, got.Warnings, got.Item.ID)
				require.Equal(t, items[i], got.Item)
				require.Equal(t, []string{"items/" + got.Item.ID + ".zh-CN.xml", "items/" + got.Item.ID + ".en.xml"}, got.Files)
			}
		})
	}
}

// changed returns the files of a package after a change of each.
func changed(t *testing.T, data []byte, change func(name, content string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		w, err := out.Create(f.Name)
		require.NoError(t, err)
		_, err = io.WriteString(w, change(f.Name, string(content)))
		require.NoError(t, err)
	}
	require.NoError(t, out.Close())
	return b.Bytes()
}

func byID(t *testing.T, id string) models.Item {
	t.Helper()
	for _, it := range bank(t) {
		if it.ID == id {
			return it
		}
	}
	t.Fatalf("no item %s", id)
	return models.Item{}
}

// A text that somebody changed elsewhere counts, not the source it came with.
func TestReadTakesWhatWasChangedElsewhere(t *testing.T) {
	t.Parallel()
	data := changed(t, written(t, drawn(t), byID(t, "IL22")), func(name, content string) string {
		if name == "items/IL22.en.xml" {
			require.Contains(t, content, "sports day")
			return strings.ReplaceAll(content, "sports day", "games day")
		}
		return content
	})
	got := read(t, data)[0]
	require.NoError(t, got.Err)
	require.NotEmpty(t, got.Warnings)
	require.Contains(t, got.Item.Stimulus.EN, "games day")
	require.Equal(t, byID(t, "IL22").Stimulus.ZH, got.Item.Stimulus.ZH)
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, file, from, to, want string }{
		{"languages that differ", "items/IL22.en.xml", `data-seconds="120"`, `data-seconds="90"`, "seconds: 120 in one language, 90 in the other"},
		{"same language twice", "items/IL22.en.xml", `xml:lang="en"`, `xml:lang="zh"`, "two texts in the same language"},
		{"not well-formed", "items/IL22.en.xml", "</qti-item-body>", "", "items/IL22.en.xml: the file is not well-formed XML"},
		{"a number that is none", "items/IL22.en.xml", `data-parameters-a="1.2"`, `data-parameters-a="much"`, `data-parameters-a: "much" is not a number`},
		{"QTI 2", "items/IL22.en.xml", "qti-assessment-item", "assessmentItem", "only qti-assessment-item of QTI 3.0"},
		{"unknown rule", "items/IL22.en.xml", `data-rule="exact"`, `data-rule="kind"`, "kind"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			data := changed(t, written(t, qti.Config{}, byID(t, "IL22")), func(name, content string) string {
				if name == tc.file {
					require.Contains(t, content, tc.from)
					return strings.ReplaceAll(content, tc.from, tc.to)
				}
				return content
			})
			items := read(t, data)
			require.ErrorContains(t, items[len(items)-1].Err, tc.want)
		})
	}
}

func TestReadRefusesPackages(t *testing.T) {
	t.Parallel()
	empty := changed(t, written(t, qti.Config{}), func(_, content string) string { return content })
	for _, tc := range []struct {
		name string
		data []byte
		want string
	}{
		{"no archive", []byte("hello"), "no ZIP archive"},
		{"no items", empty, "names no resource of the type"},
		{"missing file", renamed(t, "items/IL22.en.xml"), ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			items, err := qti.Read(bytes.NewReader(tc.data), int64(len(tc.data)))
			if tc.want == "" {
				require.NoError(t, err)
				require.ErrorContains(t, items[1].Err, "items/IL22.en.xml: the file is missing")
				return
			}
			require.ErrorContains(t, err, tc.want)
		})
	}
}

// renamed is a package whose manifest names a file that is not there.
func renamed(t *testing.T, file string) []byte {
	t.Helper()
	data := written(t, qti.Config{}, byID(t, "IL22"))
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if f.Name != file {
			require.NoError(t, out.Copy(f))
		}
	}
	require.NoError(t, out.Close())
	return b.Bytes()
}

func TestWriteRefusesIDs(t *testing.T) {
	t.Parallel()
	for _, it := range []models.Item{
		{ID: "1"},
		{ID: "A", Parts: []models.Part{{ID: "a b"}}},
		{ID: "A", Parts: []models.Part{{ID: "1", Options: []models.Option{{ID: ""}}}}},
	} {
		require.ErrorContains(t, qti.Write(io.Discard, []models.Item{it}, qti.Config{}), "cannot be an identifier of QTI")
	}
}

// An item as other systems write it: HTML, identifiers and templates of their
// own, one language.
const foreign = `<?xml version="1.0"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="ext-1" title="Padlock" xml:lang="en-GB" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>choice_2</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-item-body>
    <h2>A shop</h2>
    <p>The page shows <strong>a padlock</strong>.<br/>Two lines.</p>
    <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table>
    <ul><li>one</li><li>two</li></ul>
    <script>alert(1)</script>
    <video src="x"/>
    <qti-choice-interaction response-identifier="RESPONSE" max-choices="1">
      <qti-prompt>What does it tell?</qti-prompt>
      <qti-simple-choice identifier="choice_1">The shop is honest<qti-feedback-inline identifier="x">No.</qti-feedback-inline></qti-simple-choice>
      <qti-simple-choice identifier="choice_2">The connection is encrypted</qti-simple-choice>
    </qti-choice-interaction>
    <p>Afterwards <qti-text-entry-interaction response-identifier="N"/> euros</p>
  </qti-item-body>
</qti-assessment-item>`

func foreignPackage(t *testing.T, item string) []byte {
	t.Helper()
	return changed(t, written(t, qti.Config{}, models.Item{ID: "ext-1"}), func(name, content string) string {
		switch name {
		case "items/ext-1.en.xml":
			return item
		case "imsmanifest.xml":
			_, rest, _ := strings.Cut(content, "<resource ")
			_, rest, _ = strings.Cut(rest, "</resource>")
			return `<manifest><resources>` + rest
		}
		return content
	})
}

func TestReadForeignItem(t *testing.T) {
	t.Parallel()
	item := strings.Replace(foreign, "<qti-item-body>", `<qti-response-declaration identifier="N" cardinality="single" base-type="float"><qti-correct-response><qti-value>12</qti-value></qti-correct-response></qti-response-declaration><qti-item-body>`, 1)
	got := read(t, foreignPackage(t, item))[0]
	require.NoError(t, got.Err)
	require.Equal(t, "Padlock", got.Item.Title.EN)
	require.Equal(t, "## A shop\n\nThe page shows **a padlock**.  \nTwo lines.\n\n| a | b |\n| --- | --- |\n| 1 | 2\\|3 |\n\n- one\n- two\n\nAfterwards  euros", got.Item.Stimulus.EN)
	require.Equal(t, []string{"video has no place in Markdown; its words are kept"}, got.Warnings)
	first := got.Item.Parts[0]
	require.Equal(t, models.PartSingle, first.Type)
	require.Equal(t, "What does it tell?", first.Prompt.EN)
	require.Equal(t, []models.Option{
		{ID: "choice_1", Text: models.Text{EN: "The shop is honest"}, Rationale: models.Text{EN: "No."}},
		{ID: "choice_2", Text: models.Text{EN: "The connection is encrypted"}, Correct: true},
	}, first.Options)
	require.Equal(t, 12.0, got.Item.Parts[1].Numeric.Value)
}

func TestReadForeignItemWithoutCounterpart(t *testing.T) {
	t.Parallel()
	item := strings.ReplaceAll(foreign, "qti-choice-interaction", "qti-hotspot-interaction")
	got := read(t, foreignPackage(t, item))[0]
	require.ErrorContains(t, got.Err, "qti-hotspot-interaction has no counterpart here")
}

func FuzzRead(f *testing.F) {
	f.Add(foreign)
	f.Fuzz(func(t *testing.T, item string) {
		var b bytes.Buffer
		archive := zip.NewWriter(&b)
		for name, content := range map[string]string{
			"imsmanifest.xml": `<manifest><resource type="imsqti_item_xmlv3p0" href="a.xml"/></manifest>`, "a.xml": item,
		} {
			w, err := archive.Create(name)
			require.NoError(t, err)
			_, err = io.WriteString(w, content)
			require.NoError(t, err)
		}
		require.NoError(t, archive.Close())
		items, err := qti.Read(bytes.NewReader(b.Bytes()), int64(b.Len()))
		require.NoError(t, err)
		require.Len(t, items, 1)
	})
}
