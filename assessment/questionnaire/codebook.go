package questionnaire

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"suyang/models"
)

// WriteCodebook describes the columns of the files of answers and of scores, a
// line each, in both languages.
func WriteCodebook(w io.Writer, q models.Questionnaire) error {
	out := csv.NewWriter(w)
	err := out.Write([]string{"name", "file", "type", "label_zh", "label_en", "values_zh", "values_en", "scale", "reverse", "aspect", "stages", "privacy"})
	for _, x := range q.Questions() {
		for _, line := range describe(x) {
			err = errors.Join(err, out.Write(line))
		}
	}
	for _, s := range q.Scales {
		for i, name := range scoreColumns(s) {
			err = errors.Join(err, out.Write([]string{
				name, "scores", string(s.Method), s.Name.ZH, s.Name.EN, meaning(s.Method, i).ZH, meaning(s.Method, i).EN, s.Code, "", s.Aspect, "", string(classOf(q, s)),
			}))
		}
	}
	out.Flush()
	return errors.Join(err, out.Error())
}

func describe(q models.Question) [][]string {
	label := q.Prompt
	if !q.Situation.IsZero() {
		label = models.Text{ZH: q.Situation.ZH + q.Prompt.ZH, EN: q.Situation.EN + " " + q.Prompt.EN}
	}
	tail := []string{q.Scale, reversed(q), q.Aspect, stages(q.Stages), string(q.Privacy)}
	if q.Type == models.QuestionMultiple {
		var lines [][]string
		for i, name := range columnsOf(q) {
			o := q.Options[i].Text
			lines = append(lines, append([]string{name, "answers", string(q.Type), label.ZH + " " + o.ZH, label.EN + " " + o.EN, "0 未选; 1 选", "0 not chosen; 1 chosen"}, tail...))
		}
		return lines
	}
	return [][]string{append([]string{q.ID, "answers", string(q.Type), label.ZH, label.EN, values(q, models.ZhCN), values(q, models.En)}, tail...)}
}

func reversed(q models.Question) string {
	if q.Reverse {
		return "1"
	}
	return ""
}

func stages(list []models.Stage) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = string(s)
	}
	return strings.Join(names, " ")
}

func values(q models.Question, l models.Locale) string {
	if q.Type == models.QuestionNumber {
		return fmt.Sprintf("%d-%d %s", q.Min, q.Max, q.Unit.In(l))
	}
	parts := make([]string, len(q.Options))
	for i, o := range q.Options {
		parts[i] = strconv.Itoa(o.Value) + " " + o.Text.In(l)
	}
	return strings.Join(parts, "; ")
}

// meaning says what stands in column i of a scale.
func meaning(m models.ScaleMethod, i int) models.Text {
	switch {
	case m == models.ScaleIndex:
		return models.Text{ZH: "均值 50、标准差 10（在本文件的人中）", EN: "mean 50, standard deviation 10 among the persons of the file"}
	case i == 2:
		return models.Text{ZH: "答了的题数", EN: "questions answered"}
	case m == models.ScalePoints && i == 0:
		return models.Text{ZH: "得分", EN: "credits"}
	case m == models.ScalePoints:
		return models.Text{ZH: "所答各题的满分", EN: "credits that could be had where answered"}
	case i == 0:
		return models.Text{ZH: "加权似然估计，均值 50、标准差 10", EN: "weighted likelihood estimate, mean 50, standard deviation 10"}
	}
	return models.Text{ZH: "标准误", EN: "standard error"}
}

// classOf is the most protected class among the questions of a scale.
func classOf(q models.Questionnaire, s models.Scale) models.Privacy {
	class := models.PrivacyNone
	for _, p := range models.Privacies() {
		for _, x := range q.Of(s.Code) {
			if x.Privacy == p {
				class = p
			}
		}
	}
	return class
}
