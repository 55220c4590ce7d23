package qti_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/assessment/item/qti"
	"suyang/models"
)

// Another system scores as we do: response processing, run by a small
// interpreter of the elements that QTI 3.0 defines, gives the points of the
// scorer for every answer tried.
func TestResponseProcessingScoresAsTheScorer(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	partial := 0
	for _, it := range bank(t) {
		engine := newEngine(t, it)
		for range 40 {
			answer := models.Answer{Parts: map[string]models.PartAnswer{}}
			for _, p := range it.Parts {
				answer.Parts[p.ID] = answerOf(p, rng)
			}
			want, err := item.Score(it, answer)
			require.NoError(t, err)
			for i, p := range it.Parts {
				if p.Type == models.PartShort {
					continue
				}
				require.Equal(t, float64(want.Parts[i].Points), engine.run(answer)["SCORE-"+p.ID], "%s part %s: %+v", it.ID, p.ID, answer.Parts[p.ID])
				if got := want.Parts[i]; got.Points > 0 && got.Points < got.Max {
					partial++
				}
			}
		}
	}
	require.Greater(t, partial, 50, "partial credit was tried")
}

// answerOf draws an answer that is right, nearly right, anything or nothing.
func answerOf(p models.Part, rng *rand.Rand) models.PartAnswer {
	changes := rng.IntN(4) // 3: nothing
	if changes == 3 {
		return models.PartAnswer{}
	}
	switch p.Type {
	case models.PartOrdering:
		order := slices.Clone(p.Order)
		for range changes {
			i := 1 + rng.IntN(len(order)-1)
			order[i-1], order[i] = order[i], order[i-1]
		}
		return models.PartAnswer{Order: order}
	case models.PartMatching:
		pairs := map[string]string{}
		for _, o := range p.Options {
			pairs[o.ID] = o.Target
		}
		for range changes {
			o := p.Options[rng.IntN(len(p.Options))]
			if pairs[o.ID] = p.Targets[rng.IntN(len(p.Targets))].ID; rng.IntN(3) == 0 {
				delete(pairs, o.ID)
			}
		}
		return models.PartAnswer{Pairs: pairs}
	case models.PartNumeric:
		return models.PartAnswer{Number: strconv.FormatFloat(p.Numeric.Value+float64(changes)*p.Numeric.Tolerance*0.75+float64(changes/2), 'f', 3, 64)}
	case models.PartShort:
		return models.PartAnswer{Text: "a"}
	case models.PartSingle:
		return models.PartAnswer{Choices: []string{p.Options[rng.IntN(len(p.Options))].ID}}
	}
	var choices []string
	for _, o := range p.Options {
		if o.Correct {
			choices = append(choices, o.ID)
		}
	}
	for range changes {
		id := p.Options[rng.IntN(len(p.Options))].ID
		if i := slices.Index(choices, id); i >= 0 {
			choices = slices.Delete(choices, i, i+1)
		} else {
			choices = append(choices, id)
		}
	}
	return models.PartAnswer{Choices: choices}
}

// element is an element of a document.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) find(name string) []element {
	var found []element
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			found = append(found, c)
		}
		found = append(found, c.find(name)...)
	}
	return found
}

// engine runs the response processing of one item.
type engine struct {
	t         *testing.T
	root      element
	responses map[string][]string
	scores    map[string]float64
}

func newEngine(t *testing.T, it models.Item) *engine {
	t.Helper()
	data := written(t, qti.Config{}, it)
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	f, err := archive.Open("items/" + it.ID + ".en.xml")
	require.NoError(t, err)
	e := &engine{t: t}
	require.NoError(t, xml.NewDecoder(f).Decode(&e.root))
	return e
}

func (e *engine) run(a models.Answer) map[string]float64 {
	e.responses, e.scores = map[string][]string{}, map[string]float64{}
	for id, part := range a.Parts {
		var values []string
		for _, c := range slices.Concat(part.Choices, part.Order) {
			values = append(values, "O-"+c)
		}
		for option, target := range part.Pairs {
			values = append(values, "O-"+option+" T-"+target)
		}
		if part.Number != "" {
			values = append(values, part.Number)
		}
		e.responses["P-"+id] = values
	}
	for _, rule := range e.root.find("qti-response-processing")[0].Children {
		e.rule(rule)
	}
	return e.scores
}

func (e *engine) rule(r element) {
	switch r.XMLName.Local {
	case "qti-set-outcome-value":
		if name := r.attr("identifier"); strings.HasPrefix(name, "SCORE") {
			e.scores[name] = e.number(r.Children[0])
		}
	case "qti-response-condition":
		for _, branch := range r.Children {
			if e.holds(branch.Children[0]) {
				for _, then := range branch.Children[1:] {
					e.rule(then)
				}
				return
			}
		}
	default:
		e.t.Fatalf("unknown rule %s", r.XMLName.Local)
	}
}

func (e *engine) holds(c element) bool {
	switch c.XMLName.Local {
	case "qti-is-null":
		return len(e.values(c.Children[0])) == 0
	case "qti-or":
		return slices.ContainsFunc(c.Children, e.holds)
	case "qti-equal":
		slack := 0.0
		if c.attr("tolerance-mode") == "absolute" {
			slack, _ = strconv.ParseFloat(strings.Fields(c.attr("tolerance"))[0], 64)
		}
		return math.Abs(e.number(c.Children[0])-e.number(c.Children[1])) <= slack+1e-9
	case "qti-match":
		a, b := e.values(c.Children[0]), e.values(c.Children[1])
		if e.declaration(c.Children[0].attr("identifier")).attr("cardinality") != "ordered" {
			slices.Sort(a)
			slices.Sort(b)
		}
		return slices.Equal(a, b)
	}
	e.t.Fatalf("unknown condition %s", c.XMLName.Local)
	return false
}

func (e *engine) number(v element) float64 {
	sum := 0.0
	switch v.XMLName.Local {
	case "qti-sum":
		for _, c := range v.Children {
			sum += e.number(c)
		}
		return sum
	case "qti-map-response":
		mapping := e.declaration(v.attr("identifier")).find("qti-mapping")[0]
		for _, value := range e.responses[v.attr("identifier")] {
			mapped := mapping.attr("default-value")
			for _, entry := range mapping.Children {
				if entry.attr("map-key") == value {
					mapped = entry.attr("mapped-value")
				}
			}
			add, err := strconv.ParseFloat(mapped, 64)
			require.NoError(e.t, err)
			sum += add
		}
		return sum
	}
	if score, there := e.scores[v.attr("identifier")]; there {
		return score
	}
	values := e.values(v)
	if len(values) == 0 {
		return 0
	}
	x, err := strconv.ParseFloat(values[0], 64)
	require.NoError(e.t, err)
	return x
}

func (e *engine) values(v element) []string {
	switch v.XMLName.Local {
	case "qti-variable":
		return slices.Clone(e.responses[v.attr("identifier")])
	case "qti-correct":
		var values []string
		for _, value := range e.declaration(v.attr("identifier")).find("qti-correct-response")[0].find("qti-value") {
			values = append(values, value.Text)
		}
		return values
	case "qti-base-value":
		return []string{v.Text}
	case "qti-ordered":
		var values []string
		for _, c := range v.Children {
			values = append(values, c.Text)
		}
		return values
	}
	e.t.Fatalf("unknown value %s", v.XMLName.Local)
	return nil
}

func (e *engine) declaration(name string) element {
	for _, d := range e.root.find("qti-response-declaration") {
		if d.attr("identifier") == name {
			return d
		}
	}
	return element{}
}
