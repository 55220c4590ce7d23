package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"suyang/assessment/assembly"
	"suyang/models"
)

func bankFormCommand() *cli.Command {
	return &cli.Command{
		Name:     "form",
		Usage:    "look after the tests that are made of the bank",
		Commands: []*cli.Command{bankFormAssembleCommand()},
	}
}

func bankFormAssembleCommand() *cli.Command {
	return &cli.Command{
		Name:      "assemble",
		Usage:     "make a fixed test of the bank, to print or to take on a screen",
		ArgsUsage: "TITLE",
		Description: "Points are balanced over the dimensions as the blueprint says, with one item of a family and no enemies, and easy,\n" +
			"middling and hard items. The same bank, wishes and seed give the same items. docs/paper.md tells how to print it.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "by", Usage: "user name of the researcher or teacher who makes it; a researcher's is offered to every teacher", Required: true},
			&cli.StringFlag{Name: "stage", Usage: "primary34, primary56, junior or senior", Required: true},
			&cli.StringFlag{Name: "pool", Value: string(models.PoolSecure), Usage: "secure, for tests that count, or practice"},
			&cli.IntFlag{Name: "items", Usage: fmt.Sprintf("number of items, %d to %d", assembly.MinItems, assembly.MaxItems)},
			&cli.IntFlag{Name: "minutes", Usage: fmt.Sprintf("or expected working time, %d to %d", assembly.MinMinutes, assembly.MaxMinutes)},
			&cli.Uint64Flag{Name: "seed", Usage: "number that chooses among the tests there could be; drawn if not given"},
		},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			return withService(ctx, cmd, func(s *service) error { return s.assembleForm(ctx, cmd) })
		},
	}
}

func (s *service) assembleForm(ctx context.Context, cmd *cli.Command) error {
	by, _, err := s.store.PasswordByUsername(ctx, cmd.String("by"))
	if err != nil {
		return err
	}
	form, err := s.assessments.Assemble(ctx, by, cmd.Args().First(), assembly.Spec{
		Stage: models.Stage(cmd.String("stage")), Pool: models.Pool(cmd.String("pool")),
		Items: cmd.Int("items"), Minutes: cmd.Int("minutes"), Seed: cmd.Uint64("seed"),
	})
	if err != nil {
		return err
	}
	return s.printForm(ctx, cmd, form)
}

// printForm prints the form's items and the points of each dimension.
func (s *service) printForm(ctx context.Context, cmd *cli.Command, form models.Form) error {
	bank, err := s.store.Items(ctx)
	if err != nil {
		return err
	}
	byID := map[string]models.Item{}
	for _, it := range bank {
		byID[it.ID] = it
	}
	table := tabwriter.NewWriter(cmd.Root().Writer, 0, 0, 2, ' ', 0)
	points, total := map[string]int{}, 0
	for i, id := range form.Items {
		it := byID[id]
		points[models.Dimension(it.Indicator)] += it.Max()
		total += it.Max()
		fmt.Fprintf(table, "%d\t%s\t%s\t%d\t%s\n", i+1, id, it.Indicator, it.Max(), it.Title.EN)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.Root().Writer, "%s: %d items, %d minutes, %d points; A %d, B %d, C %d, D %d\n",
		form.Code, len(form.Items), form.Minutes, total, points["A"], points["B"], points["C"], points["D"])
	return err
}
