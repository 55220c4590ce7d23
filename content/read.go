package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"suyang/models"
)

// LoadDir reads a content folder: framework.yaml, levels.yaml,
// misconceptions.yaml, a list a file in families/, and one record a file in
// forms/, items/ and lessons/, which may have folders of their own; questionnaires
// in questionnaires/ and drawings in pictures/, which may be missing.
// The error is a [models.Error] that wraps [Problems]: each file that is
// missing or does not fit the format, with its line. LoadDir judges the
// format only; call [Check] for the rest.
func LoadDir(fsys fs.FS) (*Bundle, error) { return readAll(&reader{fsys: fsys}) }

func readAll(r *reader) (*Bundle, error) {
	b := &Bundle{origins: map[string]origin{}}
	r.origins = b.origins
	var s scale
	r.file("framework.yaml", "framework", &b.Framework)
	r.file("levels.yaml", "scale", &s)
	r.file("misconceptions.yaml", "misconceptions", &b.Misconceptions)
	b.Metric, b.Pass, b.Levels = s.Metric, s.Pass, s.Levels
	b.Forms = folder[models.Form](r, "forms")
	b.Families = lists[models.Family](r, "families")
	b.Items = folder[models.Item](r, "items")
	b.Lessons = folder[models.Lesson](r, "lessons")
	if _, err := fs.Stat(r.fsys, "questionnaires"); err == nil {
		b.Questionnaires = folder[models.Questionnaire](r, "questionnaires")
	}
	b.Pictures = r.pictures()
	if len(r.problems) > 0 {
		return nil, models.Errorf(models.CodeInvalid, "content: %w", r.problems)
	}
	return b, nil
}

// scale is the layout of levels.yaml.
type scale struct {
	Metric models.Metric            `yaml:"metric"`
	Pass   map[models.Stage]float64 `yaml:"pass"`
	Levels []models.Level           `yaml:"levels"`
}

// reader reads files and gathers what is wrong with them.
type reader struct {
	fsys     fs.FS
	partial  bool // what is missing is no fault
	origins  map[string]origin
	problems Problems
}

// folder reads every YAML file in and below a folder, one record a file.
func folder[T any](r *reader, dir string) []T {
	var records []T
	for _, name := range r.names(dir) {
		var record T
		r.file(name, fmt.Sprintf("%s[%d]", dir, len(records)), &record)
		records = append(records, record)
	}
	return records
}

// lists reads every YAML file in and below a folder, a list of records a file.
func lists[T any](r *reader, dir string) []T {
	var records []T
	for _, name := range r.names(dir) {
		var list []T
		r.file(name, name, &list)
		for i := range list {
			r.origins[fmt.Sprintf("%s[%d]", dir, len(records)+i)] = r.origins[name].entry(i)
		}
		records = append(records, list...)
	}
	return records
}

// pictures reads the drawings.
func (r *reader) pictures() map[string][]byte {
	pictures := map[string][]byte{}
	names, _ := fs.Glob(r.fsys, "pictures/*.svg") // the pattern is well-formed
	for _, name := range names {
		data, err := fs.ReadFile(r.fsys, name)
		if err != nil {
			r.fail(name, err)
		}
		pictures[path.Base(name)] = data
	}
	return pictures
}

// names lists the YAML files in and below a folder.
func (r *reader) names(dir string) []string {
	var names []string
	err := fs.WalkDir(r.fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(name) == ".yaml" {
			names = append(names, name)
		}
		return err
	})
	if err != nil && !r.mayLack(err) {
		r.fail(dir, err)
	}
	return names
}

// mayLack reports whether the error is that of a file that need not be there.
func (r *reader) mayLack(err error) bool { return r.partial && errors.Is(err, fs.ErrNotExist) }

// file reads one YAML document into the value and remembers where the record
// at the address came from.
func (r *reader) file(name, address string, into any) {
	data, err := fs.ReadFile(r.fsys, name)
	if r.mayLack(err) {
		return
	}
	if err != nil {
		r.fail(name, err)
		return
	}
	if err := decode(data, into); err != nil {
		r.fail(name, err)
		return
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		r.fail(name, err)
		return
	}
	r.origins[address] = origin{file: name, root: &root}
}

var (
	atLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	goType = regexp.MustCompile(` in type \w+\.`)
)

// fail turns an error of the file system or the parser into problems, one for
// each line the parser complains about.
func (r *reader) fail(name string, err error) {
	messages := []string{err.Error()}
	if typed, ok := errors.AsType[*yaml.TypeError](err); ok {
		messages = typed.Errors
	}
	mend := "write the fields as docs/content.md shows"
	if errors.Is(err, fs.ErrNotExist) {
		messages, mend = []string{"is missing"}, "add it: a content folder has the layout docs/content.md shows"
	}
	for _, message := range messages {
		p := Problem{File: name, What: message, Mend: mend}
		if m := atLine.FindStringSubmatch(message); m != nil {
			p.Line, _ = strconv.Atoi(m[1]) // digits only
			p.What = goType.ReplaceAllString(m[2], " in ")
		}
		r.problems = append(r.problems, p)
	}
}

// decode reads exactly one document whose fields are all known.
func decode(data []byte, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		if errors.Is(err, io.EOF) {
			return errors.New("the file is empty")
		}
		return err
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("the file holds more than one document; keep one and remove the line ---")
	}
	return nil
}
