package recommend

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"suyang/models"
)

// row is a line of an import file.
type row struct {
	ID         string   `json:"id"`
	Lang       string   `json:"lang"`
	Title      string   `json:"title"`
	Summary    string   `json:"summary"`
	Text       string   `json:"text"`
	URL        string   `json:"url"`
	Licence    string   `json:"licence"`
	Format     string   `json:"format"`
	Subject    string   `json:"subject"`
	Group      string   `json:"group"`
	Indicators []string `json:"indicators"`
	Stages     []string `json:"stages"`
	Minutes    int      `json:"minutes"`
	Difficulty *float64 `json:"difficulty"`
}

// parseRow reads one line. Its errors are *models.Error that name the field.
func parseRow(line []byte) (row, error) {
	if !utf8.Valid(line) {
		return row{}, models.Invalid("", fmt.Sprintf("byte %d is not UTF-8; save the file as UTF-8", firstInvalid(line)))
	}
	if bytes.Contains(line, []byte(`\u0000`)) {
		return row{}, models.Invalid("", "it holds the character U+0000, which a database cannot store; remove it")
	}
	var r row
	err := json.Unmarshal(line, &r)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return row{}, models.Invalid(wrong.Field, fmt.Sprintf("is a %s, should be a %s", wrong.Value, wrong.Type))
	}
	if err != nil {
		return row{}, models.Invalid("", fmt.Sprintf("not one JSON object (%v); NaN and unescaped quotes are not JSON", err))
	}
	return r, nil
}

func firstInvalid(line []byte) int {
	at := 0
	for at < len(line) {
		c, size := utf8.DecodeRune(line[at:])
		if c == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at + 1
}

// resource maps the row to a record.
func (r row) resource(source string, stages []models.Stage) (models.Resource, error) {
	resource := models.Resource{
		ID: models.NewID[models.Resource](), Source: source, SourceID: r.ID, Locale: r.Lang,
		Title: strings.TrimSpace(r.Title), Summary: r.Summary, Body: r.Text, URL: r.URL, Licence: r.Licence,
		Format: format(r.Format), Indicators: r.Indicators, Stages: stages, Minutes: r.Minutes, Group: r.Group,
		Difficulty: unknownDifficulty, DifficultySD: unknownDifficultySD,
	}
	if !strings.ContainsFunc(r.Title, isWordy) {
		return resource, models.Invalid("title", "a resource needs a title with a letter or a digit")
	}
	if r.Lang == "" {
		return resource, models.Invalid("lang", "say which language the text is in, such as zh or en")
	}
	if resource.Minutes == 0 {
		resource.Minutes = readingMinutes(r.Text, r.Lang)
	}
	if resource.Minutes < 0 {
		return resource, models.Invalid("minutes", "cannot be negative")
	}
	if r.Difficulty != nil {
		resource.Difficulty, resource.DifficultySD = *r.Difficulty, knownDifficultySD
	}
	if math.Abs(resource.Difficulty) > 6 {
		return resource, models.Invalid("difficulty", "lies between -6 and 6 on the theta scale")
	}
	var err error
	if resource.Stages, err = parseStages(r.Stages, stages); err != nil {
		return resource, err
	}
	return resource, resource.Validate()
}

// parseStages reads the names of stages; without any it returns otherwise.
func parseStages(names []string, otherwise []models.Stage) ([]models.Stage, error) {
	if len(names) == 0 {
		return otherwise, nil
	}
	stages := make([]models.Stage, len(names))
	for i, name := range names {
		var err error
		if stages[i], err = models.ParseStage(name); err != nil {
			return nil, err
		}
	}
	return stages, nil
}

func isWordy(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// Difficulty on the theta scale, and how sure it is.
const (
	unknownDifficulty   = 0.3 // pages on the open web are written for somewhat older readers
	unknownDifficultySD = 1.0
	knownDifficultySD   = 0.5
)

// format maps the names open collections use; what is unknown is "other".
func format(name string) models.ResourceFormat {
	switch name {
	case "notebook":
		return models.FormatExercise
	case "reference", "glossary":
		return models.FormatArticle
	}
	if f, err := models.ParseResourceFormat(name); err == nil {
		return f
	}
	return models.FormatOther
}

// readingMinutes estimates how long a pupil reads: 300 Chinese characters or
// 900 letters (150 English words) a minute, at least one.
func readingMinutes(text, lang string) int {
	speed := 900.0
	if language(lang) == "zh" {
		speed = 300
	}
	return max(1, int(math.Round(float64(utf8.RuneCountInString(text))/speed)))
}
