package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/assessment/study"
	"suyang/irt/files"
	"suyang/models"
)

func exportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write the responses to a test as a CSV that calibrate and score read, without names",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "form", Usage: "code of the test", Required: true},
			&cli.StringFlag{Name: "out", Usage: "file to write, such as responses.csv or responses.csv.gz", Required: true},
		},
		Action: exportResponses,
	}
}

func exportResponses(ctx context.Context, cmd *cli.Command) error {
	return withService(ctx, cmd, func(s *service) error {
		form, err := s.formByCode(ctx, cmd.String("form"))
		if err != nil {
			return err
		}
		trails, err := s.store.FormResponses(ctx, form.ID)
		if err != nil {
			return err
		}
		if err := files.Write(cmd.String("out"), func(w io.Writer) error { return study.WriteResponses(w, trails) }); err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.Root().Writer, "%d sittings of %s\n", len(trails), form.Code)
		return err
	})
}

func (s *service) formByCode(ctx context.Context, code string) (models.Form, error) {
	forms, err := s.store.Forms(ctx)
	if err != nil {
		return models.Form{}, err
	}
	if i := slices.IndexFunc(forms, func(f models.Form) bool { return f.Code == code }); i >= 0 {
		return forms[i], nil
	}
	codes := make([]string, len(forms))
	for i, f := range forms {
		codes[i] = f.Code
	}
	return models.Form{}, models.Invalid("--form", fmt.Sprintf("there is no test %q; there are %s", code, strings.Join(codes, ", ")))
}
