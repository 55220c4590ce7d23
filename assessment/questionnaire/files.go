package questionnaire

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"suyang/irt"
	"suyang/models"
)

// FileOptions say what a file holds.
type FileOptions struct {
	// Classes are the privacy classes of answers to include. Nil: all but
	// sensitive.
	Classes []models.Privacy
	// Secret keys the pseudonyms.
	Secret []byte
}

func (o FileOptions) includes(p models.Privacy) bool {
	if o.Classes == nil {
		return p != models.PrivacySensitive
	}
	return slices.Contains(o.Classes, p)
}

// pseudonym is a name that only the secret leads back from: the same person has
// another one in the files of another questionnaire.
func (o FileOptions) pseudonym(code, id string) string {
	mac := hmac.New(sha256.New, o.Secret)
	mac.Write([]byte(code + "\x00" + id))
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// row is a respondent as a file shows her.
type row struct {
	models.Respondent
	options FileOptions
	shown   models.Questionnaire // with the questions whose answers may be shown
}

// rows are the replies that were handed in, by pseudonym.
func rows(q models.Questionnaire, all []models.Respondent, o FileOptions) []row {
	var list []row
	for _, r := range all {
		if !r.Submitted() {
			continue
		}
		stage, _ := models.StageOfGrade(r.Grade)
		list = append(list, row{r, o, For(q, func(x models.Question) bool {
			return atStage(x, stage) && o.includes(x.Privacy.Of(r.Under14))
		})})
	}
	slices.SortFunc(list, func(a, b row) int { return compare(a.name(), b.name()) })
	return list
}

func compare(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

func (r row) name() string { return r.options.pseudonym(r.Code, r.AccountID.String()) }

// head names the columns that say who and where; files of teachers leave the
// school out, which would tell who they are.
func head(q models.Questionnaire) []string {
	if q.Audience == models.AudienceTeacher {
		return []string{"ID_person"}
	}
	return []string{"ID_person", "ID_school", "GROUP_stage"}
}

func (r row) head(q models.Questionnaire) []string {
	if q.Audience == models.AudienceTeacher {
		return []string{r.name()}
	}
	stage, _ := models.StageOfGrade(r.Grade)
	return []string{r.name(), r.options.pseudonym(r.Code, r.SchoolID.String()), string(stage)}
}

// may reports whether the answer to a question may be shown.
func (r row) may(q models.Question) bool {
	return slices.ContainsFunc(r.shown.Questions(), func(x models.Question) bool { return x.ID == q.ID })
}

// listed are the questions that a file has columns for.
func listed(q models.Questionnaire, o FileOptions) []models.Question {
	return For(q, func(x models.Question) bool { return o.includes(x.Privacy) }).Questions()
}

// WriteAnswers writes a line for each reply handed in, with the values chosen:
// a column a question, and a column an option of 0 or 1 for multiple questions.
// What was not asked, left out or may not be shown is empty.
func WriteAnswers(w io.Writer, q models.Questionnaire, all []models.Respondent, o FileOptions) error {
	questions := listed(q, o)
	columns := head(q)
	for _, x := range questions {
		columns = append(columns, columnsOf(x)...)
	}
	return writeRows(w, columns, rows(q, all, o), func(r row) []string {
		line := r.head(q)
		for _, x := range questions {
			line = append(line, r.cells(x)...)
		}
		return line
	})
}

func columnsOf(q models.Question) []string {
	if q.Type != models.QuestionMultiple {
		return []string{q.ID}
	}
	var names []string
	for _, o := range q.Options {
		names = append(names, fmt.Sprintf("%s_%d", q.ID, o.Value))
	}
	return names
}

func (r row) cells(q models.Question) []string {
	cells := make([]string, len(columnsOf(q)))
	values := r.Answers[q.ID]
	if len(values) == 0 || !r.may(q) {
		return cells
	}
	if q.Type != models.QuestionMultiple {
		cells[0] = strconv.Itoa(values[0])
		return cells
	}
	for i, o := range q.Options {
		cells[i] = "0"
		if slices.Contains(values, o.Value) {
			cells[i] = "1"
		}
	}
	return cells
}

// WriteCategories writes the answers to the questions of one pcm scale as
// categories from 0, reversed ones turned round: what calibrate reads.
func WriteCategories(w io.Writer, q models.Questionnaire, scale string, all []models.Respondent, o FileOptions) error {
	questions := slices.DeleteFunc(q.Of(scale), func(x models.Question) bool { return len(x.Thresholds) == 0 || !o.includes(x.Privacy) })
	if len(questions) == 0 {
		return models.Invalid("scale", fmt.Sprintf("%q is no pcm scale of the questionnaire %s", scale, q.Code))
	}
	columns := head(q)
	for _, x := range questions {
		columns = append(columns, x.ID)
	}
	answered := slices.DeleteFunc(rows(q, all, o), func(r row) bool {
		return !slices.ContainsFunc(questions, func(x models.Question) bool { return r.category(x) != irt.Missing })
	})
	return writeRows(w, columns, answered, func(r row) []string {
		line := r.head(q)
		for _, x := range questions {
			cell := ""
			if k := r.category(x); k != irt.Missing {
				cell = strconv.Itoa(k)
			}
			line = append(line, cell)
		}
		return line
	})
}

func (r row) category(q models.Question) int {
	if !r.may(q) {
		return irt.Missing
	}
	return Category(q, r.Answers)
}

// WriteScores writes the scores of each reply handed in: for each scale the
// score, for pcm with its standard error (_se), for points with the credits
// that could be had (_max), and the number of answers (_n). An index is that of
// the persons in the file.
func WriteScores(w io.Writer, q models.Questionnaire, all []models.Respondent, o FileOptions) error {
	list := rows(q, all, o)
	columns := head(q)
	for _, s := range q.Scales {
		columns = append(columns, scoreColumns(s)...)
	}
	indices := map[string]map[models.ReplyID]float64{}
	for _, s := range q.Scales {
		if s.Method == models.ScaleIndex {
			indices[s.Code] = indexOf(q, s, list)
		}
	}
	return writeRows(w, columns, list, func(r row) []string {
		line, scores := r.head(q), Scores(r.shown, r.Answers)
		for _, s := range q.Scales {
			if s.Method == models.ScaleIndex {
				line = append(line, number(indices[s.Code][r.ID]))
				continue
			}
			line = append(line, scoreCells(s, scores)...)
		}
		return line
	})
}

// indexOf is the index of each person whose answers to all its questions may be
// shown.
func indexOf(q models.Questionnaire, s models.Scale, list []row) map[models.ReplyID]float64 {
	sample := make([]models.Answers, len(list))
	for i, r := range list {
		sample[i] = models.Answers{}
		for _, x := range r.shown.Of(s.Code) {
			sample[i][x.ID] = r.Answers[x.ID]
		}
	}
	values := map[models.ReplyID]float64{}
	for i, v := range Index(q, s, sample) {
		values[list[i].ID] = v
	}
	return values
}

func scoreColumns(s models.Scale) []string {
	switch s.Method {
	case models.ScalePCM:
		return []string{s.Code, s.Code + "_se", s.Code + "_n"}
	case models.ScalePoints:
		return []string{s.Code, s.Code + "_max", s.Code + "_n"}
	}
	return []string{s.Code}
}

func scoreCells(s models.Scale, scores []Score) []string {
	cells := []string{"", "", "0"}
	i := slices.IndexFunc(scores, func(x Score) bool { return x.Scale == s.Code })
	if i < 0 {
		return cells
	}
	cells[2] = strconv.Itoa(scores[i].Answered)
	if !scores[i].Scored {
		return cells
	}
	if s.Method == models.ScalePoints {
		cells[0], cells[1] = strconv.Itoa(int(scores[i].Value)), strconv.Itoa(scores[i].Max)
	} else {
		cells[0], cells[1] = number(scores[i].Value), number(scores[i].SE)
	}
	return cells
}

func number(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', 3, 64)
}

func writeRows(w io.Writer, columns []string, list []row, line func(row) []string) error {
	out := csv.NewWriter(w)
	err := out.Write(columns)
	for _, r := range list {
		err = errors.Join(err, out.Write(line(r)))
	}
	out.Flush()
	return errors.Join(err, out.Error())
}

// Respondents returns the replies to a questionnaire, for a researcher's files.
func (s *Service) Respondents(ctx context.Context, by models.Person, code string) (models.Questionnaire, []models.Respondent, error) {
	if by.Role != models.RoleResearcher {
		return models.Questionnaire{}, nil, models.Forbidden("only a researcher gets answers")
	}
	q, err := s.Questionnaire(code)
	if err != nil {
		return q, nil, err
	}
	all, err := s.cfg.Replies.Respondents(ctx, code)
	return q, all, err
}

// FileOptions are those of files with the privacy classes, under the service's
// secret.
func (s *Service) FileOptions(classes []models.Privacy) FileOptions {
	return FileOptions{Classes: classes, Secret: s.cfg.Secret}
}
