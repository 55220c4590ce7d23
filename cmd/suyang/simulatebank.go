package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/simulate"
	"suyang/models"
)

func simulateBankCommand() *cli.Command {
	return &cli.Command{
		Name:  "bank",
		Usage: "make up an items file",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "model", Value: "2pl", Usage: "rasch, 1pl, 2pl, 3pl, 4pl, pcm, gpcm, rsm, grm or nrm"},
			&cli.IntFlag{Name: "n", Usage: "number of items", Required: true},
			&cli.IntFlag{Name: "categories", Value: 4, Usage: "categories of an item, under models for more than two"},
			seedFlag(),
			&cli.StringFlag{Name: "out", Usage: "items file to write", Required: true},
			jsonFlag(),
		},
		Action: runSimulateBank,
	}
}

func runSimulateBank(_ context.Context, cmd *cli.Command) error {
	model, err := irt.ParseModel(cmd.String("model"))
	if err != nil {
		return models.Invalid("--model", err.Error())
	}
	n, categories := cmd.Int("n"), cmd.Int("categories")
	if n < 1 {
		return models.Invalid("--n", fmt.Sprintf("%d items, at least 1 is needed", n))
	}
	if categories < 2 || categories > irt.MaxCategories {
		return models.Invalid("--categories", fmt.Sprintf("%d is not between 2 and %d", categories, irt.MaxCategories))
	}
	bank := files.NewItems(simulate.Bank(n, model, categories, cmd.Uint64("seed")))
	if err := files.Write(cmd.String("out"), bank.Write); err != nil {
		return err
	}
	return printDrawn(cmd, drawn{Items: n, Out: cmd.String("out")})
}
