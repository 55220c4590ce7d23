package recommend

import (
	"context"

	"suyang/models"
)

// LessonSource is the source of resources that are our own micro-lessons.
const LessonSource = "lessons"

// ImportLessons brings in micro-lessons: one resource a language, both in the
// lesson's group.
func (s *Service) ImportLessons(ctx context.Context, lessons []models.Lesson) (models.ImportCount, error) {
	i := importer{service: s}
	for _, lesson := range lessons {
		for _, l := range models.Locales() {
			if err := i.add(ctx, lessonResource(lesson, l)); err != nil {
				return i.report.ImportCount, err
			}
		}
	}
	err := i.flush(ctx)
	return i.report.ImportCount, err
}

func lessonResource(lesson models.Lesson, l models.Locale) models.Resource {
	lang := language(string(l))
	return models.Resource{
		ID: models.NewID[models.Resource](), Source: LessonSource, SourceID: lesson.ID + "/" + lang, Locale: lang,
		Title: lesson.Title.In(l), Summary: lesson.Goal.In(l), Body: lesson.Body.In(l) + "\n\n" + lesson.TryIt.In(l),
		Licence: "Apache-2.0", Format: models.FormatLesson, Indicators: []string{lesson.Indicator},
		Stages: []models.Stage{lesson.Stage}, Minutes: lesson.Minutes, Difficulty: lesson.Difficulty,
		DifficultySD: knownDifficultySD, Group: lesson.ID,
	}
}
