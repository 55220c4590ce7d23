package content

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"suyang/models"
)

// Extend returns the bundle with the records of another folder, such as a
// school's own items: those with a known id or code take the place of what was
// there, the others are added. The folder has the layout of a content folder
// and holds no more than what it adds; framework and levels stay. Problems
// that [Check] finds afterwards name the files of the folder.
func (b *Bundle) Extend(fsys fs.FS) (*Bundle, error) {
	own, err := readAll(&reader{fsys: fsys, partial: true})
	if err != nil {
		return nil, err
	}
	if len(own.Framework)+len(own.Levels) > 0 {
		return nil, models.Errorf(models.CodeInvalid, "content: %w", Problems{{
			File: "framework.yaml, levels.yaml", What: "a folder that adds to the content has none of its own", Mend: "take them out",
		}})
	}
	own.Framework, own.Metric, own.Pass, own.Levels = b.Framework, b.Metric, b.Pass, b.Levels
	own.Misconceptions = over(own.Misconceptions, b.Misconceptions, func(m models.Misconception) string { return m.Code })
	own.Families = over(own.Families, b.Families, func(f models.Family) string { return f.Code })
	own.Items = over(own.Items, b.Items, func(it models.Item) string { return it.ID })
	own.Forms = over(own.Forms, b.Forms, func(f models.Form) string { return f.Code })
	own.Lessons = over(own.Lessons, b.Lessons, func(l models.Lesson) string { return l.ID })
	own.Questionnaires = over(own.Questionnaires, b.Questionnaires, func(q models.Questionnaire) string { return q.Code })
	pictures := maps.Clone(b.Pictures)
	maps.Copy(pictures, own.Pictures)
	own.Pictures = pictures
	return own, nil
}

// over puts records before those whose place they do not take. They stay first,
// where their origins say that they are.
func over[T any](own, others []T, id func(T) string) []T {
	return append(slices.Clone(own), slices.DeleteFunc(slices.Clone(others), func(other T) bool {
		return slices.ContainsFunc(own, func(o T) bool { return id(o) == id(other) })
	})...)
}

// Counts says how much the bundle holds, in a few words.
func (b *Bundle) Counts() string {
	return fmt.Sprintf("%d framework nodes, %d families, %d items, %d forms, %d lessons",
		len(b.Framework), len(b.Families), len(b.Items), len(b.Forms), len(b.Lessons))
}
