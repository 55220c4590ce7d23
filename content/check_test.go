package content_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/models"
)

// broken is one way to break good content and the problem it must cause.
type broken struct {
	breaks func(*content.Bundle)
	file   string
	path   string
	what   string // part of the problem's text
}

func runBroken(t *testing.T, cases map[string]broken) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := sample(t)
			c.breaks(b)
			problems := content.Check(b)
			found := slices.IndexFunc(problems, func(p content.Problem) bool {
				return p.File == c.file && p.Path == c.path && strings.Contains(p.What, c.what)
			})
			require.GreaterOrEqual(t, found, 0, "want %s %s: %s, got\n%v", c.file, c.path, c.what, problems)
			require.Positive(t, problems[found].Line)
		})
	}
}

// onItem breaks one item of the sample.
func onItem(id, path, what string, breaks func(*models.Item)) broken {
	return broken{
		breaks: func(b *content.Bundle) { breaks(itemOf(b, id)) },
		file:   itemFile(id), path: path, what: what,
	}
}

func itemOf(b *content.Bundle, id string) *models.Item {
	i := slices.IndexFunc(b.Items, func(it models.Item) bool { return it.ID == id })
	return &b.Items[i]
}

// expectSilence changes the sample in a way that is no fault.
func expectSilence(t *testing.T, change func(*content.Bundle)) {
	t.Helper()
	b := sample(t)
	change(b)
	require.Empty(t, content.Check(b).Error())
}

// onPart breaks the first part of an item.
func onPart(id, path, what string, breaks func(*models.Part)) broken {
	return onItem(id, "parts[0]."+path, what, func(it *models.Item) { breaks(&it.Parts[0]) })
}

func TestCheckFramework(t *testing.T) {
	t.Parallel()
	on := func(path, what string, breaks func(*content.Bundle)) broken {
		return broken{breaks: breaks, file: "framework.yaml", path: path, what: what}
	}
	runBroken(t, map[string]broken{
		"code twice":        on("[1].code", "used twice", func(b *content.Bundle) { b.Framework[1].Code = "A" }),
		"code empty":        on("[1].code", "is empty", func(b *content.Bundle) { b.Framework[1].Code = "" }),
		"name in one":       on("[0].name.en", "English text is missing", func(b *content.Bundle) { b.Framework[0].Name.EN = " " }),
		"level unknown":     on("[0].level", "4 is not a level", func(b *content.Bundle) { b.Framework[0].Level = 4 }),
		"parent unknown":    on("[1].parent", "no parent", func(b *content.Bundle) { b.Framework[1].Parent = "Z" }),
		"parent of other":   on("[2].parent", "no parent", func(b *content.Bundle) { b.Framework[2].Parent = "A" }),
		"dimension's own":   on("[0].parent", "no parent", func(b *content.Bundle) { b.Framework[0].Parent = "B" }),
		"weights sum":       on("", "sum to 101", func(b *content.Bundle) { b.Framework[2].Weight++ }),
		"weight untested":   on("[2].weight", "no weight", func(b *content.Bundle) { b.Framework[2].Tested = false }),
		"weight negative":   on("[2].weight", "no weight", func(b *content.Bundle) { b.Framework[2].Weight = -1 }),
		"no stages":         on("[2].stages", "is empty", func(b *content.Bundle) { b.Framework[2].Stages = nil }),
		"stage unknown":     on("[2].stages[0]", "not a stage", func(b *content.Bundle) { b.Framework[2].Stages[0] = "初中" }),
		"description empty": on("[0].description.zh", "Chinese text is missing", func(b *content.Bundle) { b.Framework[0].Description = models.Text{} }),
	})
}

func TestCheckScale(t *testing.T) {
	t.Parallel()
	on := func(path, what string, breaks func(*content.Bundle)) broken {
		return broken{breaks: breaks, file: "levels.yaml", path: path, what: what}
	}
	runBroken(t, map[string]broken{
		"spread":         on("metric.sd", "not above 0", func(b *content.Bundle) { b.Metric.SD = 0 }),
		"no pass":        on("pass.senior", "no passing score", func(b *content.Bundle) { delete(b.Pass, models.StageSenior) }),
		"one level":      on("levels", "fewer than two", func(b *content.Bundle) { b.Levels = b.Levels[:1] }),
		"first above 0":  on("levels[0].from", "starts at 100", func(b *content.Bundle) { b.Levels[0].From = 100 }),
		"not ascending":  on("levels[2].from", "not above the level before", func(b *content.Bundle) { b.Levels[2].From = b.Levels[1].From }),
		"code twice":     on("levels[1].code", "used twice", func(b *content.Bundle) { b.Levels[1].Code = b.Levels[0].Code }),
		"no description": on("levels[1].description.en", "English text is missing", func(b *content.Bundle) { b.Levels[1].Description.EN = "" }),
	})
}

func TestCheckMisconceptions(t *testing.T) {
	t.Parallel()
	on := func(path, what string, breaks func(*models.Misconception)) broken {
		return broken{breaks: func(b *content.Bundle) { breaks(&b.Misconceptions[1]) }, file: "misconceptions.yaml", path: path, what: what}
	}
	runBroken(t, map[string]broken{
		"code twice": on("[1].code", "used twice", func(m *models.Misconception) { m.Code = "first-is-best" }),
		"no help":    on("[1].help.zh", "Chinese text is missing", func(m *models.Misconception) { m.Help.ZH = "" }),
	})
}

func TestCheckForms(t *testing.T) {
	t.Parallel()
	on := func(code, path, what string, breaks func(*models.Form)) broken {
		return broken{
			breaks: func(b *content.Bundle) {
				i := slices.IndexFunc(b.Forms, func(f models.Form) bool { return f.Code == code })
				breaks(&b.Forms[i])
			},
			file: "forms/" + code + ".yaml", path: path, what: what,
		}
	}
	adaptive := func(path, what string, breaks func(*models.Form)) broken {
		return on("sample-adaptive", path, what, breaks)
	}
	linear := func(path, what string, breaks func(*models.Form)) broken {
		return on("sample-linear", path, what, breaks)
	}
	runBroken(t, map[string]broken{
		"title in one":       linear("title.zh", "Chinese text is missing", func(f *models.Form) { f.Title.ZH = "" }),
		"stage unknown":      linear("stage", "not a stage", func(f *models.Form) { f.Stage = "" }),
		"kind unknown":       linear("kind", "not a kind", func(f *models.Form) { f.Kind = "random" }),
		"minutes negative":   linear("minutes", "below 0", func(f *models.Form) { f.Minutes = -1 }),
		"no items":           linear("items", "needs items", func(f *models.Form) { f.Items = nil }),
		"item unknown":       linear("items[0]", "no item", func(f *models.Form) { f.Items[0] = "IL99" }),
		"item twice":         linear("items[1]", "there twice", func(f *models.Form) { f.Items[1] = f.Items[0] }),
		"item of others":     linear("items[0]", "does not serve", func(f *models.Form) { f.Stage = models.StageSenior }),
		"siblings":           {sameFamily("SY01", "IL22"), "forms/sample-linear.yaml", "items[4]", "of a family that SY01 is of"},
		"enemies":            {enemies("IL17", "IL26"), "forms/sample-linear.yaml", "items[5]", "of a family that IL17 is of, or gives away"},
		"code is not file":   {func(b *content.Bundle) { b.Forms[0].Code = "new" }, "forms/sample-adaptive.yaml", "code", "not the name of the file"},
		"fewest above most":  adaptive("max_items", "9 to 8", func(f *models.Form) { f.MinItems = 9 }),
		"more than the pool": adaptive("max_items", "pool of 12 families", func(f *models.Form) { f.MaxItems = 13 }),
		"more than listed":   adaptive("max_items", "pool of 1 families", func(f *models.Form) { f.Items = []string{"IL10"} }),
		"more than secure":   adaptive("max_items", "pool of 0 families", func(f *models.Form) { f.Pool = models.PoolSecure }),
		"no items at all":    adaptive("max_items", "0 to 8", func(f *models.Form) { f.MinItems = 0 }),
		"standard error":     adaptive("target_se", "not above 0", func(f *models.Form) { f.TargetSE = 0 }),
		"choice of none":     adaptive("top_k", "below 1", func(f *models.Form) { f.TopK = 0 }),
		"shares do not sum":  adaptive("blueprint", "sum to 0.9", func(f *models.Form) { f.Blueprint["A"] = 0.05 }),
		"share of indicator": adaptive("blueprint.A1.1", "not a share", func(f *models.Form) { f.Blueprint["A1.1"] = 0 }),
		"share negative":     adaptive("blueprint.A", "not a share", func(f *models.Form) { f.Blueprint["A"] = -0.15 }),
		"share without item": adaptive("blueprint.A", "0 families of dimension A, 8 items need 1", func(f *models.Form) { f.Items = []string{"IL12", "IL19", "IL16"} }),
	})
}

func sameFamily(id, other string) func(*content.Bundle) {
	return func(b *content.Bundle) { itemOf(b, other).Family = itemOf(b, id).Family }
}

func enemies(id, other string) func(*content.Bundle) {
	return func(b *content.Bundle) { itemOf(b, id).Enemies = []string{itemOf(b, other).Family} }
}

func TestCheckLessons(t *testing.T) {
	t.Parallel()
	on := func(path, what string, breaks func(*models.Lesson)) broken {
		return broken{breaks: func(b *content.Bundle) { breaks(&b.Lessons[0]) }, file: "lessons/L-A1.2-1.yaml", path: path, what: what}
	}
	runBroken(t, map[string]broken{
		"id is not file":    on("id", "not the name of the file", func(l *models.Lesson) { l.ID = "L-1" }),
		"id twice":          {func(b *content.Bundle) { b.Lessons[1].ID = b.Lessons[0].ID }, "lessons/L-A1.2-3.yaml", "id", "used twice"},
		"goal in one":       on("goal.en", "English text is missing", func(l *models.Lesson) { l.Goal.EN = "" }),
		"try it in one":     on("try_it.zh", "Chinese text is missing", func(l *models.Lesson) { l.TryIt.ZH = "" }),
		"indicator unknown": on("indicator", "no indicator", func(l *models.Lesson) { l.Indicator = "A9.9" }),
		"stage unknown":     on("stage", "not a stage", func(l *models.Lesson) { l.Stage = "" }),
		"minutes":           on("minutes", "outside 1 to 15", func(l *models.Lesson) { l.Minutes = 16 }),
		"difficulty":        on("difficulty", "outside -4 to 4", func(l *models.Lesson) { l.Difficulty = math.NaN() }),
		"Chinese too short": on("body.zh", "299 Chinese characters", func(l *models.Lesson) { l.Body.ZH = strings.Repeat("字", 299) }),
		"Chinese too long":  on("body.zh", "601 Chinese characters", func(l *models.Lesson) { l.Body.ZH = strings.Repeat("字", 601) }),
		"English too short": on("body.en", "119 English words", func(l *models.Lesson) { l.Body.EN = strings.Repeat("word ", 119) }),
		"English too long":  on("body.en", "451 English words", func(l *models.Lesson) { l.Body.EN = strings.Repeat("word ", 451) }),
	})
}
