package main

import (
	"context"
	"fmt"
	"io"

	"github.com/urfave/cli/v3"

	"suyang/irt/files"
	"suyang/irt/simulate"
	"suyang/models"
)

func simulateCommand() *cli.Command {
	return &cli.Command{
		Name:  "simulate",
		Usage: "draw responses to calibrated items",
		Description: "Persons are drawn from the normal distribution of the first group of the items file. The same\n" +
			"seed gives the same responses.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "items", Usage: "items file that suyang calibrate wrote", Required: true},
			&cli.IntFlag{Name: "n", Usage: "number of persons", Required: true},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "start of the random numbers"},
			&cli.StringFlag{Name: "out", Usage: "CSV to write; its name may end in .gz", Required: true},
		},
		Action: runSimulate,
	}
}

func runSimulate(_ context.Context, cmd *cli.Command) error {
	n, seed := cmd.Int("n"), cmd.Uint64("seed")
	if n < 1 {
		return models.Invalid("--n", fmt.Sprintf("%d persons, at least 1 is needed", n))
	}
	calibration, err := files.OpenCalibration(cmd.String("items"))
	if err != nil {
		return err
	}
	group := calibration.Groups[0]
	theta := simulate.Simulees(n, group.Mean, group.SD, seed)
	responses := simulate.Responses(calibration.ResponseModels(), theta, seed)
	if err := files.Write(cmd.String("out"), func(w io.Writer) error { return calibration.WriteResponses(w, responses) }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.Root().Writer, "%d persons on %d items: %s\n", n, len(calibration.Items), cmd.String("out"))
	return err
}
