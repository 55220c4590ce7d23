package questionnaire_test

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/questionnaire"
	"suyang/content"
	"suyang/models"
)

// respondent is somebody who has handed in.
func respondent(grade int, under14 bool, answers models.Answers) models.Respondent {
	return models.Respondent{
		Reply: models.Reply{
			ID: models.NewID[models.Reply](), AccountID: models.NewID[models.Account](), Code: "mixed", Version: 2,
			Answers: answers, StartedAt: noon, UpdatedAt: noon, SubmittedAt: noon,
		},
		SchoolID: models.NewID[models.School](), School: "第一中学", Region: "都江堰", Grade: grade, Under14: under14,
	}
}

type write func(*strings.Builder) error

func table(t testing.TB, fill write) []map[string]string {
	t.Helper()
	var text strings.Builder
	require.NoError(t, fill(&text))
	lines, err := csv.NewReader(strings.NewReader(text.String())).ReadAll()
	require.NoError(t, err)
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func answersOf(t testing.TB, q models.Questionnaire, all []models.Respondent, o questionnaire.FileOptions) []map[string]string {
	t.Helper()
	return table(t, func(w *strings.Builder) error { return questionnaire.WriteAnswers(w, q, all, o) })
}

func TestFilesHoldWhatTheirClassesAllow(t *testing.T) {
	t.Parallel()
	said := models.Answers{"like": {4}, "dull": {1}, "own": {1, 3}, "years": {5}, "speak": {2}}
	child, youth := respondent(6, true, said), respondent(8, false, said)
	tests := []struct {
		name         string
		person       models.Respondent
		classes      []models.Privacy
		own1, speaks string // cells; "-" where there is no column
	}{
		{"by default a youth's personal answers, nothing sensitive", youth, nil, "1", "-"},
		{"by default no personal answer of a child", child, nil, "", "-"},
		{"opinions only", youth, []models.Privacy{models.PrivacyNone}, "-", "-"},
		{"all of a youth", youth, models.Privacies(), "1", "2"},
		{"all of a child", child, models.Privacies(), "1", "2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			rows := answersOf(t, mixed(), []models.Respondent{test.person}, questionnaire.FileOptions{Classes: test.classes})
			require.Len(t, rows, 1)
			cell := func(name string) string {
				if v, ok := rows[0][name]; ok {
					return v
				}
				return "-"
			}
			require.Equal(t, "4", cell("like"), "opinions are always there")
			require.Equal(t, test.own1, cell("own_1"))
			require.Equal(t, test.speaks, cell("speak"))
		})
	}
}

func TestFilesDoNotTellWhoItIs(t *testing.T) {
	t.Parallel()
	one, other := respondent(8, false, models.Answers{"like": {4}}), respondent(8, false, models.Answers{"like": {1}})
	begun := respondent(8, false, models.Answers{"like": {2}})
	begun.SubmittedAt = time.Time{}
	all := []models.Respondent{one, begun, other}
	first := questionnaire.FileOptions{Secret: []byte("first")}
	var text strings.Builder
	require.NoError(t, questionnaire.WriteAnswers(&text, mixed(), all, first))
	for _, secret := range []string{one.AccountID.String(), one.ID.String(), one.SchoolID.String(), one.School, one.Region} {
		require.NotContains(t, text.String(), secret)
	}
	rows := answersOf(t, mixed(), all, first)
	require.Len(t, rows, 2, "who has not handed in is not in the file")
	require.NotEqual(t, rows[0]["ID_person"], rows[1]["ID_person"])
	slices.Reverse(all)
	require.Equal(t, rows, answersOf(t, mixed(), all, first), "the same name each time, in an order that tells nothing")
	require.NotEqual(t, rows[0]["ID_person"], answersOf(t, mixed(), all, questionnaire.FileOptions{Secret: []byte("second")})[0]["ID_person"])

	own := mixed()
	own.Audience, own.Stages = models.AudienceTeacher, nil
	require.NotContains(t, answersOf(t, own, all, first)[0], "ID_school", "a teacher's school would tell who she is")
}

func TestScoresFile(t *testing.T) {
	t.Parallel()
	all := []models.Respondent{respondent(8, false, models.Answers{"like": {4}, "dull": {1}}), respondent(8, false, models.Answers{"like": {4}})}
	rows := table(t, func(w *strings.Builder) error {
		return questionnaire.WriteScores(w, mixed(), all, questionnaire.FileOptions{})
	})
	slices.SortFunc(rows, func(a, b map[string]string) int { return strings.Compare(b["liking_n"], a["liking_n"]) })
	want := questionnaire.Scores(mixed(), all[0].Answers)[0]
	require.Equal(t, fmt.Sprintf("%.3f", want.Value), rows[0]["liking"])
	require.Equal(t, fmt.Sprintf("%.3f", want.SE), rows[0]["liking_se"])
	require.Equal(t, map[string]string{"liking": "", "liking_se": "", "liking_n": "1"},
		map[string]string{"liking": rows[1]["liking"], "liking_se": rows[1]["liking_se"], "liking_n": rows[1]["liking_n"]})
}

func TestIndexLeavesOutWhoseAnswersMayNotBeShown(t *testing.T) {
	t.Parallel()
	all := []models.Respondent{
		respondent(9, false, models.Answers{"books": {0}, "rooms": {1}}), respondent(9, false, models.Answers{"books": {2}, "rooms": {4}}),
		respondent(6, true, models.Answers{"books": {2}, "rooms": {9}}),
	}
	count := func(o questionnaire.FileOptions) (n int) {
		for _, row := range table(t, func(w *strings.Builder) error { return questionnaire.WriteScores(w, home(), all, o) }) {
			if row["ses"] != "" {
				n++
			}
		}
		return n
	}
	require.Equal(t, 2, count(questionnaire.FileOptions{}))
	require.Equal(t, 3, count(questionnaire.FileOptions{Classes: models.Privacies()}))
}

func TestCategoriesAreReadyToCalibrate(t *testing.T) {
	t.Parallel()
	all := []models.Respondent{respondent(8, false, models.Answers{"like": {4}, "dull": {4}}), respondent(8, false, models.Answers{"speak": {1}})}
	rows := table(t, func(w *strings.Builder) error {
		return questionnaire.WriteCategories(w, mixed(), "liking", all, questionnaire.FileOptions{})
	})
	require.Len(t, rows, 1, "who answered none of its questions has no line")
	require.Equal(t, "3", rows[0]["like"])
	require.Equal(t, "0", rows[0]["dull"], "turned round")
	require.NotContains(t, rows[0], "own_1")
	var text strings.Builder
	require.Equal(t, models.CodeInvalid, models.CodeOf(questionnaire.WriteCategories(&text, mixed(), "ses", all, questionnaire.FileOptions{})))
}

func TestCodebookDescribesEveryColumn(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	for _, q := range bundle.Questionnaires {
		described := map[string]map[string]string{}
		for _, row := range table(t, func(w *strings.Builder) error { return questionnaire.WriteCodebook(w, q) }) {
			require.NotContains(t, described, row["name"], "one line a column")
			require.NotEmpty(t, row["label_zh"])
			require.NotEmpty(t, row["label_en"])
			require.Contains(t, []string{"none", "personal", "sensitive"}, row["privacy"])
			described[row["name"]] = row
		}
		var answers, scores strings.Builder
		require.NoError(t, questionnaire.WriteAnswers(&answers, q, nil, questionnaire.FileOptions{Classes: models.Privacies()}))
		require.NoError(t, questionnaire.WriteScores(&scores, q, nil, questionnaire.FileOptions{}))
		for _, head := range []string{answers.String(), scores.String()} {
			for name := range strings.SplitSeq(strings.TrimSpace(head), ",") {
				if !strings.HasPrefix(name, "ID_") && !strings.HasPrefix(name, "GROUP_") {
					require.Contains(t, described, name)
				}
			}
		}
	}
}

// teachers are n who have handed in, of a school.
func teachers(n int, region models.RegionID, school string) []models.Respondent {
	id := models.NewID[models.School]()
	var list []models.Respondent
	for i := range n {
		r := respondent(0, false, models.Answers{"Comfort": {1 + i%4}, "Work": {3}, "Future": {2}, "Benefit": {3}})
		r.RegionID, r.SchoolID, r.School = region, id, school
		list = append(list, r)
	}
	return list
}

func TestMeansOfGroupsLargeEnough(t *testing.T) {
	t.Parallel()
	a, b := models.NewID[models.Region](), models.NewID[models.Region]()
	tests := []struct {
		name string
		all  []models.Respondent
		want []string // school and number
	}{
		{"nine are too few", teachers(9, a, "S1"), nil},
		{"ten are enough", teachers(10, a, "S1"), []string{" 10", "S1 10"}},
		{"small schools make up a region", slices.Concat(teachers(5, a, "S1"), teachers(6, a, "S2")), []string{" 11"}},
		{"what is left of the region would be five", slices.Concat(teachers(12, a, "S1"), teachers(20, a, "S2"), teachers(5, a, "S3")), []string{" 37", "S2 20"}},
		{"what is left is ten", slices.Concat(teachers(12, a, "S1"), teachers(5, a, "S2"), teachers(5, a, "S3")), []string{" 22", "S1 12"}},
		{"regions are apart", slices.Concat(teachers(10, a, "S1"), teachers(9, b, "S9")), []string{" 10", "S1 10"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, g := range questionnaire.Means(science(), test.all) {
				got = append(got, fmt.Sprintf("%s %d", g.School, g.N))
				require.Len(t, g.Means, 1)
			}
			require.Equal(t, test.want, got)
		})
	}
	half := teachers(10, a, "S1")
	half[0].Answers = models.Answers{"Work": {3}}
	require.Empty(t, questionnaire.Means(science(), half), "who has no score does not make a group larger")
	half = teachers(10, a, "S1")
	half[0].SubmittedAt = time.Time{}
	require.Empty(t, questionnaire.Means(science(), half), "nor does who has not handed in")
}

func TestMeanAndItsError(t *testing.T) {
	t.Parallel()
	all := teachers(12, models.NewID[models.Region](), "S1")
	sum, values := 0.0, []float64{}
	for _, r := range all {
		v := questionnaire.Scores(science(), r.Answers)[0].Value
		values, sum = append(values, v), sum+v
	}
	squares := 0.0
	for _, v := range values {
		squares += (v - sum/12) * (v - sum/12)
	}
	m := questionnaire.Means(science(), all)[0].Means[0]
	require.InDelta(t, sum/12, m.Value, 1e-9)
	require.InDelta(t, squares/11/12, m.SE*m.SE, 1e-9)
}
