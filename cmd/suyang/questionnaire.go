package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/assessment/questionnaire"
	"suyang/irt/files"
	"suyang/models"
)

func questionnaireCommand() *cli.Command {
	return &cli.Command{
		Name:     "questionnaire",
		Usage:    "write what was answered to questionnaires, without names",
		Commands: []*cli.Command{questionnaireExportCommand(), questionnaireScoreCommand(), questionnaireCodebookCommand()},
	}
}

func questionnaireExportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write the answers handed in as CSV; with --scale those to one scale, as categories that calibrate reads",
		Flags: append(questionnaireFlags(),
			&cli.StringFlag{Name: "scale", Usage: "code of a pcm scale"},
		),
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withReplies(ctx, cmd, func(q models.Questionnaire, all []models.Respondent, o questionnaire.FileOptions, w io.Writer) error {
				if scale := cmd.String("scale"); scale != "" {
					return questionnaire.WriteCategories(w, q, scale, all, o)
				}
				return questionnaire.WriteAnswers(w, q, all, o)
			})
		},
	}
}

func questionnaireScoreCommand() *cli.Command {
	return &cli.Command{
		Name:  "score",
		Usage: "write the scale scores of the answers handed in as CSV",
		Flags: append(questionnaireFlags(),
			&cli.StringSliceFlag{Name: "items", Usage: "items file of a calibration under pcm, whose thresholds, mean and standard deviation take the place of a scale's own"},
		),
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withReplies(ctx, cmd, func(q models.Questionnaire, all []models.Respondent, o questionnaire.FileOptions, w io.Writer) error {
				for _, path := range cmd.StringSlice("items") {
					var err error
					if q, err = recalibrated(q, path); err != nil {
						return err
					}
				}
				return questionnaire.WriteScores(w, q, all, o)
			})
		},
	}
}

// recalibrated is the questionnaire with the thresholds of an items file; its
// metric is that of the first group.
func recalibrated(q models.Questionnaire, path string) (models.Questionnaire, error) {
	c, err := files.OpenCalibration(path)
	if err != nil {
		return q, err
	}
	if c.Traits() != 1 {
		return q, models.Invalid("--items", path+" measures several traits; calibrate each scale on its own")
	}
	group := c.Groups[0]
	return questionnaire.Calibrated(q, c.ResponseModels(), group.Mean, group.SD, path)
}

func questionnaireCodebookCommand() *cli.Command {
	return &cli.Command{
		Name:  "codebook",
		Usage: "describe the columns of the files as CSV",
		Flags: []cli.Flag{codeFlag(), outFlag()},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withService(ctx, cmd, func(s *service) error {
				q, err := s.questionnaire(cmd)
				if err != nil {
					return err
				}
				return files.Write(cmd.String("out"), func(w io.Writer) error { return questionnaire.WriteCodebook(w, q) })
			})
		},
	}
}

func questionnaireFlags() []cli.Flag {
	return []cli.Flag{
		codeFlag(), outFlag(),
		&cli.StringSliceFlag{Name: "privacy", Value: []string{string(models.PrivacyNone), string(models.PrivacyPersonal)}, Usage: "classes of answers to include: none, personal, sensitive; below fourteen everything personal is sensitive"},
	}
}

func codeFlag() cli.Flag {
	return &cli.StringFlag{Name: "code", Usage: "code of the questionnaire, such as pupil or teacher", Required: true}
}

func outFlag() cli.Flag {
	return &cli.StringFlag{Name: "out", Usage: "file to write, such as answers.csv or answers.csv.gz", Required: true}
}

// withReplies writes the file of the flags from the replies to the questionnaire
// of the flags.
func withReplies(ctx context.Context, cmd *cli.Command, fill func(models.Questionnaire, []models.Respondent, questionnaire.FileOptions, io.Writer) error) error {
	return withService(ctx, cmd, func(s *service) error {
		q, err := s.questionnaire(cmd)
		if err != nil {
			return err
		}
		var classes []models.Privacy
		for _, name := range cmd.StringSlice("privacy") {
			class, err := models.ParsePrivacy(name)
			if err != nil {
				return models.Invalid("--privacy", err.Error())
			}
			classes = append(classes, class)
		}
		all, err := s.store.Respondents(ctx, q.Code)
		if err != nil {
			return err
		}
		write := func(w io.Writer) error { return fill(q, all, s.surveys.FileOptions(classes), w) }
		if err := files.Write(cmd.String("out"), write); err != nil {
			return err
		}
		count := questionnaire.CountOf(all)
		_, err = fmt.Fprintf(cmd.Root().Writer, "%s: %d handed in, %d answered in part and left out\n", q.Code, count.Submitted, count.Begun)
		return err
	})
}

func (s *service) questionnaire(cmd *cli.Command) (models.Questionnaire, error) {
	code := cmd.String("code")
	q, err := s.surveys.Questionnaire(code)
	if err == nil {
		return q, nil
	}
	var codes []string
	for _, a := range []models.Audience{models.AudiencePupil, models.AudienceTeacher} {
		for _, x := range s.surveys.List(a) {
			codes = append(codes, x.Code)
		}
	}
	slices.Sort(codes)
	return q, models.Invalid("--code", fmt.Sprintf("there is no questionnaire %q; there are %s", code, strings.Join(codes, ", ")))
}
