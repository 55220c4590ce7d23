package prompts

import (
	"embed"
	"fmt"
	"strings"
	"text/template"

	"suyang/models"
)

// Version names the prompts in use. A change of their wording is a new version.
const Version = "v1"

//go:embed v1/*.tmpl
var files embed.FS

var templates = map[models.Locale]*template.Template{
	models.ZhCN: parse("zh-CN"),
	models.En:   parse("en"),
}

func parse(name string) *template.Template {
	return template.Must(template.New(name+".tmpl").Funcs(template.FuncMap{"data": data}).ParseFS(files, Version+"/"+name+".tmpl"))
}

// Evidence is what the model may use to word one move.
type Evidence struct {
	Locale   models.Locale
	Stage    models.Stage
	Move     string    // name of the move, which chooses the instruction
	Words    string    // authored words that say what the move has to say
	Item     *Item     // the task under talk; nil: her report
	Report   []string  // facts of her report, a sentence each
	Passages []Passage // what may be spoken from
}

// Item is a task as far as a model is told of it.
type Item struct {
	Title     string
	Stimulus  string
	Questions []string
	Mistakes  []Mistake
}

// Mistake is a wrong choice of the pupil and the misconception it tells of.
type Mistake struct{ Chosen, Why string }

// Passage is a piece of a resource.
type Passage struct{ Title, Text string }

// System renders the instructions for one move.
func System(e Evidence) (string, error) {
	t, ok := templates[e.Locale]
	if !ok {
		t = templates[models.ZhCN]
	}
	if t.Lookup("move."+e.Move) == nil {
		return "", fmt.Errorf("prompts: no instruction for move %q", e.Move)
	}
	move, err := render(t, "move."+e.Move, e)
	if err != nil {
		return "", err
	}
	return render(t, t.Name(), struct {
		Evidence
		Instruction string
	}{e, move})
}

func render(t *template.Template, name string, value any) (string, error) {
	var out strings.Builder
	if err := t.ExecuteTemplate(&out, name, value); err != nil {
		return "", fmt.Errorf("prompts: %w", err)
	}
	return strings.TrimSpace(out.String()), nil
}

// Pupil wraps what a pupil wrote.
func Pupil(text string) string { return "<pupil>" + data(text) + "</pupil>" }

// data makes sure that a text cannot close the tag it stands in.
func data(text string) string {
	return strings.NewReplacer("<", "＜", ">", "＞").Replace(strings.TrimSpace(text))
}
