package content_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/content"
	"suyang/models"
)

// withQuestionnaires is the sample with the questionnaires that ship.
func withQuestionnaires(t testing.TB) *content.Bundle {
	t.Helper()
	dir := folder()
	for _, code := range []string{"pupil", "teacher"} {
		dir["questionnaires/"+code+".yaml"] = read("questionnaires/" + code + ".yaml")
	}
	b, err := content.LoadDir(dir)
	require.NoError(t, err)
	require.Empty(t, content.Check(b).Error())
	return b
}

func TestQuestionnairesMayBeMissing(t *testing.T) {
	t.Parallel()
	b, err := content.LoadDir(folder())
	require.NoError(t, err)
	require.Empty(t, b.Questionnaires)
}

func TestBrokenQuestionnaires(t *testing.T) {
	t.Parallel()
	type q = models.Questionnaire
	// question finds a question by its identifier.
	question := func(x *q, id string) *models.Question {
		for i := range x.Pages {
			for j := range x.Pages[i].Questions {
				if x.Pages[i].Questions[j].ID == id {
					return &x.Pages[i].Questions[j]
				}
			}
		}
		panic(id)
	}
	cases := []struct {
		name, code string
		breaks     func(*q)
		path, what string
	}{
		{"no English title", "pupil", func(x *q) { x.Title.EN = "" }, "title.en", "the English text is missing"},
		{"no Chinese option", "pupil", func(x *q) { question(x, "S1").Options[0].Text.ZH = " " }, "pages[5].questions[0].options[0].text.zh", "the Chinese text is missing"},
		{"half a lead", "pupil", func(x *q) { x.Pages[0].Lead.EN = "" }, "pages[0].lead.en", "the English text is missing"},
		{"no version", "pupil", func(x *q) { x.Version = 0 }, "version", "0 is no version"},
		{"too long", "teacher", func(x *q) { x.Minutes = 90 }, "minutes", "90 is outside 1 to 45"},
		{"nobody's", "pupil", func(x *q) { x.Audience = "parent" }, "audience", `"parent" is not an audience`},
		{"pupils of no stage", "pupil", func(x *q) { x.Stages = nil }, "stages", "names no stage"},
		{"teachers of a stage", "teacher", func(x *q) { x.Stages = models.Stages() }, "stages", "names stages"},
		{"unknown stage", "pupil", func(x *q) { x.Stages[0] = "infant" }, "stages[0]", `"infant" is not a stage`},

		{"a scale twice", "pupil", func(x *q) { x.Scales[1].Code = "interest" }, "scales[1].code", `"interest" is used twice`},
		{"unknown method", "pupil", func(x *q) { x.Scales[0].Method = "sum" }, "scales[0].method", `"sum" is not a method`},
		{"no metric", "pupil", func(x *q) { x.Scales[0].SD = 0 }, "scales[0].sd", "give no metric"},
		{"thresholds from nowhere", "pupil", func(x *q) { x.Scales[0].Source = "" }, "scales[0].source", "is empty"},
		{"a minimum nobody reaches", "pupil", func(x *q) { x.Scales[0].Minimum = 7 }, "scales[0].minimum", "7 of the 6 questions that a pupil of primary56 is asked"},
		{"no minimum", "teacher", func(x *q) { x.Scales[0].Minimum = 0 }, "scales[0].minimum", "0 of the 5 questions that a teacher is asked"},
		{"a scale without questions", "pupil", func(x *q) { x.Scales[0].Code = "joy" }, "scales[0].code", "no question belongs to the scale"},
		{"two suggestions", "teacher", func(x *q) { x.Scales[0].Next = x.Scales[0].Next[:2] }, "scales[0].next", "2 suggestions"},

		{"a question twice", "pupil", func(x *q) { question(x, "I2").ID = "I1" }, "pages[0].questions[6].id", `"I1" is used twice`},
		{"a name that heads no column", "pupil", func(x *q) { question(x, "I2").ID = "I,2" }, "pages[0].questions[6].id", "cannot head a column"},
		{"no privacy class", "pupil", func(x *q) { question(x, "S1").Privacy = "" }, "pages[5].questions[0].privacy", `"" is not a privacy class`},
		{"unknown type", "pupil", func(x *q) { question(x, "C1").Type = "text" }, "pages[3].questions[0].type", `"text" is not a type`},
		{"a stage the questionnaire is not for", "pupil", func(x *q) { question(x, "H4").Stages[0] = "infant" }, "pages[6].questions[3].stages[0]", `not for "infant"`},
		{"values that do not ascend", "pupil", func(x *q) { question(x, "S1").Options[2].Value = 1 }, "pages[5].questions[0].options[2].value", "1 follows 1"},
		{"degrees with a gap", "pupil", func(x *q) { question(x, "I1").Options[3].Value = 5 }, "pages[0].questions[5].options", "values that have gaps"},
		{"one option", "pupil", func(x *q) { question(x, "C2").Options = question(x, "C2").Options[:1] }, "pages[3].questions[1].options", "1 options are no choice"},
		{"no range", "pupil", func(x *q) { question(x, "C3").Max = 0 }, "pages[3].questions[2].max", "a number from 0 to 0"},
		{"a value too long", "pupil", func(x *q) { question(x, "S1").Options[5].Value = 999 }, "pages[5].questions[0].options[5].value", "999 is outside 0 to 99"},
		{"unknown scale", "pupil", func(x *q) { question(x, "S1").Scale = "wealth" }, "pages[5].questions[0].scale", `there is no scale "wealth"`},
		{"several options on a scale", "pupil", func(x *q) { question(x, "C2").Scale = "ses" }, "pages[3].questions[1].scale", "several options together have no value"},
		{"a threshold short", "pupil", func(x *q) { question(x, "I1").Thresholds = []float64{-1, 1} }, "pages[0].questions[5].thresholds", "2 thresholds for 4 degrees"},
		{"a threshold out of reach", "pupil", func(x *q) { question(x, "I1").Thresholds[0] = -9 }, "pages[0].questions[5].thresholds", "-9 is outside -5 to 5"},
		{"thresholds without a scale", "pupil", func(x *q) { question(x, "C1").Thresholds = []float64{0} }, "pages[3].questions[0].thresholds", "of no use outside a pcm scale"},
		{"turned round without a scale", "pupil", func(x *q) { question(x, "C1").Reverse = true }, "pages[3].questions[0].reverse", "nothing is turned round"},
		{"not knowing what one likes", "pupil", func(x *q) { question(x, "I1").Options[3].Unknown = true }, "pages[0].questions[5].options[3].unknown", "a degree for everybody"},
		{"too many at once", "pupil", func(x *q) { x.Pages[0].Questions = append(x.Pages[0].Questions, x.Pages[3].Questions...) }, "pages[0].questions", "questions at once"},
		{"an empty page", "pupil", func(x *q) { x.Pages[7].Questions = nil }, "pages[7].questions", "is empty"},
		{"credit outside of situations", "pupil", func(x *q) { question(x, "C1").Options[0].Credit = 1 }, "pages[3].questions[0].options[0].credit", "outside a points scale"},

		{"two best courses of action", "teacher", func(x *q) { question(x, "T111").Options[0].Credit = 2 }, "pages[6].questions[0].options", "a situation with 2 best courses of action"},
		{"too much credit", "teacher", func(x *q) { question(x, "T111").Options[0].Credit = 3 }, "pages[6].questions[0].options[0].credit", "3 is outside 0 to 2"},
		{"no reason given", "teacher", func(x *q) { question(x, "T111").Options[0].Rationale = models.Text{} }, "pages[6].questions[0].options[0].rationale", "is missing"},
		{"no situation", "teacher", func(x *q) { question(x, "T111").Situation = models.Text{} }, "pages[6].questions[0].options", "a situation with 1 best"},
		{"an aspect that is none", "teacher", func(x *q) { question(x, "T111").Aspect = "T9" }, "pages[6].questions[0].aspect", `"T9" is neither`},
		{"39 items", "teacher", func(x *q) { x.Pages[0].Questions = x.Pages[0].Questions[1:] }, "pages", "39 items"},
		{"a component left out", "teacher", func(x *q) { question(x, "T105").Aspect, question(x, "T112").Aspect = "T1.1.1", "T1.1.1" }, "aspects[7].code", "nothing asks about T1.3"},
		{"a dimension without situations", "teacher", func(x *q) { x.Scales[5].Aspect = "T2" }, "aspects[0].code", "T1 has no points scale"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := withQuestionnaires(t)
			i := slices.IndexFunc(b.Questionnaires, func(x models.Questionnaire) bool { return x.Code == c.code })
			c.breaks(&b.Questionnaires[i])
			problems := content.Check(b)
			found := slices.IndexFunc(problems, func(p content.Problem) bool {
				return p.File == "questionnaires/"+c.code+".yaml" && p.Path == c.path && strings.Contains(p.What, c.what)
			})
			require.GreaterOrEqual(t, found, 0, "want %s: %s, got\n%v", c.path, c.what, problems)
			require.Positive(t, problems[found].Line)
		})
	}
}

// A teacher who looks at the form of the options only earns what a blind guess
// earns: of the 15 situations the best course of action is the longest in about
// a quarter, and stands in each place about as often.
func TestSituationsGiveNoClue(t *testing.T) {
	t.Parallel()
	b := withQuestionnaires(t)
	for _, l := range models.Locales() {
		longest, places := 0, map[int]int{}
		for _, q := range b.Questionnaires[1].Questions() {
			if q.Situation.IsZero() {
				continue
			}
			best, long := 0, 0
			for i, o := range q.Options {
				if o.Credit == 2 {
					best = i
				}
				if len([]rune(o.Text.In(l))) > len([]rune(q.Options[long].Text.In(l))) {
					long = i
				}
			}
			places[best]++
			if best == long {
				longest++
			}
		}
		require.LessOrEqual(t, longest, 5, "%s", l)
		for place := range 4 {
			require.GreaterOrEqual(t, places[place], 2, "%s: place %d", l, place)
		}
	}
}
