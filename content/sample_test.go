package content_test

import (
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"suyang/content"
	"suyang/models"
)

// sampleItems are the items of the sample: one of each type, and no more than
// the tests break.
var sampleItems = []string{
	"primary56/IL10", "primary56/IL12", "primary56/IL16", "primary56/IL17", "primary56/IL19",
	"junior/IL20", "junior/IL21", "junior/IL22", "junior/IL24", "junior/IL26", "junior/IL30", "junior/SY01",
}

const sampleAdaptive = `
code: sample-adaptive
title: {zh: 自适应, en: Adaptive}
stage: junior
kind: adaptive
items: []
blueprint: {A: 0.15, B: 0.26, C: 0.40, D: 0.19}
min_items: 4
max_items: 8
target_se: 0.35
top_k: 3
minutes: 45
`

const sampleLinear = `
code: sample-linear
title: {zh: 固定, en: Linear}
stage: junior
kind: linear
items: [IL10, IL24, IL17, SY01, IL22, IL26, IL30]
minutes: 20
`

// sampleFiles is a small content folder: the framework and a few items of the
// bank, families made from them, and forms of its own. Tests break copies of
// it, so that they say the same however the bank grows.
var sampleFiles = sync.OnceValue(func() fstest.MapFS {
	dir := fstest.MapFS{}
	for _, name := range []string{"framework.yaml", "levels.yaml", "misconceptions.yaml"} {
		dir[name] = read(name)
	}
	for _, lesson := range []string{"L-A1.2-1", "L-B1.2-1", "L-D1.2-1"} {
		dir["lessons/"+lesson+".yaml"] = read(lessonFile(lesson))
	}
	var families []models.Family
	for _, name := range sampleItems {
		file := read("items/" + name + ".yaml")
		dir["items/"+name+".yaml"] = file
		var it models.Item
		if err := yaml.Unmarshal(file.Data, &it); err != nil {
			panic(err)
		}
		families = append(families, familyOf(it))
		for _, lesson := range it.Lessons {
			dir["lessons/"+lesson+".yaml"] = read(lessonFile(lesson))
		}
	}
	list, err := yaml.Marshal(families)
	if err != nil {
		panic(err)
	}
	dir["families/sample.yaml"] = &fstest.MapFile{Data: list}
	dir["forms/sample-adaptive.yaml"] = &fstest.MapFile{Data: []byte(sampleAdaptive)}
	dir["forms/sample-linear.yaml"] = &fstest.MapFile{Data: []byte(sampleLinear)}
	return dir
})

// lessonFile finds a lesson in whatever folder it stands.
func lessonFile(id string) string {
	for _, pattern := range []string{"lessons/", "lessons/*/"} {
		if names, _ := fs.Glob(os.DirFS("."), pattern+id+".yaml"); len(names) > 0 {
			return names[0]
		}
	}
	panic("there is no lesson " + id)
}

func read(name string) *fstest.MapFile {
	data, err := fs.ReadFile(os.DirFS("."), name)
	if err != nil {
		panic(err)
	}
	return &fstest.MapFile{Data: data}
}

// familyOf is the specification that an item fits.
func familyOf(it models.Item) models.Family {
	sum := 0.0
	for _, b := range it.Parameters.B {
		sum += b
	}
	return models.Family{
		Code: it.Family, Title: it.Title, Indicator: it.Indicator, Stage: it.Stage, LinkStage: it.LinkStage,
		Type: it.Type(), Max: it.Max(), B: sum / float64(len(it.Parameters.B)), A: it.Parameters.A, Seconds: it.Seconds,
		Topic: it.Topic, Evidence: models.Text{ZH: "证据", EN: "Evidence"}, Scoring: models.Text{ZH: "计分", EN: "Scoring"},
	}
}

// folder returns a copy of the sample that a test may change.
func folder() fstest.MapFS {
	dir := fstest.MapFS{}
	maps.Copy(dir, sampleFiles())
	return dir
}

// sample returns the sample as a bundle of its own.
func sample(t testing.TB) *content.Bundle {
	t.Helper()
	b, err := content.LoadDir(sampleFiles())
	require.NoError(t, err)
	return b
}

// itemFile is where an item of the sample stands.
func itemFile(id string) string {
	for _, name := range sampleItems {
		if strings.HasSuffix(name, "/"+id) {
			return "items/" + name + ".yaml"
		}
	}
	panic("the sample has no item " + id)
}
