package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/questionnaire"
	"suyang/content"
	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/simulate"
	"suyang/models"
)

// contentQuestionnaire is one of those that ship.
func contentQuestionnaire(t *testing.T, code string) models.Questionnaire {
	t.Helper()
	bundle, err := content.Load()
	require.NoError(t, err)
	for _, q := range bundle.Questionnaires {
		if q.Code == code {
			return q
		}
	}
	t.Fatalf("there is no questionnaire %s", code)
	return models.Questionnaire{}
}

// The thresholds that answers were drawn from come back from the file of
// categories by way of suyang calibrate.
func TestThresholdsComeBackFromAnExport(t *testing.T) {
	t.Parallel()
	const persons, sd = 4000, 1.3
	q := contentQuestionnaire(t, "pupil")
	var items []irt.Item
	for _, x := range q.Of("interest") {
		items = append(items, questionnaire.Item(x))
	}
	drawn := simulate.Responses(items, simulate.Simulees(persons, 0, sd, 7), 8)
	var all []models.Respondent
	for p := range persons {
		all = append(all, models.Respondent{Grade: 8, Reply: replyFrom(q.Of("interest"), drawn.Row(p))})
	}
	folder := t.TempDir()
	export, found := filepath.Join(folder, "interest.csv"), filepath.Join(folder, "interest.json")
	file, err := os.Create(export)
	require.NoError(t, err)
	require.NoError(t, questionnaire.WriteCategories(file, q, "interest", all, questionnaire.FileOptions{}))
	require.NoError(t, file.Close())

	out := succeed(t, t.TempDir(), "calibrate", "--model", "pcm", "--out", found, export)
	require.Contains(t, out, "4000 persons")
	c, err := files.OpenCalibration(found)
	require.NoError(t, err)
	require.InDelta(t, sd, c.Groups[0].SD, 0.06)
	estimates := map[string][]float64{}
	for _, it := range c.ResponseModels() {
		require.Equal(t, irt.PCM, it.Model)
		estimates[it.ID] = it.B
	}
	for _, it := range items {
		require.InDeltaSlice(t, it.B, estimates[it.ID], 0.25, "%s: four standard errors of the rarest step", it.ID)
	}

	own, err := recalibrated(q, found)
	require.NoError(t, err)
	require.Equal(t, estimates["I2"], own.Of("interest")[1].Thresholds)
	require.Equal(t, c.Groups[0].SD, own.Scales[0].SD)
	require.Equal(t, q.Of("efficacy"), own.Of("efficacy"), "other scales stay as they are")
	require.NotEqual(t, q.Scales[0].SD, own.Scales[0].SD)
	_, err = recalibrated(contentQuestionnaire(t, "teacher"), found)
	require.ErrorContains(t, err, "no scale of the questionnaire teacher has all its questions among these items")
}

// replyFrom answers questions so that the categories are those of the row.
func replyFrom(questions []models.Question, row []uint8) models.Reply {
	r := models.Reply{ID: models.NewID[models.Reply](), AccountID: models.NewID[models.Account](), Answers: models.Answers{}}
	for i, q := range questions {
		k := int(row[i])
		if q.Reverse {
			k = len(q.Options) - 1 - k
		}
		r.Answers[q.ID] = []int{q.Options[k].Value}
	}
	r.SubmittedAt = time.Date(2026, 9, 14, 8, 0, 0, 0, time.UTC)
	return r
}

// rowsOf reads a CSV with a head.
func rowsOf(t *testing.T, path string) []map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	lines, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
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

// The way of a study: answers, scores, a scale calibrated and scored again.
func TestQuestionnaireFiles(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }

	out := succeed(t, dataDir, "questionnaire", "export", "--code", "pupil", "--out", at("answers.csv"))
	require.Regexp(t, `^pupil: \d+ handed in, \d+ answered in part and left out`, out)
	answers := rowsOf(t, at("answers.csv"))
	require.Greater(t, len(answers), 10)
	require.Contains(t, answers[0], "I1")
	require.NotContains(t, answers[0], "L1", "sensitive: only when asked for")
	require.Contains(t, answers[0], "S1")
	for _, row := range answers {
		require.Empty(t, row["S1"], "the demo's pupils are below fourteen: their personal answers are sensitive")
	}
	succeed(t, dataDir, "questionnaire", "export", "--code", "pupil", "--privacy", "none,personal,sensitive", "--out", at("all.csv"))
	require.Contains(t, rowsOf(t, at("all.csv"))[0], "L1")

	succeed(t, dataDir, "questionnaire", "score", "--code", "pupil", "--out", at("scores.csv"))
	scores := rowsOf(t, at("scores.csv"))
	require.Len(t, scores, len(answers))
	value, err := strconv.ParseFloat(scores[0]["interest"], 64)
	require.NoError(t, err)
	require.Greater(t, value, 0.0)

	succeed(t, dataDir, "questionnaire", "score", "--code", "teacher", "--out", at("teachers.csv"))
	teachers := rowsOf(t, at("teachers.csv"))
	require.Len(t, teachers, 2)
	require.NotContains(t, teachers[0], "ID_school")

	succeed(t, dataDir, "questionnaire", "codebook", "--code", "pupil", "--out", at("codebook.csv"))
	require.Greater(t, len(rowsOf(t, at("codebook.csv"))), 50)

	for flag, args := range map[string][]string{
		`there is no questionnaire "parents"; there are pupil, teacher`: {"export", "--code", "parents"},
		`"secret" is not one of none, personal, sensitive`:              {"export", "--code", "pupil", "--privacy", "secret"},
		`"ses" is no pcm scale of the questionnaire pupil`:              {"export", "--code", "pupil", "--scale", "ses"},
	} {
		_, complaints, err := run(t, dataDir, append(append([]string{"questionnaire"}, args...), "--out", at("none.csv"))...)
		require.Error(t, err)
		require.Contains(t, complaints, flag)
		require.NoFileExists(t, at("none.csv"))
	}
}
