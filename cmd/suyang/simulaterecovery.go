package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/simulate/recovery"
	"suyang/models"
)

func simulateRecoveryCommand() *cli.Command {
	return &cli.Command{
		Name:  "recovery",
		Usage: "study how well calibration finds parameters that are known",
		Description: "Draws responses to made-up items again and again, persons from the standard normal distribution,\n" +
			"and calibrates each set with standard errors by Oakes. Coverage is the share of estimates within\n" +
			"1.96 standard errors of the truth.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "model", Value: "2pl", Usage: "models separated by commas, or all: rasch, 1pl, 2pl, 3pl, 4pl, pcm, rsm, gpcm, grm, nrm"},
			&cli.IntFlag{Name: "n", Value: 2000, Usage: "persons of a replication"},
			&cli.IntFlag{Name: "items", Value: 20, Usage: "items"},
			&cli.IntFlag{Name: "categories", Value: 4, Usage: "categories of an item, under models for more than two"},
			&cli.IntFlag{Name: "replications", Value: 100, Usage: "data sets per model"},
			seedFlag(),
			&cli.StringFlag{Name: "out", Usage: "Markdown file to write, such as docs/methods/recovery.md"},
			threadsFlag(), jsonFlag(),
		},
		Action: runSimulateRecovery,
	}
}

// recoveryOrder is that of --model all.
var recoveryOrder = []irt.Model{
	irt.Rasch, irt.OnePL, irt.TwoPL, irt.ThreePL, irt.FourPL, irt.PCM, irt.RSM, irt.GPCM, irt.GRM, irt.NRM,
}

func runSimulateRecovery(ctx context.Context, cmd *cli.Command) error {
	chosen, err := recoveryModels(cmd.String("model"))
	if err != nil {
		return err
	}
	r := recoveryReport{
		SchemaVersion: reportVersion, Persons: cmd.Int("n"), Items: cmd.Int("items"), Categories: cmd.Int("categories"),
		Replications: cmd.Int("replications"), Seed: cmd.Uint64("seed"), asked: cmd.String("model"),
	}
	if r.Categories < 2 || r.Categories > irt.MaxCategories {
		return models.Invalid("--categories", fmt.Sprintf("%d is not between 2 and %d", r.Categories, irt.MaxCategories))
	}
	for _, model := range chosen {
		study, err := r.study(ctx, model, cmd.Int("threads"))
		if err != nil {
			return fmt.Errorf("%v: %w", model, err)
		}
		r.Models = append(r.Models, study)
	}
	if out := cmd.String("out"); out != "" {
		if err := files.Write(out, r.writeMarkdown); err != nil {
			return err
		}
	}
	if cmd.Bool("json") {
		return writeJSON(cmd.Root().Writer, r)
	}
	return r.print(cmd.Root().Writer)
}

func recoveryModels(names string) ([]irt.Model, error) {
	if names == "all" {
		return recoveryOrder, nil
	}
	var chosen []irt.Model
	for name := range strings.SplitSeq(names, ",") {
		model, err := irt.ParseModel(strings.TrimSpace(name))
		if err != nil {
			return nil, models.Invalid("--model", err.Error())
		}
		chosen = append(chosen, model)
	}
	return chosen, nil
}

func (r recoveryReport) study(ctx context.Context, model irt.Model, threads int) (recoveryModel, error) {
	report, err := recovery.Run(ctx, recovery.Design{
		Model: model, Categories: r.Categories, Persons: r.Persons, Items: r.Items, Replications: r.Replications, Seed: r.Seed, Threads: threads,
	})
	if err != nil {
		return recoveryModel{}, err
	}
	return recoveryModel{Model: model, Counted: report.Replications, Failures: report.Failures, Parameters: report.Parameters}, nil
}
