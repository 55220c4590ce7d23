package web_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"suyang/models"
	"suyang/models/field"
	"suyang/web"
	"suyang/web/i18n"
)

// everyPart is an item with parts of all types and something in every field.
func everyPart() models.Item {
	text := models.Text{ZH: "\n甲\n乙 ", EN: `"a" & <b>`}
	it := models.Item{
		ID: "IL1", Indicator: "D1.2", Stage: models.StageJunior, LinkStage: models.StageSenior, Family: "IL1", Enemies: []string{"IL2", "IL3"},
		Parametric: true, Pool: models.PoolSecure, Topic: "topic", Seconds: 60, Title: text, Stimulus: text, Explanation: text, Lessons: []string{"L-1"},
		Parameters: models.Parameters{Model: "3pl", A: 1.25, B: []float64{-1, 0.5}, C: 0.2, U: 0.9, Source: "prior"}, Hints: []models.Text{text, {}},
	}
	for _, t := range models.PartTypes() {
		it.Parts = append(it.Parts, models.Part{
			ID: string(t), Type: t, Rule: models.RuleExact, Max: 2, Prompt: text, Fixed: true, Order: []string{"b", "a"},
			Options: []models.Option{{ID: "a", Text: text, Correct: true, Target: "y", Rationale: text, Misconception: "none-of-the-list"}, {ID: "b"}},
			Targets: []models.Target{{ID: "x", Text: text}, {ID: "y"}},
			Numeric: &models.Numeric{Value: 0.1, Tolerance: 1e-9, Unit: text, Misses: []models.NearMiss{{Value: -3, Rationale: text, Misconception: "m"}}},
			Rubric:  &models.Rubric{MaxChars: 100, Elements: []models.Element{{ID: "e", Points: 1, Description: text, AnyOf: []string{"a b", "c"}}}},
		})
	}
	return it
}

// editForm is the page with the form of an item.
func editForm(t *testing.T, form web.DraftForm) string {
	t.Helper()
	r := renderer(t)
	form.URL, form.Choices = "/author/drafts/1", r.ItemChoices(i18n.English, []models.Node{{Code: "D1.2"}}, []models.Family{{Code: "IL7"}}, nil)
	var page bytes.Buffer
	require.NoError(t, r.Render(&page, "author/edit", web.Page{Locale: i18n.English, Data: form}))
	return page.String()
}

// entered is what a browser would send of the form of a page.
func entered(t *testing.T, page string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	values := url.Values{}
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		_, checked := attr["checked"]
		switch {
		case n.Data == "input" && (attr["type"] != "checkbox" || checked):
			values.Add(attr["name"], attr["value"])
		case n.Data == "textarea": // the parser has dropped the first line end, as browsers do
			text := ""
			if n.FirstChild != nil {
				text = n.FirstChild.Data
			}
			values.Add(attr["name"], strings.ReplaceAll(text, "\n", "\r\n"))
		case n.Data == "select":
			for o := n.FirstChild; o != nil; o = o.NextSibling {
				for _, a := range o.Attr {
					if a.Key == "selected" {
						values.Add(attr["name"], o.Attr[0].Val)
					}
				}
			}
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			visit(child)
		}
	}
	visit(root)
	return values
}

// A form that is sent as it came changes nothing, whatever the item holds.
func TestTheFormOfAnItemLosesNothing(t *testing.T) {
	t.Parallel()
	for name, it := range map[string]models.Item{"every field": everyPart(), "hardly any": {ID: "IL1", Parts: []models.Part{{ID: "1", Type: models.PartSingle}}}} {
		got, faults := web.ParseItem(entered(t, editForm(t, web.DraftForm{Item: it})))
		require.Empty(t, faults, name)
		require.Equal(t, field.Leaves(it), field.Leaves(got), name)
	}
}

func TestTheFormShowsWhatAPartOfItsTypeHas(t *testing.T) {
	t.Parallel()
	for kind, want := range map[models.PartType][]string{
		models.PartSingle:   {"parts[0].options[0].correct", "parts[0].fixed"},
		models.PartMultiple: {"parts[0].options[0].correct", "parts[0].fixed"},
		models.PartOrdering: {"parts[0].order"},
		models.PartMatching: {"parts[0].options[0].target", "parts[0].fixed"},
		models.PartNumeric:  {"parts[0].numeric.value"},
		models.PartShort:    {"parts[0].rubric.max_chars"},
	} {
		it := models.Item{ID: "IL1", Parts: []models.Part{{ID: "1", Type: kind}}}
		if kind != models.PartNumeric && kind != models.PartShort {
			it.Parts[0].Options = []models.Option{{ID: "a"}}
		}
		page := editForm(t, web.DraftForm{Item: it})
		for _, path := range []string{
			"parts[0].options[0].correct", "parts[0].options[0].target", "parts[0].fixed", "parts[0].order", "parts[0].numeric.value", "parts[0].rubric.max_chars",
		} {
			if strings.Contains(strings.Join(want, " "), path) {
				require.Contains(t, page, `name="`+path+`"`, kind)
			} else {
				require.NotContains(t, page, `name="`+path+`"`, kind)
			}
		}
	}
}

func TestParseItem(t *testing.T) {
	t.Parallel()
	it, faults := web.ParseItem(url.Values{
		"id": {"IL1"}, "seconds": {"a minute"}, "parameters.b": {"0 x"}, "title.zh": {"标题"}, "revision": {"4"}, "do": {"save"},
		"parts[0].options[999999].id": {"x"}, "parts[-1].id": {"x"}, "__proto__": {"x"},
	})
	require.Equal(t, models.Item{ID: "IL1", Title: models.Text{ZH: "标题"}}, it)
	require.Len(t, faults, 2)
	require.Equal(t, "parameters.b", faults[0].Field)
	require.Equal(t, "seconds", faults[1].Field)

	page := editForm(t, web.DraftForm{Item: it, Errors: faults, Posted: url.Values{"seconds": {"a minute"}}, Problems: []models.ItemProblem{
		{Path: "title.en", What: "is <missing>", Mend: "write it"}, {Path: "parts", What: "there are none", Mend: "write one"},
	}})
	require.Contains(t, page, `value="a minute"`, "what could not be read is shown again")
	require.Contains(t, page, "Give a number")
	require.Contains(t, page, "is &lt;missing&gt;; write it")
	require.Contains(t, page, "there are none; write one")
}

func TestRearrange(t *testing.T) {
	t.Parallel()
	ids := func(it models.Item) (all string) {
		for _, p := range it.Parts {
			all += p.ID + ":"
			for _, o := range p.Options {
				all += o.ID
			}
			all += " "
		}
		return all + strings.Repeat("h", len(it.Hints))
	}
	base := func() models.Item {
		return models.Item{Parts: []models.Part{{ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Options: []models.Option{{ID: "a"}, {ID: "c", Correct: true}}}}}
	}
	for _, c := range []struct {
		do, want string
		done     bool
	}{
		{"add parts[0].options", "1:acb ", true},
		{"add parts", "1:ac 2: ", true},
		{"add hints", "1:ac h", true},
		{"remove parts[0].options[0]", "1:c ", true},
		{"up parts[0].options[1]", "1:ca ", true},
		{"down parts[0].options[0]", "1:ca ", true},
		{"type", "1:ac ", true},
		{"save", "1:ac ", false},
		{"", "1:ac ", false},
		{"remove parts[7]", "1:ac ", false},
		{"remove id", "1:ac ", false},
	} {
		it := base()
		require.Equal(t, c.done, web.Rearrange(&it, c.do), c.do)
		require.Equal(t, c.want, ids(it), c.do)
	}
	it := base()
	it.Parts[0].Type = models.PartNumeric
	require.True(t, web.Rearrange(&it, "type"))
	require.Empty(t, it.Parts[0].Options)
	require.NotNil(t, it.Parts[0].Numeric)
	it.Parts[0].Type = models.PartShort
	require.True(t, web.Rearrange(&it, "type"))
	require.Nil(t, it.Parts[0].Numeric)
	require.Equal(t, models.RuleRubric, it.Parts[0].Rule)
	it.Parts[0].Type = models.PartSingle
	require.True(t, web.Rearrange(&it, "type"))
	require.Equal(t, models.RuleExact, it.Parts[0].Rule)
}

func FuzzParseItem(f *testing.F) {
	f.Add("parts%5B0%5D.options%5B1%5D.text.zh=x&seconds=60&do=remove+parts%5B0%5D", "up parts[0].options[1]")
	f.Add("parts[63].options[63].id=x&parameters.b=1+2", "add parts[63].rubric.elements")
	f.Fuzz(func(_ *testing.T, body, do string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		it, faults := web.ParseItem(form)
		if faults != nil {
			return
		}
		_ = web.Rearrange(&it, do)
		_ = web.DraftForm{Item: it}.Nodes()
	})
}
