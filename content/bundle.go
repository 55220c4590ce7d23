package content

import (
	"embed"

	"suyang/models"
)

//go:embed framework.yaml levels.yaml misconceptions.yaml families forms items lessons pictures questionnaires
var files embed.FS

// Bundle is everything a content folder holds. Items, forms and lessons stand
// in the order of their file names, the rest in the order of its file.
type Bundle struct {
	Framework      []models.Node
	Levels         []models.Level
	Metric         models.Metric
	Pass           map[models.Stage]float64 // score that counts as passed (达标), by stage
	Misconceptions []models.Misconception
	Families       []models.Family // specifications of the items
	Items          []models.Item
	Forms          []models.Form // without ID: the store gives it
	Lessons        []models.Lesson
	Questionnaires []models.Questionnaire
	Pictures       map[string][]byte // drawings (SVG) by the name of the file

	origins map[string]origin // by address of the record, such as items[3]
}

// Load reads the content that is embedded in the binary.
func Load() (*Bundle, error) { return LoadDir(files) }
